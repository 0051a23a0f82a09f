//! A witness as rows, a row a step.
//!
//! Steps that say nothing are left out: a thread's end, waiting for one that has ended,
//! what one thread does alone after all others have ended. How rows are set on a page
//! is not decided here.

use std::collections::BTreeSet;

use interleave_core::Site;
use interleave_core::op::{Action, Meet, Op, Outcome, Received, Sent, ThreadId};

use crate::aside;
use crate::holding::{Holding, regains};
use crate::mistake::{self, Mistake};
use crate::model::End;
use crate::source::{self, Sources};
use crate::witness::{Blocked, Step, Witness};
use crate::words::{POISONS, plain, sets_poison, silent};

/// A step as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub thread: ThreadId,
    /// File, line and column; none for a step of the judged `std` itself.
    pub place: Option<(String, u32, u32)>,
    pub text: String,
    pub value: String,
    pub note: Option<String>,
    /// It is no step that was taken: the thread waits for it, or is somewhere.
    pub waits: bool,
    /// It changes nothing.
    pub reads: bool,
}

/// The rows of a witness.
pub(crate) fn rows(witness: &Witness, sources: &mut Sources) -> Vec<Row> {
    let mistake = mistake::find(witness);
    let shown = shown(witness, mistake);
    let mut rows: Vec<Row> = shown
        .iter()
        .map(|&index| taken(witness, index, sources))
        .collect();
    for (index, note) in mistake::idle_signals(&witness.steps) {
        if let Some(number) = shown.iter().position(|&shown| shown == index) {
            rows[number].note = Some(note.to_owned());
        }
    }
    note_weak(witness, &shown, &mut rows);
    if let Some(Mistake::LostUpdate {
        overwritten, store, ..
    }) = mistake
    {
        let number = |step| shown.iter().position(|&shown| shown == step);
        if let (Some(first), Some(row)) = (number(overwritten), number(store)) {
            rows[row].note = Some(format!("overwrites step {}", first + 1));
        }
    }
    rows.extend(witness.inside.iter().map(|(thread, name)| Row {
        thread: *thread,
        place: None,
        text: format!("is inside {name}"),
        value: String::new(),
        note: None,
        waits: true,
        reads: false,
    }));
    if matches!(witness.end, None | Some(End::Stuck | End::Livelock)) {
        let waiting = crate::why::told(witness).into_iter();
        rows.extend(waiting.filter_map(|blocked| waits(blocked, sources)));
    }
    if witness.end == Some(End::StepBound) {
        let held = crate::endless::waiting(witness).into_iter();
        rows.extend(held.filter_map(|blocked| waits(blocked, sources)));
        let idle = crate::endless::idle(witness).into_iter();
        rows.extend(idle.map(|blocked| Row {
            value: "could go on".to_owned(),
            waits: true,
            ..row(blocked.thread, &blocked.op, blocked.site, sources)
        }));
    }
    rows
}

/// Under weak memory: which loads read an older value than the last one told, which stores
/// took effect before one that is told earlier, and which exchanges failed for no reason.
fn note_weak(witness: &Witness, shown: &[usize], rows: &mut [Row]) {
    let number = |step: usize| Some(shown.iter().position(|&one| one == step)? + 1);
    for (row, &index) in rows.iter_mut().zip(shown) {
        let step = &witness.steps[index];
        if fails_without_cause(step) {
            row.note = Some("fails for no reason, as a weak one may".to_owned());
        } else if let Some(newer) = step.overlooks.and_then(number) {
            row.note = Some(match step.op.action {
                Action::Load(_) | Action::CompareExchange { .. } => {
                    format!("does not see step {newer} yet")
                }
                _ => format!("takes effect before step {newer}"),
            });
        }
    }
}

/// Whether an exchange found what it expected, and failed.
fn fails_without_cause(step: &Step) -> bool {
    match (step.op.action, step.outcome) {
        (Action::CompareExchange { expected, .. }, Outcome::Exchanged { found, success }) => {
            !success && found == expected
        }
        _ => false,
    }
}

/// What a thread waits to do, unless its last step says so already.
fn waits(blocked: &Blocked, sources: &mut Sources) -> Option<Row> {
    let second_half = matches!(
        blocked.op.action,
        Action::Wake | Action::Stir | Action::Depart | Action::AwaitTaken
    );
    if second_half {
        return None;
    }
    Some(Row {
        value: "waits".to_owned(),
        waits: true,
        ..row(blocked.thread, &blocked.op, blocked.site, sources)
    })
}

