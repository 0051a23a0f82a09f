//! `verify`: judges exercises (or their solutions) and tells how they came out.

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::ArgMatches;

use crate::render::block::{Stories, block};
use crate::render::json;
use crate::render::overview::{Line, overview};
use crate::render::page::page;
use crate::standing::Standing;
use crate::subject::Subject;
use crate::trouble::Result;
use crate::verdict::{Status, Verdict};
use crate::workshop::{Exercise, Workshop};
use crate::{environment, judging, out};

/// Runs the command.
pub fn run(workshop: &Workshop, given: &ArgMatches) -> Result<ExitCode> {
    let exercises = super::chosen(workshop, given)?;
    let solutions = given.get_flag("solutions");
    let subject = if solutions {
        Subject::solution
    } else {
        Subject::exercise
    };
    let subjects: Vec<_> = exercises
        .iter()
        .map(|exercise| subject(&workshop.place, exercise))
        .collect();
    for note in environment::notes() {
        out::note(&note);
    }
    let verdicts = judging::verdicts(&workshop.place, &subjects, super::time_limit(given)?)?;
    let is_json = given
        .get_one::<String>("format")
        .is_some_and(|format| format == "json");
    if is_json {
        out::say_exactly(&document(&exercises, &verdicts))?;
    } else if solutions {
        out::say(&of_solutions(&exercises, &verdicts))?;
    } else {
        out::say(&of_exercises(workshop, &exercises, &verdicts))?;
    }
    Ok(super::exit(
        verdicts
            .iter()
            .all(|verdict| verdict.status == Status::Pass),
    ))
}

fn document(exercises: &[&Exercise], verdicts: &[Verdict]) -> String {
    let all = exercises.iter().zip(verdicts);
    let all: Vec<_> = all
        .map(|(one, verdict)| (&*one.name, &*one.chapter, verdict))
        .collect();
    json::document(&all)
}

fn of_exercises(workshop: &Workshop, exercises: &[&Exercise], verdicts: &[Verdict]) -> String {
    let all = || exercises.iter().zip(verdicts);
    let judged: BTreeMap<_, _> = all()
        .map(|(exercise, verdict)| (&*exercise.name, verdict.status))
        .collect();
    let lines: Vec<_> = all()
        .map(|(exercise, verdict)| Line {
            name: &exercise.name,
            verdict,
            begun: exercise.is_begun(),
        })
        .collect();
    let mut summary = Standing::new(workshop, &judged).summary();
    if let [
        (
            exercise,
            Verdict {
                status: Status::Pass,
                ..
            },
        ),
    ] = &*all().collect::<Vec<_>>()
    {
        summary = format!(
            "why it works: cargo xtask solution {}\n{summary}",
            exercise.name
        );
    }
    page(&lines, &summary, out::screen())
}

/// Maintainers want to read all there is.
fn of_solutions(exercises: &[&Exercise], verdicts: &[Verdict]) -> String {
    let all = || exercises.iter().zip(verdicts);
    let lines = |passing: bool| {
        let some = all().filter(move |(_, verdict)| (verdict.status == Status::Pass) == passing);
        some.map(|(exercise, verdict)| Line {
            name: &exercise.name,
            verdict,
            begun: true,
        })
    };
    let mut text = overview(&lines(true).collect::<Vec<_>>(), None);
    for Line { name, verdict, .. } in lines(false) {
        text.push_str(&format!("\n{}", block(name, verdict, Stories::All)));
    }
    text.trim_start().to_owned()
        + &format!(
            "\n{} of {} solutions pass\n",
            lines(true).count(),
            verdicts.len()
        )
}
