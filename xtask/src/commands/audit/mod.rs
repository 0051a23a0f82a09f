//! `audit`, for maintainers: every check is checked. The solution passes, the stub
//! does not, each pitfall is rejected for the reason that it states, and all that an
//! exercise needs is there. A learner's own file is not judged here.

mod files;
mod pitfall;
mod table;
mod targets;

use std::process::ExitCode;
use std::time::Duration;

use clap::ArgMatches;

use crate::commands::audit::pitfall::Pitfall;
use crate::commands::audit::targets::Targets;
use crate::place::Place;
use crate::subject::Subject;
use crate::trouble::Result;
use crate::verdict::{Status, Verdict};
use crate::workshop::{Exercise, Workshop};
use crate::{judge, judging, out};

/// What was found out about one exercise.
pub struct Findings {
    name: String,
    solution: Option<Verdict>,
    pitfalls: Vec<Verdict>,
    problems: Vec<String>,
    /// The learner's file is no longer the stub.
    begun: bool,
}

/// An exercise with all that is to be judged of it.
struct Plan<'a> {
    exercise: &'a Exercise,
    problems: Vec<String>,
    pitfalls: Vec<Pitfall>,
    /// The solution, the stub, then a subject for each pitfall.
    subjects: Vec<Subject>,
}

/// Runs the command.
pub fn run(workshop: &Workshop, given: &ArgMatches) -> Result<ExitCode> {
    let place = &workshop.place;
    let exercises = super::chosen(workshop, given)?;
    let targets = Targets::ask_cargo(place)?;
    let mut plans: Vec<_> = exercises
        .iter()
        .map(|one| plan(workshop, one, &targets))
        .collect();
    if given.get_flag("fresh") {
        for plan in &mut plans {
            plan.problems.extend(files::of_begun(plan.exercise));
        }
    }
    let findings = judge_all(place, plans, super::time_limit(given)?)?;
    out::say(&table::text(&findings))?;
    Ok(super::exit(
        findings.iter().all(|one| one.problems.is_empty()),
    ))
}

fn plan<'a>(workshop: &Workshop, exercise: &'a Exercise, targets: &Targets) -> Plan<'a> {
    let place = &workshop.place;
    let mut problems = files::problems(place, exercise);
    problems.extend(files::of_order(exercise, &workshop.exercises));
    let (mut pitfalls, found) = pitfall::read_all(place, exercise);
    problems.extend(found);
    let solution = Subject::solution(place, exercise);
    let wrong = pitfalls.iter().map(|pitfall| &pitfall.subject);
    problems.extend(wrong.chain([&solution]).filter_map(files::of_check));
    let mut subjects = vec![solution, Subject::stub(place, exercise)];
    pitfalls.retain(|pitfall| targets.has(&pitfall.subject, &mut problems));
    let whole = subjects
        .iter()
        .all(|subject| targets.has(subject, &mut problems));
    subjects.extend(pitfalls.iter().map(|pitfall| pitfall.subject.clone()));
    // Without a seal every single verdict would say the same.
    if !whole || problems.iter().any(|problem| problem == files::UNSEALED) {
        subjects.clear();
        pitfalls.clear();
    }
    Plan {
        exercise,
        problems,
        pitfalls,
        subjects,
    }
}

/// One build for everything, then each plan takes its verdicts.
fn judge_all(place: &Place, plans: Vec<Plan<'_>>, limit: Duration) -> Result<Vec<Findings>> {
    let subjects: Vec<_> = plans
        .iter()
        .flat_map(|plan| plan.subjects.iter().cloned())
        .collect();
    let mut verdicts = judging::verdicts(place, &subjects, limit)?.into_iter();
    Ok(plans
        .into_iter()
        .map(|plan| findings(plan, &mut verdicts))
        .collect())
}

fn findings(plan: Plan<'_>, verdicts: &mut impl Iterator<Item = Verdict>) -> Findings {
    let Plan {
        exercise,
        mut problems,
        pitfalls,
        subjects,
    } = plan;
    let mut own = verdicts.take(subjects.len());
    let solution = own.next();
    if let Some(verdict) = &solution {
        problems.extend(of_solution(verdict));
    }
    if let Some(verdict) = own.next() {
        problems.extend(of_stub(&verdict));
    }
    let verdicts: Vec<_> = own.collect();
    for (pitfall, verdict) in pitfalls.iter().zip(&verdicts) {
        problems.extend(pitfall.problems(verdict));
    }
    Findings {
        name: exercise.name.clone(),
        solution,
        pitfalls: verdicts,
        problems,
        begun: exercise.is_begun(),
    }
}

fn of_solution(verdict: &Verdict) -> Option<String> {
    let what = match verdict.status {
        Status::Pass => return None,
        Status::NotYet => verdict.first_not_yet().map(|check| {
            format!(
                "{}: {}",
                check.name,
                check.fault().unwrap_or("something unexpected")
            )
        }),
        Status::CompileError | Status::NoVerdict => verdict.cause.clone(),
    };
    Some(format!(
        "the solution does not pass: {}",
        what.unwrap_or_default()
    ))
}

fn of_stub(verdict: &Verdict) -> Option<String> {
    match verdict.status {
        Status::Pass => Some("the stub passes".to_owned()),
        Status::NotYet if verdict.checks.iter().all(|check| check.story.is_empty()) => {
            Some("the stub is rejected without a story".to_owned())
        }
        Status::NotYet => None,
        Status::CompileError | Status::NoVerdict => Some(format!(
            "the stub is rejected, but not by its check: {}",
            verdict.cause.as_deref().unwrap_or_default()
        )),
    }
}

/// Whether the seal of `exercise` is right, so that it can be judged at all.
fn is_sealed(place: &Place, exercise: &Exercise) -> bool {
    judge::sealed_snapshot(&Subject::solution(place, exercise)).is_ok()
}
