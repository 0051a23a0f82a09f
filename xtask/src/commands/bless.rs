//! `bless`, for maintainers: writes what is never written by hand. The `snapshot` comes
//! from what the solution gives, the `stub` (what `reset` restores) from exercise.rs.

use std::fs;
use std::process::ExitCode;

use clap::ArgMatches;

use crate::contained::{End, Ending};
use crate::judging::{Purpose, Runs, Tried};
use crate::report::Report;
use crate::snapshot::{Expected, Snapshot};
use crate::subject::Subject;
use crate::trouble::Result;
use crate::verdict::Status;
use crate::workshop::{Exercise, Workshop};
use crate::{judge, out};

/// What came of one file: what was done, or why it was not.
type Done = std::result::Result<&'static str, String>;

/// Runs the command.
pub fn run(workshop: &Workshop, given: &ArgMatches) -> Result<ExitCode> {
    let place = &workshop.place;
    let exercises = super::chosen(workshop, given)?;
    let subjects: Vec<_> = exercises
        .iter()
        .map(|exercise| Subject::solution(place, exercise))
        .collect();
    let whole = |subject: &&Subject| judge::readable(subject).is_ok() && subject.check.is_file();
    let to_try: Vec<_> = subjects.iter().filter(whole).collect();
    let runs = Runs {
        place,
        time_limit: super::time_limit(given)?,
        purpose: Purpose::Bless,
    };
    let mut tried = runs.all(&to_try)?;
    let mut text = String::new();
    let mut well = true;
    for (exercise, subject) in exercises.iter().zip(&subjects) {
        let snapshot = snapshot(subject, tried.remove(&subject.target));
        let stub = stub(exercise, given.get_flag("stub"));
        for (file, done) in [("snapshot", snapshot), ("stub", stub)] {
            well &= done.is_ok();
            let (Ok(line) | Err(line)) = done.map(str::to_owned);
            text.push_str(&format!("{:20} {file:8}  {line}\n", exercise.name));
        }
    }
    out::say(&text)?;
    Ok(super::exit(well))
}

fn snapshot(subject: &Subject, tried: Option<Tried>) -> Done {
    let snapshot = match tried {
        None => return Err("refused: solution.rs or check.rs is not there or no text".to_owned()),
        Some(Tried::Refused(refusal)) => {
            return Err(format!(
                "refused: solution.rs does not compile\n\n{}",
                refusal.rendered
            ));
        }
        Some(Tried::Run(Err(cause))) => return Err(cause.text(subject.about())),
        Some(Tried::Run(Ok((ending, report)))) => given_by(&ending, report)?,
    };
    let check = fs::read(&subject.check).map_err(|error| error.to_string())?;
    write_if_new(&subject.snapshot, snapshot.to_file(&check).as_bytes())
}

/// The snapshot that a solution's run gives, if everything in it can be relied on.
fn given_by(ending: &Ending, mut report: Report) -> std::result::Result<Snapshot, String> {
    if let Some(problem) = report.problem {
        return Err(format!("refused: {}", problem.text));
    }
    let incomplete = match (&ending.end, report.unreadable, report.checks.len()) {
        (End::Code(0), 0, 1..) => None,
        (End::Code(0), 0, 0) => Some("no check wrote a report".to_owned()),
        (End::Code(0), lines, _) => Some(format!("{lines} lines of the report can't be read")),
        (end, ..) => Some(format!("the checks ended with {end:?}")),
    };
    if let Some(why) = incomplete {
        return Err(format!("refused: {why}\n\n{}", ending.output.trim()));
    }
    report
        .checks
        .sort_by(|one, other| one.name.cmp(&other.name));
    if report
        .checks
        .windows(2)
        .any(|two| two[0].name == two[1].name)
    {
        return Err("refused: two checks have the same name".to_owned());
    }
    let mut snapshot = Snapshot::default();
    for check in report.checks {
        if !check.is_complete() || check.status != Status::Pass || check.lines.is_empty() {
            return Err(format!(
                "refused: the check `{}` is not exhaustive",
                check.name
            ));
        }
        snapshot.checks.push(Expected {
            check: check.name,
            behaviours: check.lines,
        });
    }
    Ok(snapshot)
}

/// An existing stub is replaced only when asked: exercise.rs may be half solved.
fn stub(exercise: &Exercise, replace: bool) -> Done {
    let source = fs::read(exercise.file()).map_err(|error| error.to_string())?;
    if exercise.stub().is_file() && exercise.is_begun() && !replace {
        return Ok("unchanged, though exercise.rs differs from it (--stub takes it over)");
    }
    write_if_new(&exercise.stub(), &source)
}

fn write_if_new(file: &std::path::Path, bytes: &[u8]) -> Done {
    if fs::read(file).is_ok_and(|old| old == bytes) {
        return Ok("unchanged");
    }
    fs::write(file, bytes).map_err(|error| format!("can't be written: {error}"))?;
    Ok("written")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ending(end: End) -> Ending {
        Ending {
            end,
            output: "printed".to_owned(),
            cut: false,
            seconds: 0.0,
        }
    }

    fn report(exhaustive: bool) -> Report {
        let line = |check: &str| {
            format!(
                r#"{{"check":"{check}","status":"pass","exhaustive":{exhaustive},"executions":1,"expected":[],"seen":[],"lines":["x = 1"]}}"#
            )
        };
        Report::parse(&format!("{}\n{}\n", line("b"), line("a")))
    }

    #[test]
    fn checks_are_written_in_the_order_of_their_names() {
        let snapshot = given_by(&ending(End::Code(0)), report(true)).unwrap();
        let names: Vec<_> = snapshot
            .checks
            .iter()
            .map(|expected| &*expected.check)
            .collect();
        assert_eq!(names, ["a", "b"]);
    }

    #[test]
    fn what_can_not_be_relied_on_is_refused() {
        assert!(
            given_by(&ending(End::Code(0)), report(false))
                .unwrap_err()
                .contains("exhaustive")
        );
        assert!(given_by(&ending(End::Code(101)), report(true)).is_err());
        assert!(given_by(&ending(End::Code(0)), Report::default()).is_err());
        let twice = Report {
            checks: [report(true).checks, report(true).checks].concat(),
            ..report(true)
        };
        assert!(given_by(&ending(End::Code(0)), twice).is_err());
    }
}
