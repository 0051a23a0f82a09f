//! `reset`: puts the learner's file back to what it was in the beginning. What it
//! replaces is kept first, in a folder that nothing cleans.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::out;
use crate::render::prose::prose;
use crate::trouble::{Result, Trouble};
use crate::workshop::{Exercise, Workshop};

/// Runs the command.
pub fn run(workshop: &Workshop, exercise: &Exercise) -> Result<ExitCode> {
    let place = &workshop.place;
    let file = place.shown(&exercise.file());
    let stub = fs::read(exercise.stub()).map_err(|error| {
        Trouble::new(format!(
            "can't read {}: {error}",
            place.shown(&exercise.stub())
        ))
    })?;
    if !exercise.is_begun() {
        let text = format!("{file} is as it was in the beginning already.");
        out::say(&format!("{}\n", prose(&text)))?;
        return Ok(ExitCode::SUCCESS);
    }
    let kept = match fs::read(exercise.file()) {
        Ok(work) => Some(keep(&place.kept(), &exercise.name, &work).map_err(|error| {
            Trouble::new(format!(
                "nothing was changed, for no copy of your version can be kept in {}: {error}\n       \
                 To go on without a copy, delete {file} first.",
                place.shown(&place.kept())
            ))
        })?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(Trouble::new(format!("can't read {file}: {error}"))),
    };
    fs::write(exercise.file(), stub)
        .map_err(|error| Trouble::new(format!("can't write {file}: {error}")))?;
    let mut text = prose(&format!("{file} is as it was in the beginning."));
    if let Some(kept) = kept {
        text.push_str(&format!("\nYour version is kept: {}", place.shown(&kept)));
    }
    out::say(&format!("{text}\n"))?;
    Ok(ExitCode::SUCCESS)
}

/// Writes `work` to the first of `NAME.1.rs`, `NAME.2.rs`, … that isn't there.
fn keep(folder: &Path, name: &str, work: &[u8]) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    for number in 1.. {
        let path = folder.join(format!("{name}.{number}.rs"));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                file.write_all(work)?;
                file.sync_all()?;
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    unreachable!("one of all numbers is free")
}
