//! A witness as a schedule: what [`super::schedule`] reads.
//!
//! It has the rows of the witness's table, so that the two can be read side by side. Steps
//! that a table leaves out are taken before their thread's next row, and are written only
//! where that would change anything.

use interleave_core::op::{Action, ThreadId};
use interleave_core::{Variant, Which};

use super::clause::{self, Clause, Store};
use super::schedule;
use crate::aside;
use crate::model::End;
use crate::source::{Sources, file_name};
use crate::story;
use crate::witness::{Blocked, Step, Witness};
use crate::words;

struct Line {
    name: String,
    place: String,
    what: String,
    remark: String,
}

/// The schedule, a line a step.
pub(crate) fn schedule(witness: &Witness, sources: &mut Sources) -> String {
    let listed = listed(witness);
    let lines: Vec<Line> = listed
        .iter()
        .map(|&index| line(witness, index, &listed, sources))
        .collect();
    let widest = |part: fn(&Line) -> &String| {
        let widths = lines.iter().map(|line| part(line).chars().count());
        widths.max().unwrap_or(0)
    };
    let (name, place) = (widest(|line| &line.name), widest(|line| &line.place));
    let what = widest(|line| &line.what);
    let mut text = String::new();
    for line in &lines {
        let mut row = format!("{:name$}  ", line.name);
        if place > 0 {
            row.push_str(&format!("{:place$}  ", line.place));
        }
        row.push_str(&format!("{:what$}", line.what));
        if !line.remark.is_empty() {
            row.push_str(&format!("  # {}", line.remark));
        }
        text.push_str(row.trim_end());
        text.push('\n');
    }
    text
}

/// The steps to write: without those that come by themselves.
fn listed(witness: &Witness) -> Vec<usize> {
    let steps = &witness.steps;
    let end = steps.len() - by_itself(witness);
    let rows = story::telling(witness);
    (0..end)
        .filter(|&index| rows.contains(&index) || !steps[index].implied)
        .collect()
}

/// How many of the last steps come by themselves, once those before have been taken: of a
/// main thread that all others have left alone, or of one that goes round and round.
fn by_itself(witness: &Witness) -> usize {
    let steps = &witness.steps;
    let alone = |thread: ThreadId| {
        let last = steps.iter().rev();
        last.take_while(move |step| step.thread == thread)
    };
    let run = |thread| {
        let by_rule = |step: &&Step| step.variant == Variant::default();
        alone(thread).take_while(by_rule).count()
    };
    match (&witness.end, steps.last()) {
        (Some(End::Complete), _) if alone(ThreadId::MAIN).count() < steps.len() => {
            run(ThreadId::MAIN)
        }
        (Some(End::StepBound), Some(last)) => run(last.thread).saturating_sub(1),
        (Some(End::Livelock), Some(last)) if waits_alone(witness, last.thread) => {
            run(last.thread).saturating_sub(1)
        }
        _ => 0,
    }
}

/// Whether no other thread waits in a loop: then it is this one that goes on.
fn waits_alone(witness: &Witness, thread: ThreadId) -> bool {
    let pauses = |blocked: &&Blocked| {
        let action = blocked.op.action;
        blocked.op.timed || matches!(action, Action::Yield | Action::Spin | Action::Sleep)
    };
    let mut waiting = witness.blocked.iter().filter(pauses);
    waiting.all(|blocked| blocked.thread == thread)
}

fn line(witness: &Witness, index: usize, listed: &[usize], sources: &mut Sources) -> Line {
    let mut row = story::taken(witness, index, sources);
    if aside::of_step(&witness.steps, index).is_some() {
        row.value.clear();
    }
    let place = row.place.as_ref();
    Line {
        name: format!("{}:", schedule::written(witness.name(row.thread))),
        place: place.map_or_else(String::new, |(file, line, _)| {
            format!("{}:{line}", file_name(file))
        }),
        what: format!(
            "{} {}",
            what(witness, index, &row.text),
            clause(witness, index, listed)
        )
        .trim_end()
        .to_owned(),
        remark: row.value,
    }
}

/// What the step is called, so that it is read back.
fn what<'a>(witness: &Witness, index: usize, text: &'a str) -> &'a str {
    let step = &witness.steps[index];
    let called = aside::of_step(&witness.steps, index).unwrap_or(text);
    let is_cut = text.contains('#') || text.contains("  ") || Clause::is_in(text);
    if is_cut {
        words::plain(&step.op)
    } else {
        called
    }
}

/// What does not follow from the order of the lines.
fn clause(witness: &Witness, index: usize, listed: &[usize]) -> Clause {
    let Variant { store, fails } = witness.steps[index].variant;
    let step = |place: usize| {
        let thread = witness.steps[place].thread;
        let earlier = listed.iter().take_while(|&&other| other < place);
        let own = earlier.filter(|&&other| witness.steps[other].thread == thread);
        clause::Which {
            number: u32::try_from(own.count() + 1).unwrap_or(u32::MAX),
            thread: witness.in_clauses.get(&thread).cloned().unwrap_or_default(),
        }
    };
    let store = match store {
        Which::Newest => None,
        Which::First => Some(Store::First),
        Which::Event(place) => Some(Store::Of(step(place))),
        Which::Before(place) => Some(Store::Before(step(place))),
        Which::Nothing => Some(Store::Nothing),
    };
    Clause { store, fails }
}
