//! Races: pairs of events that could have come in the other order.
//!
//! Source: POPL 2014 (see [`crate::explorer`]), sections 4 and 5. Event `d` races with
//! a later event `e` of another thread if `d` happened before `e`, nothing happened
//! between them, and `e` could have been taken without `d`. The paper's `notdep(d).e`,
//! all that did not happen after `d` and then `e`, is the sequence that reverses them.
//!
//! Blocking. The race partner of a step that can block is not the event that unblocked
//! it (an unlock) but the latest one without which it would not have been blocked (the
//! lock). So a candidate is asked after: the objects' states are computed anew from
//! the events that don't happen after it, and the step must be permitted there. The
//! same holds for a step that is still blocked when an execution gets stuck.

use crate::arms;
use crate::clocks;
use crate::footprint::{Access, Footprint};
use crate::op::{Action, Arms, ObjectId, Op, ThreadId};
use crate::trace::{Event, Race, Trace, Watched};
use crate::world::{self, World};

/// A step to find race partners for.
pub(crate) struct Later<'a> {
    pub thread: ThreadId,
    pub op: &'a Op,
    pub watched: &'a [Watched],
    pub footprint: &'a Footprint,
    /// Its index, if it has been taken.
    pub index: Option<usize>,
    /// The clock that the thread knew before it; needed if the step depends on states.
    pub known: &'a [u32],
}

/// Whether a step's permission or footprint depends on the state of its objects.
pub(crate) fn depends_on_state(op: &Op) -> bool {
    op.timed
        || op.arms != Arms::NONE
        || op.also.is_some_and(|(_, action)| action == Action::Lock)
        || matches!(
            op.action,
            Action::CompareExchange { .. }
                | Action::Lock
                | Action::TryLock
                | Action::TryShare
                | Action::Share
                | Action::Wake
                | Action::Park
                | Action::Begin
                | Action::AwaitComplete(_)
                | Action::Depart
                | Action::Send
                | Action::TrySend
                | Action::AwaitTaken
                | Action::Receive
                | Action::TryReceive
                | Action::Sleep
                | Action::AwaitEvent
                | Action::AwaitChange(_)
                | Action::Yield
                | Action::Spin
        )
}

/// Whether events later than the step, and independent of it, may decide whether it
/// could have been taken without an earlier one: then its races are known only when
/// the execution has ended. (A receiver that got a message could have found the channel
/// closed instead, if the last sender left: independent of the message, and later.)
pub(crate) fn known_at_end(op: &Op) -> bool {
    op.timed
        || op.arms != Arms::NONE
        || matches!(
            op.action,
            Action::Send
                | Action::TrySend
                | Action::AwaitTaken
                | Action::Receive
                | Action::TryReceive
                | Action::Sleep
        )
}

/// Joins into the step's clock (the last one of the trace) what happened before a step
/// with this footprint, and finds its races where they don't depend on states.
pub(crate) fn causes(world: &World, trace: &mut Trace, later: &Later<'_>, races: &mut Vec<Race>) {
    let simple = !depends_on_state(later.op);
    let start = races.len();
    let Trace { events, clocks, .. } = trace;
    for access in later.footprint.iter() {
        for &index in world.objects[access.object.index()].history.iter().rev() {
            let event = &events[index];
            let (conflicts, covers) = meet(event, access);
            if conflicts && clocks.last()[event.thread.index()] < event.number {
                if simple {
                    races.push(Race {
                        first: index,
                        later: events.len(),
                        also_without: Vec::new(),
                        footprint: None,
                        settled_by: usize::MAX,
                    });
                }
                clocks.join(index);
            }
            if covers {
                break;
            }
        }
    }
    if races.len() > start + 1 {
        drop_indirect(trace, races, start);
    }
    if !simple && !known_at_end(later.op) {
        races.extend(state_races(world, trace, later));
    }
}

/// Joins into `clock` what happened before a step with this footprint.
pub(crate) fn join_past(world: &World, trace: &Trace, footprint: &Footprint, clock: &mut [u32]) {
    for access in footprint.iter() {
        for &index in world.objects[access.object.index()].history.iter().rev() {
            let event = &trace.events[index];
            let (conflicts, covers) = meet(event, access);
            if conflicts && clock[event.thread.index()] < event.number {
                clocks::join(clock, trace.clocks.of(index));
            }
            if covers {
                break;
            }
        }
    }
}

/// Whether the access conflicts with the event, and whether the event conflicts with all
/// that any earlier one could.
#[inline]
fn meet(event: &Event, access: Access) -> (bool, bool) {
    let mut conflicts = false;
    let mut covers = false;
    for other in event.footprint.iter() {
        conflicts |= access.conflicts(other);
        covers |= covers_part(other, access);
    }
    (conflicts, covers)
}

fn covers_part(event: Access, access: Access) -> bool {
    event.object == access.object
        && event.part == access.part
        && event.hits == crate::footprint::ALL
}

/// Of the races from `start` on, keeps those whose event no other one's happened after.
fn drop_indirect(trace: &Trace, races: &mut Vec<Race>, start: usize) {
    let firsts: Vec<usize> = races[start..].iter().map(|race| race.first).collect();
    let direct = |first: usize| {
        let after = |&other: &usize| other != first && trace.happened_before(first, other);
        !firsts.iter().any(after)
    };
    let mut index = start;
    while index < races.len() {
        let first = races[index].first;
        let repeated = races[start..index].iter().any(|race| race.first == first);
        if repeated || !direct(first) {
            races.remove(index);
        } else {
            index += 1;
        }
    }
}

