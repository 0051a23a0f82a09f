//! What `audit` prints: a line of figures for each exercise, then the problems.

use crate::commands::audit::Findings;
use crate::render::words::{NAME, grouped, styled, wrapped};
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
    text + &format!("\n{}\n", summary(findings))
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
    let runs = pitfalls
        .iter()
        .flat_map(|verdict| &verdict.checks)
        .filter_map(|check| check.real_threads);
    let runs = runs.map(|real| real.runs).max().unwrap_or(0);
    if runs == 0 {
        return "not tried".to_owned();
    }
    let right = pitfalls
        .iter()
        .filter(|verdict| looks_right(verdict))
        .count();
    format!(
        "{right} of {} ({} runs each)",
        pitfalls.len(),
        grouped(runs)
    )
}

fn looks_right(verdict: &Verdict) -> bool {
    let mut rejecting = verdict
        .checks
        .iter()
        .filter(|check| check.status == Status::NotYet)
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
    match problems {
        0 => format!("{} audited: no problem", findings.len()),
        _ => format!("{problems} {noun} in {with} of {} audited", findings.len()),
    }
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
            },
            Findings {
                name: "torn-pair".to_owned(),
                solution: None,
                pitfalls: Vec::new(),
                problems: vec![
                    "hints.md has fewer than two hints".to_owned(),
                    "word ".repeat(20).trim().to_owned(),
                ],
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

        2 problems in 1 of 2 audited
        ");
    }
}
