//! `replay`: one interleaving of an exercise, in the order that a schedule says: the one
//! that the last verdict shows, or anybody's.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ArgMatches;

use crate::fingerprint::Fingerprints;
use crate::judging::{Purpose, Runs, Tried};
use crate::render::block::{Stories, block, replayed};
use crate::schedule::{Schedule, printed};
use crate::snapshot::Snapshot;
use crate::store::Store;
use crate::subject::Subject;
use crate::trouble::{Result, Trouble};
use crate::verdict::{Check, Verdict};
use crate::workshop::{Exercise, Workshop};
use crate::{judge, out};

/// Runs the command.
pub fn run(workshop: &Workshop, exercise: &Exercise, given: &ArgMatches) -> Result<ExitCode> {
    let subject = Subject::exercise(&workshop.place, exercise);
    let snapshot = match judge::before(&subject) {
        Ok(snapshot) => snapshot,
        Err(verdict) => return cannot(exercise, &verdict),
    };
    let asked = given.get_one::<String>("check").map(String::as_str);
    let asked = asked.map(|name| named(&snapshot, name)).transpose()?;
    let print = given.get_flag("print");
    let (schedule, gives) = match given.get_one::<PathBuf>("schedule") {
        Some(file) => (Schedule::read(file)?, None),
        None => last(workshop, exercise, &subject, asked)?,
    };
    let check = check_of(&snapshot, &schedule, asked)?;
    if let (true, Some(gives)) = (print, &gives) {
        out::say(&printed(&exercise.name, check, gives, &schedule.text))?;
        return Ok(ExitCode::SUCCESS);
    }
    let verdict = replay(workshop, given, &subject, &snapshot, check, &schedule)?;
    match &verdict.checks[..] {
        [check] if verdict.cause.is_none() => tell(exercise, check, &schedule, print),
        _ => cannot(exercise, &verdict),
    }
}

/// Why there is nothing to tell of.
fn cannot(exercise: &Exercise, verdict: &Verdict) -> Result<ExitCode> {
    out::say(&block(&exercise.name, verdict, Stories::First))?;
    Ok(ExitCode::from(2))
}

/// The check called `name`.
fn named<'a>(snapshot: &'a Snapshot, name: &str) -> Result<&'a str> {
    let mut names = snapshot.checks.iter().map(|check| check.check.as_str());
    let all: Vec<&str> = names.clone().collect();
    names.find(|check| *check == name).ok_or_else(|| {
        let all = all.join("\n       ");
        Trouble::new(format!("no check called `{name}`; there are\n       {all}"))
    })
}

/// The check that is asked for, that the schedule is of, or the only one.
fn check_of<'a>(
    snapshot: &'a Snapshot,
    schedule: &Schedule,
    asked: Option<&'a str>,
) -> Result<&'a str> {
    match (asked, &schedule.check, &snapshot.checks[..]) {
        (Some(check), ..) => Ok(check),
        (None, Some(check), _) => named(snapshot, check),
        (None, None, [only]) => Ok(&only.check),
        (None, None, checks) => {
            let all: Vec<&str> = checks.iter().map(|check| check.check.as_str()).collect();
            Err(Trouble::new(format!(
                "which check is it? The schedule does not say so in a line `# check: NAME`.\n       \
                 Name it after the exercise; there are\n       {}",
                all.join("\n       ")
            )))
        }
    }
}

/// The schedule of the last verdict, and what it gives.
fn last(
    workshop: &Workshop,
    exercise: &Exercise,
    subject: &Subject,
    asked: Option<&str>,
) -> Result<(Schedule, Option<String>)> {
    let name = &exercise.name;
    let kept = Store::new(&workshop.place).last(&subject.target);
    let checks = kept.as_ref().map(|kept| &kept.verdict.checks[..]);
    let mut checks = checks.unwrap_or_default().iter();
    let found = checks.find_map(|check| {
        let wanted = asked.is_none_or(|asked| check.name == asked);
        wanted.then(|| Some((Schedule::of(check)?, check)))?
    });
    let Some((schedule, check)) = found else {
        return Err(Trouble::new(format!(
            "no verdict is kept that shows an interleaving\n       \
             cargo xtask verify {name}   looks for one\n       \
             cargo xtask replay {name} --schedule FILE   takes yours"
        )));
    };
    let fingerprint = kept.as_ref().map(|kept| kept.fingerprint.as_str());
    if fingerprint != Some(&Fingerprints::new(&workshop.place).of(subject)) {
        out::note("this interleaving was found before the last change to the files");
    }
    let gives = check.witnesses.first().map(|witness| &witness["behaviour"]);
    let gives = gives.and_then(|gives| gives.as_str()).unwrap_or_default();
    Ok((schedule, Some(gives.to_owned())))
}

/// Builds the exercise and runs the one check, with the schedule.
fn replay(
    workshop: &Workshop,
    given: &ArgMatches,
    subject: &Subject,
    snapshot: &Snapshot,
    check: &str,
    schedule: &Schedule,
) -> Result<Verdict> {
    let file = Store::new(&workshop.place).keep_schedule(&subject.target, &schedule.text);
    let file = file.map_err(|error| Trouble::new(format!("can't keep the schedule: {error}")))?;
    let runs = Runs {
        place: &workshop.place,
        time_limit: super::time_limit(given)?,
        purpose: Purpose::Replay {
            check: check.to_owned(),
            schedule: file,
        },
    };
    let mut one = snapshot.clone();
    one.checks.retain(|expected| expected.check == check);
    Ok(match runs.all(&[subject])?.remove(&subject.target) {
        Some(Tried::Refused(refusal)) => judge::compile_error(&one, refusal.rendered, false),
        Some(Tried::Run(Ok((ending, report)))) => judge::after(subject, &one, &ending, report),
        Some(Tried::Run(Err(cause))) => judge::no_verdict(subject, &cause, Vec::new()),
        None => Verdict::new(crate::verdict::Status::NoVerdict, Vec::new()),
    })
}

/// What has come of it.
fn tell(exercise: &Exercise, check: &Check, schedule: &Schedule, print: bool) -> Result<ExitCode> {
    let witness = check.witnesses.first();
    let misfit = check.misfit;
    match (print, misfit, witness) {
        (true, None, Some(witness)) => {
            let text = |key: &str| witness[key].as_str().unwrap_or_default();
            let (gives, text) = (text("behaviour"), text("schedule"));
            out::say(&printed(&exercise.name, &check.name, gives, text))?;
        }
        _ => out::say(&replayed(&exercise.name, check))?,
    }
    if let Some(line) = misfit {
        out::complain(&format!("{} can't be followed", schedule.line(line)));
        return Ok(ExitCode::from(2));
    }
    Ok(super::exit(check.seen.iter().all(|seen| seen.expected)))
}
