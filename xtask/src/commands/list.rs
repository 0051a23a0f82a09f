//! `list`: all exercises and how far along the learner is. Builds nothing.

use std::collections::BTreeMap;
use std::process::ExitCode;

use crate::out;
use crate::render::words::{self, NAME, styled};
use crate::standing::Standing;
use crate::trouble::Result;
use crate::verdict::Status;
use crate::workshop::{Exercise, Workshop};

/// Runs the command.
pub fn run(workshop: &Workshop) -> Result<ExitCode> {
    out::say(&text(&Standing::new(workshop, &BTreeMap::new())))?;
    Ok(ExitCode::SUCCESS)
}

fn text(standing: &Standing<'_>) -> String {
    let exercises = standing.exercises();
    let names = exercises
        .iter()
        .map(|(one, _)| one.name.chars().count())
        .max()
        .unwrap_or(0);
    let mut text = String::new();
    let mut chapter = "";
    for (exercise, status) in exercises {
        if exercise.chapter != chapter {
            chapter = &exercise.chapter;
            text.push_str(&format!("{}\n", styled(NAME, chapter)));
        }
        text.push_str(line(exercise, *status, names).trim_end());
        text.push('\n');
    }
    text + &format!("\n{}\n", standing.summary())
}

fn line(exercise: &Exercise, status: Option<Status>, names: usize) -> String {
    let minutes = exercise
        .minutes
        .map(|minutes| format!("{minutes} min"))
        .unwrap_or_default();
    let status = match status {
        Some(Status::Pass) => words::status(Status::Pass, 0),
        _ if !exercise.is_begun() => String::new(),
        Some(status) => words::status(status, 0),
        None => "not judged as it is now".to_owned(),
    };
    format!(
        "  {:names$}   {minutes:>6}   {:9}   {status}",
        exercise.name, exercise.track
    )
}
