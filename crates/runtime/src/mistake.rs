//! What went wrong in a witness, where its steps alone tell: a value or a lock that
//! another thread came in between with.
//!
//! Only facts of this one execution. Whether they are to blame is the reader's to say.

use interleave_core::op::{Action, Kind, ObjectId, Outcome, ThreadId};

use crate::aside;
use crate::gave_up;
use crate::holding;
use crate::torn;
use crate::witness::{Step, Witness};

/// Something that came in between; the numbers are indices of steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mistake {
    /// Under weak memory: a load that gives an older value than has been stored.
    Overlooked { store: usize, load: usize },
    /// Under weak memory: a store that took effect before one that was told earlier.
    Overtaken { first: usize, store: usize },
    /// A store of what was made of a value that has been overwritten since.
    LostUpdate {
        load: usize,
        overwritten: usize,
        store: usize,
    },
    /// A change by a thread that has looked before, and what it saw is no longer so.
    Stale {
        load: usize,
        changed: usize,
        act: usize,
    },
    /// A wait that ended without a cause.
    Spurious { waking: usize },
    /// A lock given up and taken again, and another thread had it meanwhile.
    Interrupted {
        first: usize,
        other: usize,
        second: usize,
    },
    /// Two threads that have had a lock before either takes it again.
    BothInterrupted {
        firsts: [usize; 2],
        seconds: [usize; 2],
    },
    /// Two things that the thread deals with one after the other, and `other` has dealt
    /// with both in between.
    Torn {
        what: Torn,
        first: usize,
        second: usize,
        other: ThreadId,
    },
    /// A flag that is set, and found so by another thread, which then is ahead at what the
    /// first thread has yet to do.
    EarlyFlag {
        flag: usize,
        found: usize,
        ahead: usize,
        work: usize,
    },
    /// A try at a lock that another thread has, and no other try later.
    Busy { taken: usize, tries: usize },
    /// A compare-and-exchange that finds another value than was read, and no other later.
    Refused {
        load: usize,
        changed: usize,
        act: usize,
    },
}

/// How two things are dealt with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Torn {
    /// Two values are read, and the other thread changes them.
    Reads,
    /// Two values are changed, and the other thread reads them.
    Writes,
    /// Two locks are taken, by the other thread too.
    Locks,
}

impl Mistake {
    /// The last step that it is about.
    pub fn last_step(self) -> usize {
        match self {
            Self::LostUpdate { store: last, .. }
            | Self::Overlooked { load: last, .. }
            | Self::Overtaken { store: last, .. }
            | Self::Stale { act: last, .. }
            | Self::Busy { tries: last, .. }
            | Self::Refused { act: last, .. }
            | Self::Interrupted { second: last, .. }
            | Self::BothInterrupted {
                seconds: [_, last], ..
            }
            | Self::Torn { second: last, .. }
            | Self::EarlyFlag { work: last, .. }
            | Self::Spurious { waking: last } => last,
        }
    }
}

/// The first mistake that the steps tell of.
pub(crate) fn find(witness: &Witness) -> Option<Mistake> {
    let steps = &witness.steps;
    let acts = || (0..steps.len()).filter_map(|act| between(steps, act));
    let lost = || acts().find(|mistake| matches!(mistake, Mistake::LostUpdate { .. }));
    overlooked(steps)
        .or_else(lost)
        .or_else(|| in_order(steps).and_then(torn::early_flag))
        .or_else(|| spurious(steps))
        .or_else(|| acts().next())
        .or_else(|| interrupted(steps))
        .or_else(|| in_order(steps).and_then(gave_up::find))
        .or_else(|| in_order(steps).and_then(torn::find))
}

/// The first step that overlooks an earlier one: no order of the steps explains it.
fn overlooked(steps: &[Step]) -> Option<Mistake> {
    let (index, newer) = steps
        .iter()
        .enumerate()
        .find_map(|(index, step)| Some((index, step.overlooks?)))?;
    Some(match steps[index].op.action {
        Action::Load(_) | Action::CompareExchange { .. } => Mistake::Overlooked {
            store: newer,
            load: index,
        },
        _ => Mistake::Overtaken {
            first: newer,
            store: index,
        },
    })
}

/// The steps, if each saw all those before it: under weak memory, what was told earlier may
/// not have come earlier.
fn in_order(steps: &[Step]) -> Option<&[Step]> {
    let all = steps.iter().all(|step| step.overlooks.is_none());
    all.then_some(steps)
}