/// The steps worth showing.
fn shown(witness: &Witness, mistake: Option<Mistake>) -> Vec<usize> {
    let steps = &witness.steps;
    let alone = |range: &[Step]| {
        let threads: BTreeSet<_> = range.iter().map(|step| step.thread).collect();
        threads.len() <= 1
    };
    let lone_end = (0..steps.len())
        .find(|&from| alone(&steps[from..]))
        .unwrap_or(steps.len());
    let keeps_end =
        !witness.blocked.is_empty() || !witness.panics.is_empty() || !witness.inside.is_empty();
    let end = if keeps_end || lone_end == 0 {
        steps.len()
    } else {
        lone_end + trailing(steps, lone_end)
    };
    let told = mistake.map_or(0, |mistake| mistake.last_step() + 1);
    let mut shown = telling(witness);
    shown.retain(|&index| index < end.max(told));
    shown
}

/// The last step that is shown.
pub(crate) fn last_shown(witness: &Witness) -> Option<usize> {
    shown(witness, mistake::find(witness)).last().copied()
}

/// The steps that say something by themselves.
pub(crate) fn telling(witness: &Witness) -> Vec<usize> {
    let steps = &witness.steps;
    let ends_matter = ends_matter(witness);
    (0..steps.len())
        .filter(|&index| tells(&steps[index], ends_matter) && !is_second_half(steps, index))
        .collect()
}

/// Of the steps of the last thread left, those before it waits for the others' end.
fn trailing(steps: &[Step], from: usize) -> usize {
    let main = steps[from].thread == ThreadId::MAIN;
    if main { 0 } else { steps.len() - from }
}

/// Whether it says something that one end of a channel is dropped.
fn ends_matter(witness: &Witness) -> bool {
    let closed = |step: &Step| {
        matches!(
            step.outcome,
            Outcome::Sent(Sent::Closed) | Outcome::Received(Received::Closed)
        )
    };
    let on_channel = |blocked: &Blocked| crate::behaviour::is_at_channel(blocked.op.action);
    witness.steps.iter().any(closed) || witness.blocked.iter().any(on_channel)
}

fn tells(step: &Step, ends_matter: bool) -> bool {
    match step.op.action {
        Action::DropSender
        | Action::DropReceiver
        | Action::Meet(_, Meet::DropSender | Meet::DropReceiver) => ends_matter,
        Action::Touch | Action::Look => !source::is_shadow(step.site),
        Action::Finish
        | Action::Join
        | Action::SetTimer(_)
        | Action::SetDeadline(_)
        | Action::Any
        | Action::AwaitChange(_)
        | Action::AwaitEvent
        | Action::Happen
        | Action::AddSender
        | Action::AddReceiver
        | Action::Queue
        | Action::Ready => false,
        Action::Meet(_, meet) => aside::is_meeting(meet),
        Action::Choose => step.outcome == Outcome::Taken(true) && !aside::is_of_a_branch(step),
        _ => true,
    }
}

/// A step that was taken.
pub(crate) fn taken(witness: &Witness, index: usize, sources: &mut Sources) -> Row {
    let step = &witness.steps[index];
    let mut row = row(step.thread, &step.op, step.site, sources);
    row.value = value(step);
    let arm = step.arm.and_then(|arm| sources.arm(step.site, arm));
    if let (Some((line, call)), Some(place)) = (arm, &mut row.place) {
        place.1 = line;
        row.text = call;
    }
    match step.op.action {
        Action::Store(..) if sets_poison(&step.op, step.kind, step.site) => {
            POISONS.clone_into(&mut row.text);
            row.value.clear();
        }
        // As the learner would read it: with the value in its place.
        Action::Store(..) if row.text.ends_with("(..)") => {
            let stored = row.value.trim_start_matches("= ").to_owned();
            row.text = row.text.replace("(..)", &format!("({stored})"));
            row.value.clear();
        }
        Action::Lock if regains(&witness.steps[..index], step) => {
            "has the lock again".clone_into(&mut row.text);
        }
        Action::Lock | Action::Share if is_poisoned(witness, index) => {
            "-> poisoned".clone_into(&mut row.value);
        }
        Action::Unlock | Action::Unshare => {
            if let Some(site) = locked_at(&witness.steps[..index], step) {
                row.value = format!("of line {}", site.line());
            }
        }
        _ => {}
    }
    row
}

