//! Comes to a verdict: first from the files alone, then from how the check process
//! ended and what it reported. Starts nothing itself.
//!
//! A pass needs all of: the seal is right; for every check of the snapshot exactly one
//! complete line that passed, exhaustively, against what the snapshot says; no other
//! line; exit code 0. Everything else has a name in [`Cause`].

use std::fs;
use std::io::ErrorKind;

use crate::cause::Cause;
use crate::contained::{End, Ending};
use crate::report::Report;
use crate::snapshot::{Snapshot, is_sealed};
use crate::subject::Subject;
use crate::verdict::{Check, Status, Verdict};

/// Windows' exit code for a stack overflow.
const STATUS_STACK_OVERFLOW: i32 = 0xC000_00FD_u32 as i32;

/// What gates the items of std that can't be judged, as rustc shows it.
const NOT_COVERED: &str = "not_covered_while_judging";
const COVERAGE: &str = "docs/std-coverage.md";

/// What can be said before anything is built: the snapshot to judge by, or the
/// verdict that there can be none.
pub fn before(subject: &Subject) -> Result<Snapshot, Box<Verdict>> {
    let none = |cause, checks| Err(Box::new(no_verdict(subject, &cause, checks)));
    match (readable(subject), sealed_snapshot(subject)) {
        (Ok(()), Ok(snapshot)) => Ok(snapshot),
        (Err(cause), Ok(snapshot)) => none(cause, silent_checks(&snapshot, Status::NoVerdict)),
        (Err(cause), Err(_)) | (Ok(()), Err(cause)) => none(cause, Vec::new()),
    }
}

/// Whether the file to judge is there, and text.
pub fn readable(subject: &Subject) -> Result<(), Cause> {
    let bytes = fs::read(&subject.file).map_err(|error| match error.kind() {
        ErrorKind::NotFound => Cause::FileMissing,
        _ => Cause::FileUnreadable(error.to_string()),
    })?;
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let good = &bytes[..error.valid_up_to()];
        Cause::NotUtf8(good.iter().filter(|byte| **byte == b'\n').count() + 1)
    })?;
    if text.trim().is_empty() {
        Err(Cause::Empty)
    } else {
        Ok(())
    }
}

/// The snapshot, if it and the check are what was sealed.
pub fn sealed_snapshot(subject: &Subject) -> Result<Snapshot, Cause> {
    let check = fs::read(&subject.check).map_err(|_| Cause::CheckFileMissing)?;
    let text = fs::read(&subject.snapshot).map_err(|_| Cause::SnapshotMissing)?;
    let text = String::from_utf8(text).map_err(|_| Cause::SealBroken)?;
    if !is_sealed(&check, &text) {
        return Err(Cause::SealBroken);
    }
    Snapshot::parse(&text).ok_or(Cause::SealBroken)
}

/// The verdict on a file that rustc refuses.
pub fn compile_error(snapshot: &Snapshot, diagnostics: String, lasting: bool) -> Verdict {
    let mut verdict = Verdict::new(
        Status::CompileError,
        silent_checks(snapshot, Status::CompileError),
    );
    verdict.way = diagnostics
        .contains(NOT_COVERED)
        .then(|| format!("{COVERAGE} says what can be used while judging"));
    verdict.cause = Some(diagnostics);
    verdict.lasting = lasting;
    verdict
}

/// The verdict that there is none.
pub fn no_verdict(subject: &Subject, cause: &Cause, checks: Vec<Check>) -> Verdict {
    let mut verdict = Verdict::new(Status::NoVerdict, checks);
    verdict.cause = Some(cause.text(subject.about()));
    verdict.way = cause.way(subject.about());
    verdict.lasting = cause.is_lasting();
    verdict
}

/// The verdict after a check process has ended.
pub fn after(subject: &Subject, snapshot: &Snapshot, ending: &Ending, report: Report) -> Verdict {
    let cause = why_none(snapshot, ending, &report);
    let problem = report.problem.as_ref().map(|problem| problem.kind.clone());
    let checks = in_order(snapshot, report.checks);
    let mut verdict = match cause {
        Some(cause) => no_verdict(subject, &cause, checks),
        None if checks.iter().all(|check| check.status == Status::Pass) => {
            Verdict::new(Status::Pass, checks)
        }
        None => Verdict::new(Status::NotYet, checks),
    };
    verdict.seconds = ending.seconds;
    verdict.problem = problem;
    if ending.cut {
        verdict
            .notes
            .push("It printed more than 64 KiB; the rest was left out.".to_owned());
    }
    verdict
}

