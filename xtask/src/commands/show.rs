//! `show`: all there is to read about an exercise, its last verdict in full included.
//! Builds nothing.

use std::fs;
use std::process::ExitCode;

use crate::fingerprint::Fingerprints;
use crate::front_matter::Readme;
use crate::out;
use crate::render::block::{Stories, block};
use crate::render::prose::prose;
use crate::render::words::{NAME, styled};
use crate::store::Store;
use crate::subject::Subject;
use crate::trouble::Result;
use crate::workshop::{Exercise, Workshop};

/// Runs the command.
pub fn run(workshop: &Workshop, exercise: &Exercise) -> Result<ExitCode> {
    let readme = fs::read(exercise.folder.join("README.md")).unwrap_or_default();
    let readme = Readme::parse(&String::from_utf8_lossy(&readme));
    let text = format!(
        "{}\n\n{}\n\nyour file   {}\nlesson      {}\n\n{}",
        styled(NAME, title(exercise)),
        prose(&readme.text),
        workshop.place.shown(&exercise.file()),
        exercise.lesson(),
        last_verdict(workshop, exercise),
    );
    out::say(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn title(exercise: &Exercise) -> String {
    let minutes = exercise
        .minutes
        .map(|minutes| format!(" · {minutes} minutes"));
    format!(
        "{} · {}{}",
        exercise.name,
        exercise.title,
        minutes.unwrap_or_default()
    )
}

fn last_verdict(workshop: &Workshop, exercise: &Exercise) -> String {
    let name = &exercise.name;
    let subject = Subject::exercise(&workshop.place, exercise);
    let Some(kept) = Store::new(&workshop.place).last(&subject.target) else {
        return format!("No verdict yet: cargo xtask verify {name}\n");
    };
    let mut text = block(name, &kept.verdict, Stories::All);
    if kept.fingerprint != Fingerprints::new(&workshop.place).of(&subject) {
        text.push_str(&format!(
            "\nThis verdict is from before the last change: cargo xtask verify {name}\n"
        ));
    }
    text
}