/// Whether the lock that is taken in this step turns out to be poisoned.
fn is_poisoned(witness: &Witness, index: usize) -> bool {
    let (taken, rest) = (&witness.steps[index], &witness.steps[index + 1..]);
    let next = rest.iter().find(|step| step.thread == taken.thread);
    next.is_some_and(|next| finds_poison(taken, next) && next.outcome == Outcome::Value(1))
}

/// Whether `next`, the thread's step after `taken`, only looks at that lock's flag.
fn finds_poison(taken: &Step, next: &Step) -> bool {
    aside::looks_for_poison(&next.op, next.site, (taken.kind, taken.site))
}

/// Whether the step needs no row of its own: it belongs to the one before, which took a
/// lock or woke up, or to the one after, which begins to wait.
pub(crate) fn is_second_half(steps: &[Step], index: usize) -> bool {
    let step = &steps[index];
    if step.op.action == Action::Choose {
        let mut after = steps[index + 1..].iter();
        let next = after.find(|other| other.thread == step.thread);
        return next.is_some_and(|next| next.op.action == Action::Doze);
    }
    let before = &steps[..index];
    let last = before
        .iter()
        .rev()
        .find(|other| other.thread == step.thread);
    let at_once = before
        .last()
        .is_some_and(|other| other.thread == step.thread);
    last.is_some_and(|taken| finds_poison(taken, step)) || (at_once && regains(before, step))
}

/// Where the lock was taken that `unlock` gives up.
fn locked_at(before: &[Step], unlock: &Step) -> Option<Site> {
    let mut holding = Holding::default();
    for step in before.iter().filter(|step| step.thread == unlock.thread) {
        holding.step(&step.op, step.outcome, step.site, unlock.op.object);
    }
    holding.last().filter(|site| !source::is_shadow(site))
}

fn row(thread: ThreadId, op: &Op, site: Site, sources: &mut Sources) -> Row {
    let file = || site.file().replace('\\', "/");
    let place = (!source::is_shadow(site)).then(|| (file(), site.line(), site.column()));
    let called = sources.call(site).filter(|_| !silent(op));
    Row {
        thread,
        place,
        text: called.unwrap_or_else(|| plain(op).to_owned()),
        value: String::new(),
        note: None,
        waits: false,
        reads: matches!(
            op.action,
            Action::Load(_)
                | Action::Share
                | Action::Unshare
                | Action::IsComplete
                | Action::IsFinished
                | Action::Now
        ),
    }
}

/// What a step saw or wrote.
fn value(step: &Step) -> String {
    let show = |bits: u64| crate::values::show(bits, step.kind);
    match (step.op.action, step.outcome) {
        (Action::Choose | Action::Stir, _) => "-> spurious wake-up".to_owned(),
        (Action::Store(value, _), _) => format!("= {}", show(value)),
        (Action::Modify(..), Outcome::Value(old)) => {
            format!("{} -> {}", show(old), show(step.written.unwrap_or(old)))
        }
        (Action::Touch | Action::Look, _) => String::new(),
        (_, Outcome::Value(value)) => format!("-> {}", show(value)),
        (
            _,
            Outcome::Exchanged {
                found,
                success: true,
            },
        ) => {
            format!("{} -> {}", show(found), show(step.written.unwrap_or(found)))
        }
        (_, Outcome::Exchanged { found, .. }) => format!("finds {}", show(found)),
        (Action::IsComplete | Action::IsFinished, Outcome::Taken(yes)) => {
            (if yes { "-> yes" } else { "-> no" }).to_owned()
        }
        (_, Outcome::Taken(yes)) => (if yes { "-> taken" } else { "-> busy" }).to_owned(),
        (_, Outcome::TimedOut) => "-> timed out".to_owned(),
        (_, Outcome::Sent(Sent::Full)) => "-> full".to_owned(),
        (_, Outcome::Sent(Sent::Closed)) => "-> closed".to_owned(),
        (_, Outcome::Received(Received::Empty)) => "-> empty".to_owned(),
        (_, Outcome::Received(Received::Closed)) => "-> closed".to_owned(),
        (_, Outcome::Arrived { leader: true }) => "-> leader".to_owned(),
        _ => String::new(),
    }
}
