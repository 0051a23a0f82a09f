//! What went wrong in a witness, where its steps alone tell: a value or a lock that
//! another thread came in between with.
//!
//! Only facts of this one execution. Whether they are to blame is the reader's to say.

use interleave_core::op::{Action, Kind, ObjectId, Outcome, ThreadId};

use crate::holding;
use crate::witness::{Step, Witness};

/// Something that came in between; the numbers are indices of steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mistake {
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
    /// A lock given up and taken again, and another thread had it meanwhile.
    Interrupted {
        first: usize,
        other: usize,
        second: usize,
    },
}

/// The first mistake that the steps tell of.
pub(crate) fn find(witness: &Witness) -> Option<Mistake> {
    let steps = &witness.steps;
    let acts = || (0..steps.len()).filter_map(|act| between(steps, act));
    acts()
        .find(|mistake| matches!(mistake, Mistake::LostUpdate { .. }))
        .or_else(|| acts().next())
        .or_else(|| interrupted(steps))
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

/// The only time that a thread takes a lock again which another one had meanwhile.
fn interrupted(steps: &[Step]) -> Option<Mistake> {
    let takes = |index: &usize| {
        let step = &steps[*index];
        step.kind == Some(Kind::Lock) && holding::takes(step.op.action, step.outcome)
    };
    let all: Vec<usize> = (0..steps.len()).filter(takes).collect();
    let mut found = all.iter().filter_map(|&second| {
        let (thread, object) = (steps[second].thread, steps[second].op.object);
        let before = |index: &&usize| **index < second && steps[**index].op.object == object;
        let first = last(&all, before, |index| steps[index].thread == thread)?;
        let other = last(&all, before, |index| steps[index].thread != thread)?;
        (first < other).then_some(Mistake::Interrupted {
            first,
            other,
            second,
        })
    });
    let only = found.next()?;
    found.next().is_none().then_some(only)
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
