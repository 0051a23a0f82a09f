//! One exercise in full: a line for each check that needs no more, then what there is
//! to read about the one that does.

use crate::render::words::{
    LABEL, NAME, WIDTH, all_of, cut, grouped, labelled, simulations, status, styled, wrapped,
};
use crate::verdict::{Check, Status, Verdict};

/// Where the status ends in the heading of something to read.
const STATUS_END: usize = 72;

/// How many of an exercise's stories are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stories {
    /// The first one; one thing at a time.
    First,
    /// All of them.
    All,
}

/// The block of the exercise called `name`: what there is to read first, then a line for
/// each check that needs no more, then the way on.
pub fn block(name: &str, verdict: &Verdict, stories: Stories) -> String {
    let told = told(verdict, stories);
    let mut text = reading(name, verdict, &told);
    let is_told = |check: &Check| told.iter().any(|one| one.name == check.name);
    let rest = verdict.checks.iter().filter(|check| !is_told(check));
    let (passed, others): (Vec<_>, Vec<_>) = rest.partition(|check| check.status == Status::Pass);
    let under_heading = !text.is_empty();
    if verdict.status != Status::CompileError {
        // Beside something to read, what needs no reading takes one line.
        if under_heading && passed.len() > 2 && stories == Stories::First {
            text.push_str(&brief_lines(name, &others, true));
            text.push_str(&format!("  · {} more checks pass\n", passed.len()));
        } else {
            text.push_str(&brief_lines(
                name,
                &[others, passed].concat(),
                under_heading,
            ));
        }
    }
    for note in &verdict.notes {
        text.push_str(&labelled("note", note));
    }
    text.push_str(&way_on(name, verdict));
    text
}

/// The checks whose stories are told.
fn told(verdict: &Verdict, stories: Stories) -> Vec<&Check> {
    let not_yet = verdict
        .checks
        .iter()
        .filter(|check| check.status == Status::NotYet);
    match (verdict.status, stories) {
        (_, Stories::All) => not_yet.collect(),
        (Status::NotYet, Stories::First) => not_yet.take(1).collect(),
        _ => Vec::new(),
    }
}

/// Headings, each with what there is to read under it.
fn reading(name: &str, verdict: &Verdict, told: &[&Check]) -> String {
    let mut text = String::new();
    let cause = verdict.cause.as_deref().unwrap_or_default();
    match verdict.status {
        Status::Pass | Status::NotYet => {}
        Status::CompileError => {
            let heading = heading(name, None, verdict.status);
            text.push_str(&format!("{heading}{}\n", cause.trim_end()));
        }
        Status::NoVerdict => {
            text.push_str(&heading(name, None, verdict.status));
            for line in wrapped(cause, WIDTH - 2) {
                text.push_str(format!("  {line}").trim_end());
                text.push('\n');
            }
        }
    }
    for check in told {
        text.push_str(&heading(name, Some(&check.name), check.status));
        text.push_str(&story(&check.story));
    }
    text
}

fn way_on(name: &str, verdict: &Verdict) -> String {
    match verdict.status {
        Status::NotYet => labelled("try", &format!("cargo xtask hint {name}")),
        _ => verdict
            .way
            .as_deref()
            .map(|way| labelled("try", way))
            .unwrap_or_default(),
    }
}

/// `lost-update · nothing_is_lost                              not yet`
fn heading(name: &str, check: Option<&str>, of: Status) -> String {
    headed(name, check, of.shown(), &status(of, 0))
}

/// The same with any word at the end, as it is and as it is shown.
fn headed(name: &str, check: Option<&str>, word: &str, shown: &str) -> String {
    let title = title(name, check, STATUS_END - word.len() - 2);
    let fill = STATUS_END - title.chars().count() - word.len();
    format!("{}{:fill$}{shown}\n", styled(NAME, title), "")
}

/// One interleaving of a check that was replayed.
pub fn replayed(name: &str, check: &Check) -> String {
    let heading = headed(name, Some(&check.name), "replayed", "replayed");
    heading + &story(&check.story)
}

fn title(name: &str, check: Option<&str>, width: usize) -> String {
    let title = check.map_or_else(|| name.to_owned(), |check| format!("{name} · {check}"));
    cut(&title, width)
}

/// A line for each check that has something to say: `… pass   6 interleavings, all of them`.
/// Under a heading, the exercise's name need not be said again.
fn brief_lines(name: &str, checks: &[&Check], under_heading: bool) -> String {
    let speak = |check: &&&Check| check.status != Status::NoVerdict;
    let checks: Vec<_> = checks.iter().filter(speak).collect();
    let full: Vec<_> = checks.iter().map(|check| detail(check)).collect();
    let brief: Vec<_> = checks.iter().map(|check| what_was_run(check)).collect();
    let room = |details: &[String]| WIDTH - 13 - widest(details);
    let mut titles: Vec<_> = checks
        .iter()
        .map(|check| format!("{name} · {}", check.name))
        .collect();
    let mut text = String::new();
    if under_heading || widest(&titles) > room(&full) {
        titles = checks
            .iter()
            .map(|check| format!("  · {}", check.name))
            .collect();
        if !under_heading {
            text.push_str(&heading(name, None, Status::Pass));
        }
    }
    // A check's whole name is worth more than on how many machines it ran.
    let details = if widest(&titles) > room(&full) {
        brief
    } else {
        full
    };
    let width = widest(&titles).min(room(&details));
    for ((check, title), detail) in checks.iter().zip(titles).zip(details) {
        let title = cut(&title, width);
        let fill = width - title.chars().count();
        let status = status(check.status, 7);
        text.push_str(&format!(
            "{}{:fill$}   {status}   {detail}\n",
            styled(NAME, title),
            ""
        ));
    }
    text
}

fn widest(texts: &[String]) -> usize {
    texts
        .iter()
        .map(|text| text.chars().count())
        .max()
        .unwrap_or(0)
}

/// What there is to say of a check in its line, with the machines that it asked.
fn detail(check: &Check) -> String {
    let run = what_was_run(check);
    let fails = check.status != Status::Pass;
    if fails || !check.explored || check.simulations.is_empty() {
        return run;
    }
    format!("{run}, {}", simulations(check.simulations.len()))
}

fn what_was_run(check: &Check) -> String {
    match check.fault() {
        Some(fault) if check.status != Status::Pass => cut(fault, 36),
        _ if !check.explored => simulations(check.simulations.len()),
        _ if check.exhaustive && check.weak_memory => {
            format!("{}, weak memory", interleavings(check))
        }
        _ => interleavings(check),
    }
}

fn interleavings(check: &Check) -> String {
    match check.exhaustive {
        true => all_of(check.executions),
        false => format!("{} interleavings, not all", grouped(check.executions)),
    }
}

/// A story with its labels in colour.
fn story(story: &str) -> String {
    let mut text = String::new();
    for line in story.trim_end().lines() {
        match line.strip_prefix("  why   ") {
            Some(why) => text.push_str(&format!("  {}   {why}\n", styled(LABEL, "why"))),
            None => text.push_str(&format!("{line}\n")),
        }
    }
    text
}
