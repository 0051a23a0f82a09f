//! Steps on two things that another thread came in between with: values that were read or
//! changed one after the other, locks that were not held together, a flag that was set
//! before what it stands for was done.
//!
//! As in [`crate::mistake`], only facts of one execution.

use std::collections::BTreeMap;

use interleave_core::op::{Action, Kind, ObjectId, Outcome, Shown, ThreadId};

use crate::holding;
use crate::mistake::{Mistake, Torn};
use crate::source::is_shadow;
use crate::story::is_second_half;
use crate::witness::Step;

/// A thread's dealing with one object: a step on an atomic, or a lock from when it is
/// taken to when it is given back. The numbers are indices of steps.
#[derive(Clone, Copy, Debug)]
struct Visit {
    thread: ThreadId,
    object: ObjectId,
    from: usize,
    to: usize,
    lock: bool,
    /// The value is read, or the lock is held.
    reads: bool,
    /// The value is another one after it, or the lock is held by nobody else.
    changes: bool,
}

/// Two dealings of one thread with two things, and another thread that deals with both
/// in between.
pub(crate) fn find(steps: &[Step]) -> Option<Mistake> {
    let visits = visits(steps);
    let mut pairs = visits.iter().enumerate().filter_map(|(index, second)| {
        let first = just_before(&visits[..index], second)?;
        Some((first, second))
    });
    pairs.find_map(|(first, second)| between(&visits, first, second))
}

/// What the thread dealt with just before `visit` in the same way.
fn just_before<'a>(before: &'a [Visit], visit: &Visit) -> Option<&'a Visit> {
    let alike = |other: &&Visit| {
        other.thread == visit.thread
            && other.lock == visit.lock
            && (other.changes && visit.changes || other.reads && visit.reads)
    };
    let last = before.iter().rev().find(alike)?;
    (last.object != visit.object && last.to < visit.from).then_some(last)
}

fn between(visits: &[Visit], first: &Visit, second: &Visit) -> Option<Mistake> {
    let inside = |other: &&Visit| {
        let meets = other.from < second.from && other.to > first.to;
        meets && other.thread != first.thread && other.lock == first.lock
    };
    let inside: Vec<&Visit> = visits.iter().filter(inside).collect();
    let by = |thread, object, of: fn(&Visit) -> bool| {
        let mut all = inside.iter();
        all.any(|other| other.thread == thread && other.object == object && of(other))
    };
    let both = |of: fn(&Visit) -> bool| {
        let threads = inside.iter().map(|other| other.thread);
        let mut threads =
            threads.filter(|&id| by(id, first.object, of) && by(id, second.object, of));
        threads.next()
    };
    let (read, changed) = (|visit: &Visit| visit.reads, |visit: &Visit| visit.changes);
    let all = |of: fn(&Visit) -> bool| of(first) && of(second);
    let (what, other) = if first.lock {
        let may_only_read = all(changed);
        (
            Torn::Locks,
            both(if may_only_read { read } else { changed }),
        )
    } else if all(read) && both(changed).is_some() {
        (Torn::Reads, both(changed))
    } else if all(changed) {
        (Torn::Writes, both(read))
    } else {
        return None;
    };
    Some(Mistake::Torn {
        what,
        first: first.from,
        second: second.from,
        other: other?,
    })
}

/// A flag that is set, found set by another thread, and what that thread does next comes
/// before the one that has set the flag does it for the first time.
pub(crate) fn early_flag(steps: &[Step]) -> Option<Mistake> {
    let visits = visits(steps);
    let flags = visits.iter().enumerate().filter(|(_, visit)| {
        visit.changes && matches!(steps[visit.from].kind, Some(Kind::Atomic(_, Shown::Bool)))
    });
    let mut found = flags.filter_map(|(index, flag)| {
        let rest = &visits[index + 1..];
        let end = rest
            .iter()
            .position(|other| other.object == flag.object && other.changes);
        let looks = rest[..end.unwrap_or(rest.len())].iter().enumerate();
        let mut looks = looks.filter(|(_, other)| {
            other.object == flag.object && other.reads && other.thread != flag.thread
        });
        looks.find_map(|(look, found)| {
            let mut after = rest[look + 1..].iter();
            let ahead = after.find(|other| other.thread == found.thread)?;
            let mut own = visits.iter().filter(|other| {
                other.thread == flag.thread && other.object == ahead.object && other.changes
            });
            let work = own.next()?;
            let later = flag.to < work.from && ahead.from < work.from;
            let other_thing = ahead.object != flag.object;
            (later && other_thing).then_some(Mistake::EarlyFlag {
                flag: flag.from,
                found: found.from,
                ahead: ahead.from,
                work: work.from,
            })
        })
    });
    found.next()
}

/// All dealings, in the order in which they begin.
fn visits(steps: &[Step]) -> Vec<Visit> {
    let mut values = BTreeMap::new();
    let visit = |index: usize| match steps[index].kind? {
        Kind::Atomic(first, _) => on_atomic(steps, index, first, &mut values),
        Kind::Lock => on_lock(steps, index),
        _ => None,
    };
    (0..steps.len()).filter_map(visit).collect()
}

fn on_atomic(
    steps: &[Step],
    index: usize,
    first: u64,
    values: &mut BTreeMap<ObjectId, u64>,
) -> Option<Visit> {
    let step = &steps[index];
    let value = values.entry(step.op.object).or_insert(first);
    let changes = step.written.is_some_and(|written| written != *value);
    *value = step.written.unwrap_or(*value);
    // The flag of a poisoned lock is the judged std's own.
    if is_shadow(step.site) || is_second_half(steps, index) {
        return None;
    }
    Some(Visit {
        thread: step.thread,
        object: step.op.object,
        from: index,
        to: index,
        lock: false,
        reads: matches!(step.outcome, Outcome::Value(_) | Outcome::Exchanged { .. }),
        changes,
    })
}

fn on_lock(steps: &[Step], index: usize) -> Option<Visit> {
    let step = &steps[index];
    if !holding::takes(step.op.action, step.outcome) {
        return None;
    }
    let object = step.op.object;
    let gives_back = |other: &Step| {
        let parts = [Some((other.op.object, other.op.action)), other.op.also];
        let own = other.thread == step.thread;
        own && parts.into_iter().flatten().any(|(which, action)| {
            which == object && matches!(action, Action::Unlock | Action::Unshare)
        })
    };
    let rest = &steps[index + 1..];
    let to = rest.iter().position(gives_back);
    Some(Visit {
        thread: step.thread,
        object,
        from: index,
        to: to.map_or(steps.len(), |steps| index + 1 + steps),
        lock: true,
        reads: true,
        changes: matches!(step.op.action, Action::Lock | Action::TryLock),
    })
}
