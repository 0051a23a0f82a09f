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

mod question;

use self::question::Question;
use crate::clocks;
use crate::footprint::{Access, Footprint};
use crate::op::{Action, ObjectId, Op, ThreadId};
use crate::select::Taken;
use crate::trace::{Event, Race, Trace, Watched};
use crate::world::World;

/// A step to find race partners for.
#[derive(Clone, Copy)]
pub(crate) struct Later<'a> {
    pub thread: ThreadId,
    pub op: &'a Op,
    /// Of which operations that is one.
    pub taken: Option<&'a Taken>,
    pub watched: &'a [Watched],
    pub footprint: &'a Footprint,
    /// Its index, if it has been taken.
    pub index: Option<usize>,
    pub instead: Option<Instead>,
    /// The clock that the thread knew before it; needed if the step depends on states.
    pub known: &'a [u32],
}

impl Later<'_> {
    /// How many events of another thread its thread knew of; none of one that was not there.
    fn known_of(&self, thread: ThreadId) -> u32 {
        self.known.get(thread.index()).copied().unwrap_or(0)
    }

    /// Whether all events on its objects are looked at: what it would depend on is known
    /// only where it could be taken.
    fn is_looked_for_everywhere(&self) -> bool {
        self.instead.is_some() || (self.taken.is_some() && self.index.is_none())
    }
}

/// The event of its own thread instead of which a step could have been taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Instead {
    /// Another one of several operations.
    Another(usize),
    /// The same step, which did something else.
    Itself(usize),
}

impl Instead {
    fn event(self) -> usize {
        match self {
            Self::Another(event) | Self::Itself(event) => event,
        }
    }
}

/// Whether a step's permission or footprint depends on the state of its objects.
pub(crate) fn depends_on_state(op: &Op) -> bool {
    op.timed
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
                | Action::CanSend
                | Action::CanReceive
                | Action::Meet(..)
                | Action::AwaitEvent
                | Action::AwaitChange(_)
                | Action::Sleep
                | Action::Until(_)
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
        || matches!(
            op.action,
            Action::Send
                | Action::TrySend
                | Action::AwaitTaken
                | Action::Receive
                | Action::TryReceive
                | Action::CanSend
                | Action::CanReceive
                | Action::Meet(..)
                | Action::Sleep
                | Action::Until(_)
        )
}

/// Joins into the step's clock (the last one of the trace) what happened before a step
/// with this footprint, and finds its races where they don't depend on states.
pub(crate) fn causes(world: &World, trace: &mut Trace, later: &Later<'_>, races: &mut Vec<Race>) {
    let at_end = later.taken.is_some() || known_at_end(later.op);
    let simple = !at_end && !depends_on_state(later.op);
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
    if !simple && !at_end {
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
    let mut races = Vec::new();
    add_state_races(world, trace, later, &mut races);
    let taken = later.index.filter(|&index| index < trace.events.len());
    if let Some(event) = taken
        && (later.op.timed || later.taken.is_some())
    {
        // Without an event with which it doesn't conflict, and which hasn't happened before
        // it, it could do something else: give up, say, before somebody sets a timer.
        let otherwise = Later {
            index: None,
            instead: Some(Instead::Itself(event)),
            ..*later
        };
        add_state_races(world, trace, &otherwise, &mut races);
    }
    races
}

fn add_state_races(world: &World, trace: &Trace, later: &Later<'_>, races: &mut Vec<Race>) {
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
            later.known_of(event.thread) < event.number
        })
        .chain(later.instead.map(Instead::event))
        .collect();
    candidates.sort_unstable();
    candidates.dedup();
    let question = Question {
        world,
        trace,
        later,
        objects: &objects,
        until: trace.events.len(),
    };
    for &first in candidates.iter().rev() {
        let indirect =
            |race: &Race| race.also_without.is_empty() && trace.happened_before(first, race.first);
        let conflicts = |index: usize| {
            later.is_looked_for_everywhere()
                || later.footprint.conflicts(&trace.events[index].footprint)
        };
        if !conflicts(first)
            || matches!(later.instead, Some(Instead::Itself(event)) if event == first)
            || races.iter().any(indirect)
        {
            continue;
        }
        let after = candidates.iter().copied();
        let after: Vec<usize> = after
            .filter(|&index| index > first && conflicts(index))
            .collect();
        for race in question.races_with(first, &after) {
            let covered = races
                .iter()
                .any(|known| known.leaves_away_less(&race, trace));
            if question.is_direct(&race) && !covered {
                races.push(race);
            }
        }
    }
}

/// The objects that decide about a step.
fn objects(world: &World, later: &Later<'_>) -> Vec<ObjectId> {
    let clock = if later.op.timed { world.clock } else { None };
    let others = later
        .taken
        .into_iter()
        .flat_map(|taken| taken.select.objects(taken.number));
    [
        Some(later.op.object),
        later.op.also.map(|(object, _)| object),
        clock,
    ]
    .into_iter()
    .flatten()
    .chain(later.watched.iter().map(|seen| seen.object))
    .chain(others)
    .filter(|object| *object != ObjectId::NONE)
    .collect()
}