/// The last wait that ended without a cause.
fn spurious(steps: &[Step]) -> Option<Mistake> {
    let chosen = |step: &Step| aside::is_choice(step) && !aside::is_of_a_branch(step);
    let waking = steps
        .iter()
        .rposition(|step| step.op.action == Action::Stir || chosen(step))?;
    Some(Mistake::Spurious { waking })
}

/// What another thread did between this write and the load that it goes back to.
fn between(steps: &[Step], act: usize) -> Option<Mistake> {
    let step = &steps[act];
    let atomic = matches!(step.kind, Some(Kind::Atomic(..)));
    if !atomic || !matches!(step.op.action, Action::Store(..) | Action::Modify(..)) {
        return None;
    }
    let same = |other: &Step| other.op.object == step.op.object;
    let load = (0..act)
        .rev()
        .find(|&index| steps[index].thread == step.thread && same(&steps[index]))?;
    let Outcome::Value(seen) = steps[load].outcome else {
        return None;
    };
    let changed = (load + 1..act)
        .rev()
        .find(|&index| same(&steps[index]) && steps[index].written.is_some_and(|v| v != seen))?;
    if !matches!(steps[load].op.action, Action::Load(_)) {
        return None;
    }
    // A flag that is set twice is no update that is lost.
    let flag = matches!(
        step.kind,
        Some(Kind::Atomic(_, interleave_core::op::Shown::Bool))
    );
    let stores = matches!(step.op.action, Action::Store(..));
    Some(
        if stores && !(flag && step.written == steps[changed].written) {
            Mistake::LostUpdate {
                load,
                overwritten: changed,
                store: act,
            }
        } else {
            Mistake::Stale { load, changed, act }
        },
    )
}

/// The only time that a thread takes a lock again which another one had meanwhile, or the
/// only two, in which two threads did that to each other.
fn interrupted(steps: &[Step]) -> Option<Mistake> {
    let takes = |index: &usize| {
        let step = &steps[*index];
        step.kind == Some(Kind::Lock)
            && holding::takes(step.op.action, step.outcome)
            && !holding::regains(&steps[..*index], step)
    };
    let all: Vec<usize> = (0..steps.len()).filter(takes).collect();
    let found = all.iter().filter_map(|&second| {
        let (thread, object) = (steps[second].thread, steps[second].op.object);
        let before = |index: &&usize| **index < second && steps[**index].op.object == object;
        let first = last(&all, before, |index| steps[index].thread == thread)?;
        let other = last(&all, before, |index| steps[index].thread != thread)?;
        // What was done by threads that have been waited for comes in between nothing.
        let joins = |step: &Step| step.thread == thread && step.after_join;
        let joined = steps[first..=second].iter().any(joins);
        (first < other && !joined).then_some((first, other, second))
    });
    let found: Vec<_> = found.take(3).collect();
    match *found.as_slice() {
        [(first, other, second)] => Some(Mistake::Interrupted {
            first,
            other,
            second,
        }),
        [(one, _, again), (other, by, last)] if by == again && one.max(other) < again => {
            Some(Mistake::BothInterrupted {
                firsts: [one, other],
                seconds: [again, last],
            })
        }
        _ => None,
    }
}

fn last(
    all: &[usize],
    before: impl Fn(&&usize) -> bool,
    wanted: impl Fn(usize) -> bool,
) -> Option<usize> {
    let mut found = all.iter().rev().filter(before).copied();
    found.find(|&index| wanted(index))
}

/// The last load of `object` by `thread` before the step.
pub(crate) fn last_load(
    steps: &[Step],
    before: usize,
    thread: ThreadId,
    object: ObjectId,
) -> Option<usize> {
    (0..before).rev().find(|&index| {
        let step = &steps[index];
        let load = matches!(step.op.action, Action::Load(_));
        load && step.thread == thread && step.op.object == object
    })
}

/// Steps that signal to nobody, with a word about it.
pub(crate) fn idle_signals(steps: &[Step]) -> Vec<(usize, &'static str)> {
    let signals = |index: &usize| {
        let object = steps[*index].op.object;
        let before = steps[..*index]
            .iter()
            .filter(|step| step.op.object == object);
        let count = |action| before.clone().filter(|s| s.op.action == action).count();
        match steps[*index].op.action {
            Action::NotifyOne | Action::NotifyAll => {
                (count(Action::Wait) == count(Action::Wake)).then_some("nobody waits")
            }
            Action::Unpark => {
                let last = before.clone().next_back();
                let again = last.is_some_and(|step| step.op.action == Action::Unpark);
                again.then_some("the token is there already")
            }
            _ => None,
        }
    };
    (0..steps.len())
        .filter_map(|index| Some((index, signals(&index)?)))
        .collect()
}