/// The races of a step that can block, or whose footprint depends on states.
pub(crate) fn state_races(world: &World, trace: &Trace, later: &Later<'_>) -> Vec<Race> {
    let objects = objects(world, later);
    // An execution that can't be repeated may end before what is known of the last one.
    let before = later.index.unwrap_or(trace.events.len());
    let mut candidates: Vec<usize> = objects
        .iter()
        .flat_map(|object| &world.objects[object.index()].history)
        .copied()
        .filter(|&index| index < before && trace.events[index].thread != later.thread)
        .filter(|&index| {
            let event = &trace.events[index];
            later.known[event.thread.index()] < event.number
        })
        .collect();
    candidates.sort_unstable();
    candidates.dedup();
    let question = Question {
        world,
        trace,
        later,
        objects: &objects,
    };
    let alternatives = world.arms.of(later.op);
    let mut widest = later.footprint.clone();
    arms::watch_all(
        alternatives,
        later.thread,
        |object| &world.objects[object.index()].state,
        &mut widest,
    );
    let mut races: Vec<Race> = Vec::new();
    for &first in candidates.iter().rev() {
        let indirect = |race: &Race| trace.happened_before(first, race.first);
        let conflicts = |index: usize| widest.conflicts(&trace.events[index].footprint);
        if !conflicts(first) || races.iter().any(indirect) {
            continue;
        }
        let after = candidates
            .iter()
            .copied()
            .filter(|&index| index > first && conflicts(index));
        races.extend(question.race_with(first, after));
    }
    races
}

/// The objects that decide about a step.
fn objects(world: &World, later: &Later<'_>) -> Vec<ObjectId> {
    let clock = if later.op.timed { world.clock } else { None };
    [
        Some(later.op.object),
        later.op.also.map(|(object, _)| object),
        clock,
    ]
    .into_iter()
    .flatten()
    .chain(later.watched.iter().map(|seen| seen.object))
    .chain(world.arms.of(later.op).iter().map(|(object, _)| *object))
    .filter(|object| *object != ObjectId::NONE)
    .collect()
}

/// What if some events had not happened?
struct Question<'a> {
    world: &'a World,
    trace: &'a Trace,
    later: &'a Later<'a>,
    objects: &'a [ObjectId],
}

impl Question<'_> {
    /// The race of the step with `first`, if it could be taken without that. Where events
    /// after `first` and independent of it hold it up as well (several readers, each of
    /// them enough to keep a writer out), as few of those are left away as will do.
    fn race_with(&self, first: usize, after: impl Iterator<Item = usize>) -> Option<Race> {
        let mut away = vec![first];
        let mut footprint = self.race_without(&away);
        for index in after {
            if footprint.is_some() {
                break;
            }
            if !self.trace.happened_before(first, index) {
                away.push(index);
                footprint = self.race_without(&away);
            }
        }
        let mut footprint = footprint?;
        for place in (1..away.len()).rev() {
            let index = away.remove(place);
            match self.race_without(&away) {
                Some(enough) => footprint = enough,
                None => away.insert(place, index),
            }
        }
        away.remove(0);
        // As it was taken, it may not have depended on the first: it does not come before.
        let taken = self
            .later
            .index
            .filter(|_| self.later.op.arms != Arms::NONE);
        away.extend(taken);
        Some(Race {
            first,
            later: self.trace.events.len(),
            also_without: away,
            footprint: Some(footprint),
            settled_by: usize::MAX,
        })
    }

    /// The same as `footprint_without`, if the step, as it would then be, is dependent on
    /// the first of those events: one that has alternatives may be another one then.
    fn race_without(&self, away: &[usize]) -> Option<Footprint> {
        let footprint = self.footprint_without(away)?;
        let plain = self.later.op.arms == Arms::NONE;
        let first = &self.trace.events[away[0]].footprint;
        (plain || footprint.conflicts(first)).then_some(footprint)
    }

    /// What the step would depend on had the events `away`, and all that happened after
    /// them, not happened; `None` if it could not be taken then.
    fn footprint_without(&self, away: &[usize]) -> Option<Footprint> {
        let Self {
            world,
            trace,
            later,
            objects,
        } = *self;
        let before = later.index.unwrap_or(usize::MAX);
        let taken = later.index.filter(|_| later.op.arms != Arms::NONE);
        let kept = |index| {
            away.iter()
                .chain(&taken)
                .all(|&first| !trace.happened_before(first, index))
        };
        let states: Vec<_> = objects
            .iter()
            .map(|&object| (object, world.state_after(object, trace, kept)))
            .collect();
        let state = |object| {
            let found = states.iter().find(|(other, _)| *other == object);
            &found.expect("all objects of the step are there").1
        };
        let clock = if later.op.timed { world.clock } else { None };
        let woken = later.watched.is_empty()
            || world.changed(later.watched, trace, |index| index < before && kept(index));
        (woken && world::permits(later.thread, later.op, &world.arms, clock, state)).then(|| {
            let Later {
                thread,
                op,
                watched,
                ..
            } = *later;
            world::footprint(thread, op, trace, watched, &world.arms, clock, state)
        })
    }
}
