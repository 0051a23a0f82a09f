//! A thread that was refused something and has not come back for it: a lock that was busy,
//! a value that was no longer the one expected.
//!
//! As in [`crate::mistake`], only facts of one execution.

use interleave_core::op::{Action, Kind, Outcome};

use crate::holding;
use crate::mistake::{self, Mistake};
use crate::witness::Step;

/// The first refusal after which the thread has left the object alone.
pub(crate) fn find(steps: &[Step]) -> Option<Mistake> {
    let last = |index: &usize| {
        let (step, rest) = (&steps[*index], &steps[*index + 1..]);
        let again = |other: &Step| other.thread == step.thread && other.op.object == step.op.object;
        !rest.iter().any(again)
    };
    let mut refusals = (0..steps.len()).filter(last);
    refusals.find_map(|index| busy(steps, index).or_else(|| changed(steps, index)))
}

/// A try at a lock that another thread has.
fn busy(steps: &[Step], tries: usize) -> Option<Mistake> {
    let step = &steps[tries];
    let refused = step.kind == Some(Kind::Lock) && step.outcome == Outcome::Taken(false);
    if !refused {
        return None;
    }
    let takes = |index: &usize| {
        let other = &steps[*index];
        let same = other.op.object == step.op.object && other.thread != step.thread;
        same && holding::takes(other.op.action, other.outcome)
    };
    let taken = (0..tries).rev().find(takes)?;
    Some(Mistake::Busy { taken, tries })
}

/// A compare-and-exchange that finds another value than its thread had read.
fn changed(steps: &[Step], act: usize) -> Option<Mistake> {
    let step = &steps[act];
    let Outcome::Exchanged {
        found,
        success: false,
    } = step.outcome
    else {
        return None;
    };
    let load = mistake::last_load(steps, act, step.thread, step.op.object)?;
    let writes = |index: &usize| {
        let other = &steps[*index];
        let same = other.op.object == step.op.object && other.thread != step.thread;
        same && other.written.is_some()
    };
    let changed = (load + 1..act).rev().find(writes)?;
    let differs = steps[load].outcome != Outcome::Value(found);
    let compares = matches!(step.op.action, Action::CompareExchange { .. });
    (differs && compares).then_some(Mistake::Refused { load, changed, act })
}
