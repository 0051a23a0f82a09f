//! Many exercises, a line each, in as few lines as the screen has room for.

use crate::render::words::{NAME, WIDTH, all_of, cut, simulations, status, styled};
use crate::verdict::{Status, Verdict};

/// An exercise and its verdict.
pub struct Line<'a> {
    /// The exercise's name.
    pub name: &'a str,
    /// The verdict on it.
    pub verdict: &'a Verdict,
    /// Whether the learner has changed anything in it.
    pub begun: bool,
}

/// A line each. If that is more than `room`, some are only counted, in a last line: those
/// that were not begun, then those that pass, then all.
pub fn overview(lines: &[Line<'_>], room: Option<usize>) -> String {
    let room = room.unwrap_or(usize::MAX);
    if lines.len() <= room.max(2) {
        return each(&lines.iter().collect::<Vec<_>>());
    }
    let passes = |line: &&Line<'_>| line.verdict.status == Status::Pass;
    let waits = |line: &&Line<'_>| !line.begun && !passes(line);
    let (waiting, touched): (Vec<_>, Vec<_>) = lines.iter().partition(waits);
    let (passed, open): (Vec<_>, Vec<_>) = touched.iter().copied().partition(passes);
    let counts = |above: &[&Line<'_>], passed: usize, open: usize| {
        let counts = [
            (passed, "that pass"),
            (open, "begun"),
            (waiting.len(), "not begun"),
        ];
        let some = counts.iter().filter(|(count, _)| *count > 0);
        let texts: Vec<_> = some
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        let and = if above.is_empty() { "" } else { "and " };
        format!(
            "{}{and}{}: cargo xtask list\n",
            each(above),
            texts.join(", ")
        )
    };
    if touched.len() < room && !waiting.is_empty() {
        counts(&touched, 0, 0)
    } else if open.len() < room {
        counts(&open, passed.len(), 0)
    } else {
        counts(&[], passed.len(), open.len())
    }
}

fn each(lines: &[&Line<'_>]) -> String {
    let names = lines
        .iter()
        .map(|line| line.name.chars().count())
        .max()
        .unwrap_or(0);
    lines.iter().map(|line| one(line, names)).collect()
}

fn one(line: &Line<'_>, names: usize) -> String {
    let fill = names - line.name.chars().count();
    let detail = cut(&detail(line.verdict), WIDTH.saturating_sub(names + 19));
    let status = status(line.verdict.status, if detail.is_empty() { 0 } else { 16 });
    format!(
        "{}{:fill$}   {status}{detail}\n",
        styled(NAME, line.name),
        ""
    )
}

fn detail(verdict: &Verdict) -> String {
    match verdict.status {
        Status::Pass => what_was_run(verdict),
        Status::NotYet => {
            let check = verdict.first_not_yet();
            let fault = check.and_then(|check| Some((&check.name, check.fault()?)));
            fault
                .map(|(check, fault)| format!("{check}: {fault}"))
                .unwrap_or_default()
        }
        Status::CompileError | Status::NoVerdict => {
            let cause = verdict.cause.as_deref().unwrap_or_default();
            let cause = anstream::adapter::strip_str(cause).to_string();
            cause.lines().next().unwrap_or_default().to_owned()
        }
    }
}

fn what_was_run(verdict: &Verdict) -> String {
    let executions = verdict.executions();
    let machines = verdict.checks.iter().map(|check| check.simulations.len());
    let parts = [
        (executions > 0).then(|| all_of(executions)),
        Some(machines.sum()).filter(|&sum| sum > 0).map(simulations),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