fn why_none(snapshot: &Snapshot, ending: &Ending, report: &Report) -> Option<Cause> {
    if let Some(problem) = &report.problem {
        return Some(Cause::Problem(problem.kind.clone(), problem.text.clone()));
    }
    why_incomplete(snapshot, ending, report)
        .or_else(|| why_not_believed(snapshot, report))
        .or_else(|| why_no_pass(ending, report))
}

/// A line is missing: it is how the process ended that tells why.
fn why_incomplete(snapshot: &Snapshot, ending: &Ending, report: &Report) -> Option<Cause> {
    let heard = |name: &str| report.checks.iter().any(|check| check.name == name);
    let names = snapshot.checks.iter().map(|expected| &expected.check);
    let silent: Vec<_> = names.filter(|name| !heard(name)).cloned().collect();
    if silent.is_empty() {
        return None;
    }
    Some(match ending.end {
        _ if overflowed(ending) => Cause::StackOverflow,
        End::TimedOut(limit) => Cause::TimedOut(limit),
        End::Signal(signal) => Cause::Signal(signal),
        End::Code(0) if ending.output.contains("running 0 tests") => Cause::NoCheckRan,
        End::Code(0) => Cause::ChecksSilent(silent),
        End::Code(code) => Cause::Exited(code, head(&ending.output)),
    })
}

fn why_not_believed(snapshot: &Snapshot, report: &Report) -> Option<Cause> {
    if report.unreadable > 0 {
        return Some(Cause::Unreadable(report.unreadable));
    }
    for (index, check) in report.checks.iter().enumerate() {
        let name = || check.name.clone();
        let Some(expected) = snapshot.checks.iter().find(|one| one.check == check.name) else {
            return Some(Cause::Unknown(name()));
        };
        if report.checks[..index]
            .iter()
            .any(|earlier| earlier.name == check.name)
        {
            return Some(Cause::Twice(name()));
        }
        if expected.behaviours != check.expected {
            return Some(Cause::OtherExpectation(name()));
        }
    }
    None
}

fn why_no_pass(ending: &Ending, report: &Report) -> Option<Cause> {
    if report
        .checks
        .iter()
        .any(|check| check.status != Status::Pass)
    {
        return None;
    }
    if let Some(check) = report.checks.iter().find(|check| !check.is_complete()) {
        return Some(Cause::Bounded(check.name.clone()));
    }
    match ending.end {
        End::Code(0) => None,
        _ if overflowed(ending) => Some(Cause::StackOverflow),
        End::Code(code) => Some(Cause::ExitedAfterPass(code)),
        End::Signal(signal) => Some(Cause::Signal(signal)),
        End::TimedOut(limit) => Some(Cause::TimedOut(limit)),
    }
}

/// Windows has a code for it; elsewhere std says so and aborts.
fn overflowed(ending: &Ending) -> bool {
    match ending.end {
        End::Code(code) => code == STATUS_STACK_OVERFLOW,
        End::Signal(_) => ending.output.contains("has overflowed its stack"),
        End::TimedOut(_) => false,
    }
}

/// The checks of the snapshot in its order, then what else was reported.
fn in_order(snapshot: &Snapshot, mut reported: Vec<Check>) -> Vec<Check> {
    let mut checks = silent_checks(snapshot, Status::NoVerdict);
    for check in &mut checks {
        if let Some(index) = reported.iter().position(|one| one.name == check.name) {
            *check = reported.remove(index);
        }
    }
    checks
}

fn silent_checks(snapshot: &Snapshot, status: Status) -> Vec<Check> {
    let checks = snapshot.checks.iter();
    checks
        .map(|one| Check::unheard(&one.check, status, &one.behaviours))
        .collect()
}

/// What the test harness adds to what a process prints.
const OF_THE_HARNESS: [&str; 6] = [
    "running ",
    "test ",
    "failures:",
    "---- ",
    "note: ",
    "check::",
];

