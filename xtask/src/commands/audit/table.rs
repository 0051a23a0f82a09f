//! What `audit` prints: a line of figures for each exercise, then the problems.

use crate::commands::audit::Findings;
use crate::render::words::{NAME, grouped, labelled, styled, wrapped};
use crate::verdict::{Status, Verdict};

/// The whole text.
pub fn text(findings: &[Findings]) -> String {
    let names = findings
        .iter()
        .map(|one| one.name.chars().count())
        .max()
        .unwrap_or(0)
        .max(8);
    let mut text = format!(
        "{:names$}  interleavings  seconds  pitfalls  right on real threads\n",
        "exercise"
    );
    for one in findings {
        text.push_str(row(one, names).trim_end());
        text.push('\n');
    }
    for one in findings.iter().filter(|one| !one.problems.is_empty()) {
        text.push_str(&format!("\n{}\n", styled(NAME, &one.name)));
        for problem in &one.problems {
            let lines = wrapped(problem, 76).join("\n    ");
            text.push_str(&format!("  - {lines}\n"));
        }
    }
    text.push_str(&format!("\n{}\n", summary(findings)));
    text + &begun(findings)
}

/// A learner's progress, which is no problem and not to be committed by a maintainer.
fn begun(findings: &[Findings]) -> String {
    let begun = findings.iter().filter(|one| one.begun);
    let names: Vec<_> = begun.map(|one| &*one.name).collect();
    if names.is_empty() {
        return String::new();
    }
    labelled(
        "note",
        &format!(
            "no longer its stub, which was judged: exercise.rs of {}",
            names.join(", ")
        ),
    )
}

fn row(one: &Findings, names: usize) -> String {
    let Some(solution) = &one.solution else {
        return format!("{:names$}  not judged", one.name);
    };
    format!(
        "{:names$}  {:>13}  {:>7.3}  {:>8}  {}",
        one.name,
        grouped(solution.executions()),
        solution.seconds,
        one.pitfalls.len(),
        real_threads(&one.pitfalls)
    )
}

/// How many pitfalls nobody would notice by running them: `2 of 4 (1,000 runs each)`.
fn real_threads(pitfalls: &[Verdict]) -> String {
    let runs = most_runs(pitfalls);
    if runs == 0 {
        return "not tried".to_owned();
    }
    format!(
        "{} of {} ({} runs each)",
        right(pitfalls),
        pitfalls.len(),
        grouped(runs)
    )
}

/// The most often that a check was run on real threads.
fn most_runs(pitfalls: &[Verdict]) -> u64 {
    let checks = pitfalls.iter().flat_map(|verdict| &verdict.checks);
    let tried = checks.filter_map(|check| check.real_threads);
    tried.map(|real| real.runs).max().unwrap_or(0)
}

fn right(pitfalls: &[Verdict]) -> usize {
    pitfalls.iter().filter(|one| looks_right(one)).count()
}

/// What only machines are asked has no result that real threads could show.
fn looks_right(verdict: &Verdict) -> bool {
    let mut rejecting = verdict
        .checks
        .iter()
        .filter(|check| check.status == Status::NotYet && check.explored)
        .peekable();
    rejecting.peek().is_some()
        && rejecting.all(|check| check.real_threads.is_some_and(|real| real.unexpected == 0))
}

fn summary(findings: &[Findings]) -> String {
    let problems: usize = findings.iter().map(|one| one.problems.len()).sum();
    let with = findings
        .iter()
        .filter(|one| !one.problems.is_empty())
        .count();
    let noun = if problems == 1 { "problem" } else { "problems" };
    let said = match problems {
        0 => format!("{} audited: no problem", findings.len()),
        _ => format!("{problems} {noun} in {with} of {} audited", findings.len()),
    };
    unnoticed(findings).map_or(said.clone(), |unnoticed| format!("{said}; {unnoticed}"))
}

/// How many pitfalls only the explorer finds out: no fault of theirs, but a figure to know.
fn unnoticed(findings: &[Findings]) -> Option<String> {
    let tried = |one: &&Findings| most_runs(&one.pitfalls) > 0;
    let tried: Vec<_> = findings.iter().filter(tried).collect();
    let right: usize = tried.iter().map(|one| right(&one.pitfalls)).sum();
    let all: usize = tried.iter().map(|one| one.pitfalls.len()).sum();
    (all > 0).then(|| format!("{right} of {all} pitfalls are never wrong on real threads"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::{Check, RealThreads};

    fn rejected(unexpected: u64) -> Verdict {
        let mut check = Check::unheard("sum", Status::NotYet, &[]);
        check.real_threads = Some(RealThreads {
            runs: 1000,
            unexpected,
        });
        Verdict::new(Status::NotYet, vec![check])
    }

    #[test]
    fn figures_come_first_and_problems_after() {
        let mut check = Check::unheard("sum", Status::Pass, &[]);
        check.executions = 1234;
        let solution = Verdict {
            seconds: 0.0421,
            ..Verdict::new(Status::Pass, vec![check])
        };
        let findings = [
            Findings {
                name: "lost-update".to_owned(),
                solution: Some(solution),
                pitfalls: vec![rejected(0), rejected(3), rejected(0)],
                problems: Vec::new(),
                begun: true,
            },
            Findings {
                name: "torn-pair".to_owned(),
                solution: None,
                pitfalls: Vec::new(),
                problems: vec![
                    "hints.md has fewer than two hints".to_owned(),
                    "word ".repeat(20).trim().to_owned(),
                ],
                begun: false,
            },
        ];
        let plain = anstream::adapter::strip_str(&text(&findings)).to_string();
        insta::assert_snapshot!(plain, @"
        exercise     interleavings  seconds  pitfalls  right on real threads
        lost-update          1,234    0.042         3  2 of 3 (1,000 runs each)
        torn-pair    not judged

        torn-pair
          - hints.md has fewer than two hints
          - word word word word word word word word word word word word word word word
            word word word word word

        2 problems in 1 of 2 audited; 2 of 3 pitfalls are never wrong on real threads
          note  no longer its stub, which was judged: exercise.rs of lost-update
        ");
    }
}
