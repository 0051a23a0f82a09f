//! The file that a check process writes its results to: one JSON object a line.
//! Checks are also kept in this form between runs.
//!
//! A line counts only if it is complete; what a process prints counts for nothing.

use serde_json::{Value, json};

use crate::verdict::{Check, RealThreads, Seen, Status};

/// What a report says.
#[derive(Debug, Default)]
pub struct Report {
    /// A line each, in the order they were written.
    pub checks: Vec<Check>,
    /// Why the process ended itself, if it did.
    pub problem: Option<Problem>,
    /// How many lines say nothing that can be understood.
    pub unreadable: usize,
}

/// What a check process says before it ends itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its name, such as `stack-overflow`.
    pub kind: String,
    /// The check that was running, if that is known.
    pub check: Option<String>,
    /// A sentence for the learner.
    pub text: String,
}

impl Report {
    /// Reads the text of a report file.
    pub fn parse(text: &str) -> Self {
        let mut report = Self::default();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let value = serde_json::from_str(line).unwrap_or(Value::Null);
            if let Some(check) = check_from(&value) {
                report.checks.push(check);
            } else if let Some(problem) = problem_from(&value) {
                report.problem.get_or_insert(problem);
            } else {
                report.unreadable += 1;
            }
        }
        report
    }
}

/// A check from its JSON; `None` unless everything that a verdict needs is there.
pub fn check_from(value: &Value) -> Option<Check> {
    let status = Status::from_word(value["status"].as_str()?)?;
    Some(Check {
        name: value["check"].as_str()?.to_owned(),
        status,
        explored: value["explored"].as_bool().unwrap_or(true),
        exhaustive: value["exhaustive"].as_bool()?,
        coverage: value["coverage"].as_str().unwrap_or_default().to_owned(),
        weak_memory: value["memory"] == "weak",
        executions: value["executions"].as_u64()?,
        expected: strings(&value["expected"])?,
        seen: value["seen"]
            .as_array()?
            .iter()
            .map(seen_from)
            .collect::<Option<_>>()?,
        missing: strings(&value["missing"]).unwrap_or_default(),
        real_threads: real_threads_from(&value["real_threads"]),
        witnesses: value["witnesses"].as_array().cloned().unwrap_or_default(),
        simulations: value["simulations"].as_array().cloned().unwrap_or_default(),
        lines: strings(&value["lines"]).unwrap_or_default(),
        story: value["story"].as_str().unwrap_or_default().to_owned(),
        misfit: value["misfit"]["line"].as_u64(),
    })
}

/// The JSON that [`check_from`] reads.
pub fn check_to(check: &Check) -> Value {
    json!({
        "check": check.name,
        "status": check.status.word(),
        "explored": check.explored,
        "exhaustive": check.exhaustive,
        "coverage": check.coverage,
        "memory": if check.weak_memory { "weak" } else { "sequentially consistent" },
        "executions": check.executions,
        "expected": check.expected,
        "seen": check.seen.iter().map(seen_to).collect::<Vec<_>>(),
        "missing": check.missing,
        "real_threads": check.real_threads.map(
            |real| json!({"runs": real.runs, "unexpected": real.unexpected})),
        "witnesses": check.witnesses,
        "simulations": check.simulations,
        "story": check.story,
    })
}

/// A behaviour's JSON, the same in reports and in verdicts.
pub fn seen_to(seen: &Seen) -> Value {
    json!({
        "behaviour": seen.behaviour,
        "executions": seen.executions,
        "expected": seen.expected,
    })
}

fn seen_from(value: &Value) -> Option<Seen> {
    let executions = value.get("executions")?;
    Some(Seen {
        behaviour: value["behaviour"].as_str()?.to_owned(),
        executions: if executions.is_null() {
            None
        } else {
            Some(executions.as_u64()?)
        },
        expected: value["expected"].as_bool()?,
    })
}

fn real_threads_from(value: &Value) -> Option<RealThreads> {
    Some(RealThreads {
        runs: value["runs"].as_u64()?,
        unexpected: value["unexpected"].as_u64()?,
    })
}

fn problem_from(value: &Value) -> Option<Problem> {
    Some(Problem {
        kind: value["problem"].as_str()?.to_owned(),
        check: value["check"].as_str().map(str::to_owned),
        text: value["text"].as_str()?.to_owned(),
    })
}

fn strings(value: &Value) -> Option<Vec<String>> {
    value
        .as_array()?
        .iter()
        .map(|item| item.as_str().map(str::to_owned))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"check":"nothing_is_lost","status":"not-yet","exhaustive":true,"coverage":"exhaustive","executions":4,"expected":["total = 2"],"seen":[{"behaviour":"total = 1","executions":1,"expected":false},{"behaviour":"a and b: may overlap","executions":null,"expected":true}],"missing":[],"real_threads":{"runs":1000,"unexpected":0},"witnesses":[{"behaviour":"total = 1"}],"seconds":0.004,"story":"told"}"#;

    #[test]
    fn a_complete_line_is_a_check() {
        let report = Report::parse(&format!("{LINE}\n\n"));
        assert_eq!((report.checks.len(), report.unreadable), (1, 0));
        let check = &report.checks[0];
        assert_eq!(check.fault(), Some("total = 1"));
        assert_eq!(
            check.real_threads,
            Some(RealThreads {
                runs: 1000,
                unexpected: 0
            })
        );
        assert_eq!(check_from(&check_to(check)).as_ref(), Some(check));
    }

    #[test]
    fn a_line_that_lacks_something_is_none() {
        for part in [
            "\"check\"",
            "\"status\"",
            "\"exhaustive\"",
            "\"executions\"",
            "\"seen\"",
        ] {
            let report = Report::parse(&LINE.replacen(part, "\"other\"", 1));
            assert_eq!((report.checks.len(), report.unreadable), (0, 1), "{part}");
        }
        assert_eq!(Report::parse(&LINE[..60]).unreadable, 1);
    }

    #[test]
    fn a_problem_is_kept() {
        let line = r#"{"problem":"endless-loop","check":null,"text":"a loop"}"#;
        let problem = Report::parse(line).problem.unwrap();
        assert_eq!(
            (problem.kind.as_str(), problem.check),
            ("endless-loop", None)
        );
    }
}