/// The beginning of what a process printed itself.
fn head(output: &str) -> String {
    let own = |line: &&str| {
        let line = line.trim();
        !line.is_empty() && !OF_THE_HARNESS.iter().any(|start| line.starts_with(start))
    };
    output
        .lines()
        .filter(own)
        .take(8)
        .map(|line| format!("{line}\n"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::Expected;
    use crate::workshop::testing;

    fn snapshot() -> Snapshot {
        let expected = |check: &str| Expected {
            check: check.to_owned(),
            behaviours: vec!["x = 1".to_owned()],
        };
        Snapshot {
            checks: vec![expected("one"), expected("two")],
        }
    }

    fn line(check: &str) -> String {
        format!(
            r#"{{"check":"{check}","status":"pass","exhaustive":true,"executions":2,"expected":["x = 1"],"seen":[]}}"#
        )
    }

    fn verdict(end: End, lines: &[String]) -> Verdict {
        let workshop = testing::workshop();
        let subject = Subject::exercise(&workshop.place, &workshop.exercises[0]);
        let ending = Ending {
            end,
            output: String::new(),
            cut: false,
            seconds: 0.5,
        };
        after(
            &subject,
            &snapshot(),
            &ending,
            Report::parse(&lines.join("\n")),
        )
    }

    #[track_caller]
    fn no_verdict_for(cause: &str, end: End, lines: &[String]) {
        let verdict = verdict(end, lines);
        assert_eq!(verdict.status, Status::NoVerdict);
        let text = verdict.cause.unwrap();
        assert!(text.contains(cause), "{text}");
    }

    #[test]
    fn a_pass_needs_every_line_to_pass() {
        let verdict = verdict(End::Code(0), &[line("two"), line("one")]);
        assert_eq!((verdict.status, verdict.executions()), (Status::Pass, 4));
        assert_eq!(verdict.checks[0].name, "one");
    }

    #[test]
    fn what_is_not_covered_has_a_page_to_read() {
        let told = |diagnostics: &str| compile_error(&snapshot(), diagnostics.to_owned(), true);
        let gated = told("#[cfg(not_covered_while_judging)]\npub struct TcpStream;");
        assert!(gated.way.unwrap().contains(COVERAGE));
        assert_eq!(told("mismatched types").way, None);
    }

    #[test]
    fn one_check_that_objects_is_enough() {
        let objects = line("two").replace("\"pass\"", "\"not-yet\"");
        // However the process ended: all that it had to say is there.
        for end in [End::Code(101), End::Signal(6), End::TimedOut(1.0)] {
            let verdict = verdict(end, &[line("one"), objects.clone()]);
            assert_eq!(verdict.status, Status::NotYet);
        }
    }

    #[test]
    fn lines_that_all_pass_are_not_enough() {
        let both = [line("one"), line("two")];
        no_verdict_for("exit code 3", End::Code(3), &both);
        no_verdict_for("SIGSEGV", End::Signal(11), &both);
        no_verdict_for("still running", End::TimedOut(1.0), &both);
        no_verdict_for("stack overflowed", End::Code(STATUS_STACK_OVERFLOW), &both);
    }

    #[test]
    fn lines_that_no_check_writes_are_not_believed() {
        let ending = || End::Code(0);
        let both = || vec![line("one"), line("two")];
        no_verdict_for(
            "more than once",
            ending(),
            &[both(), vec![line("two")]].concat(),
        );
        no_verdict_for(
            "does not know",
            ending(),
            &[both(), vec![line("three")]].concat(),
        );
        no_verdict_for(
            "1 line that",
            ending(),
            &[both(), vec!["hello".into()]].concat(),
        );
        let other = line("two").replace("x = 1", "x = 2");
        no_verdict_for("something else", ending(), &[line("one"), other]);
        let bounded = line("two").replace("true", "false");
        no_verdict_for("did not get through", ending(), &[line("one"), bounded]);
    }

    #[test]
    fn a_problem_is_the_cause_whatever_else_there_is() {
        let problem = r#"{"problem":"endless-loop","check":"two","text":"A loop in line 3."}"#;
        let verdict = verdict(End::Code(70), &[line("one"), problem.to_owned()]);
        assert_eq!(verdict.cause.as_deref(), Some("A loop in line 3."));
        assert_eq!(verdict.problem.as_deref(), Some("endless-loop"));
        assert_eq!(verdict.checks[0].status, Status::Pass);
    }
}
