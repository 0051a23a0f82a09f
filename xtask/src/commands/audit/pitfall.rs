//! Pitfalls: wrong attempts that must be rejected, each for the reason in its first
//! lines: `//! rejected: CHECK: BEHAVIOUR`, one line or more.

use std::fs;

use crate::place::Place;
use crate::subject::Subject;
use crate::verdict::{Check, Status, Verdict};
use crate::workshop::Exercise;

const REJECTED: &str = "//! rejected: ";

/// A wrong attempt and what it says of itself.
pub struct Pitfall {
    /// The file to judge.
    pub subject: Subject,
    stem: String,
    reasons: Vec<Reason>,
}

/// A check and the behaviour that it must object to.
#[derive(Debug, PartialEq, Eq)]
struct Reason {
    check: String,
    behaviour: String,
}

/// The pitfalls of `exercise`, and the problems of those that can't be used.
pub fn read_all(place: &Place, exercise: &Exercise) -> (Vec<Pitfall>, Vec<String>) {
    let entries = fs::read_dir(exercise.solution.join("pitfalls"))
        .into_iter()
        .flatten()
        .flatten();
    let mut files: Vec<_> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    files.sort();
    let mut pitfalls = Vec::new();
    let mut problems = Vec::new();
    for file in files {
        let stem = file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        match fs::read_to_string(&file)
            .ok()
            .and_then(|source| reasons(&source))
        {
            Some(reasons) => {
                let subject = Subject::pitfall(place, exercise, &stem);
                pitfalls.push(Pitfall {
                    subject,
                    stem,
                    reasons,
                });
            }
            None => problems.push(format!(
                "pitfall {stem}: its first lines don't say what it does and `rejected: CHECK: \
                 BEHAVIOUR`"
            )),
        }
    }
    if pitfalls.len() < 3 {
        problems.push(format!("{} pitfalls; three are the least", pitfalls.len()));
    }
    (pitfalls, problems)
}

/// The reasons in a pitfall's head; `None` if it has none, or says nothing else.
fn reasons(source: &str) -> Option<Vec<Reason>> {
    let head: Vec<_> = source
        .lines()
        .take_while(|line| line.starts_with("//!"))
        .collect();
    let stated = head.iter().filter_map(|line| line.strip_prefix(REJECTED));
    let reasons: Option<Vec<_>> = stated.map(reason).collect();
    let told = head
        .first()
        .is_some_and(|line| line.len() > 4 && !line.starts_with(REJECTED));
    reasons.filter(|reasons| !reasons.is_empty() && told)
}

fn reason(text: &str) -> Option<Reason> {
    let (check, behaviour) = text.split_once(':')?;
    Some(Reason {
        check: check.trim().to_owned(),
        behaviour: behaviour.trim().to_owned(),
    })
}

impl Pitfall {
    /// What is wrong with this wrong attempt, given the verdict on it.
    pub fn problems(&self, verdict: &Verdict) -> Vec<String> {
        match verdict.status {
            Status::Pass => vec![format!("pitfall {} passes", self.stem)],
            Status::CompileError => vec![format!(
                "pitfall {} does not compile:\n{}",
                self.stem,
                verdict.cause.as_deref().unwrap_or_default()
            )],
            Status::NotYet | Status::NoVerdict => self
                .reasons
                .iter()
                .filter_map(|reason| self.not_for(reason, verdict))
                .collect(),
        }
    }

    /// A problem unless `verdict` rejects for this reason.
    fn not_for(&self, reason: &Reason, verdict: &Verdict) -> Option<String> {
        let Reason {
            check: name,
            behaviour,
        } = reason;
        let check = verdict.checks.iter().find(|check| check.name == *name);
        let objections = check.map(objections).unwrap_or_default();
        // What ended the process: no behaviour of an interleaving, but a reason all right.
        let ended = check.is_some() && verdict.problem.as_ref() == Some(behaviour);
        if ended || objections.iter().any(|one| one == behaviour) {
            return None;
        }
        let found = match (check, objections.is_empty(), &verdict.cause) {
            (None, ..) => "there is no such check".to_owned(),
            (_, false, _) => objections.join("; "),
            (_, _, Some(cause)) => cause.clone(),
            _ => "it has no objection".to_owned(),
        };
        Some(format!(
            "pitfall {}: {name} should object to `{behaviour}`; found: {found}",
            self.stem
        ))
    }
}

fn objections(check: &Check) -> Vec<String> {
    let unexpected = check.seen.iter().filter(|seen| !seen.expected);
    let missing = check.missing.iter().cloned();
    unexpected
        .map(|seen| seen.behaviour.clone())
        .chain(missing)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Seen;
    use crate::workshop::testing;

    fn pitfall(behaviour: &str) -> Pitfall {
        let workshop = testing::workshop();
        let subject = Subject::pitfall(&workshop.place, &workshop.exercises[1], "naive");
        let reasons = vec![Reason {
            check: "sum".to_owned(),
            behaviour: behaviour.to_owned(),
        }];
        Pitfall {
            subject,
            stem: "naive".to_owned(),
            reasons,
        }
    }

    fn not_yet() -> Verdict {
        let seen = |behaviour: &str, expected| Seen {
            behaviour: behaviour.to_owned(),
            executions: Some(1),
            expected,
        };
        let mut check = Check::unheard("sum", Status::NotYet, &[]);
        check.seen = vec![seen("total = 1", false), seen("total = 2", true)];
        Verdict::new(Status::NotYet, vec![check])
    }

    #[test]
    fn the_head_states_reasons() {
        let source = "//! Naive.\n//!\n//! rejected: sum: total = 1\n//! rejected: end: panic: a: b\n\nfn f() {}\n";
        let found: Vec<_> = reasons(source)
            .unwrap()
            .into_iter()
            .map(|reason| (reason.check, reason.behaviour))
            .collect();
        let expected = [("sum", "total = 1"), ("end", "panic: a: b")];
        assert_eq!(
            found,
            expected.map(|(check, what)| (check.to_owned(), what.to_owned()))
        );
        assert_eq!(reasons("//! Only told.\n"), None);
        assert_eq!(reasons("//! rejected: sum: total = 1\n"), None);
    }

    #[test]
    fn only_the_stated_unexpected_behaviour_will_do() {
        assert!(pitfall("total = 1").problems(&not_yet()).is_empty());
        let problems = pitfall("total = 2").problems(&not_yet());
        insta::assert_snapshot!(problems.join("\n"), @"pitfall naive: sum should object to `total = 2`; found: total = 1");
    }

    #[test]
    fn what_passes_is_no_pitfall() {
        let verdict = Verdict::new(Status::Pass, Vec::new());
        assert_eq!(
            pitfall("total = 1").problems(&verdict),
            ["pitfall naive passes"]
        );
    }

    #[test]
    fn ending_the_process_is_a_reason_too() {
        let mut verdict = Verdict::new(
            Status::NoVerdict,
            vec![Check::unheard("sum", Status::NoVerdict, &[])],
        );
        verdict.problem = Some("endless-loop".to_owned());
        assert!(pitfall("endless-loop").problems(&verdict).is_empty());
        assert_eq!(pitfall("stack-overflow").problems(&verdict).len(), 1);
    }
}
