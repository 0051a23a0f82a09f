//! One execution as it has gone so far: its events, and which of them happened before
//! which.
//!
//! Happens-before is the smallest order that contains each thread's own order, the
//! spawn of a thread before its first event, and the order of any two conflicting
//! events. Vector clocks decide it: event `x` happened before event `y` iff the clock
//! of `y` has counted `x` in `x`'s thread.

use std::panic::Location;

use crate::clocks::Clocks;
use crate::footprint::{Access, CHANGES, Footprint};
use crate::op::{Action, ObjectId, Op, Outcome, ThreadId};
use crate::select::Taken;

/// Where in the source a step was asked for.
pub type Site = &'static Location<'static>;

/// Something a thread waits to see change, before it goes round its loop again.
#[derive(Clone, Debug)]
pub(crate) struct Watched {
    pub object: ObjectId,
    /// The event in which the thread itself last used it.
    pub seen_in: usize,
    /// The value that it then had, for an atomic.
    pub value: Option<u64>,
}

/// One step of one thread.
#[derive(Clone, Debug)]
pub struct Event {
    /// Who took the step.
    pub thread: ThreadId,
    /// Its place among the thread's steps, from 1.
    pub number: u32,
    /// What was done.
    pub op: Op,
    /// Of which operations that was one.
    pub(crate) taken: Option<Taken>,
    /// Where in the source.
    pub site: Site,
    /// What came of it.
    pub outcome: Outcome,
    /// The value that an atomic was given, if it was.
    pub written: Option<u64>,
    /// The threads whose end its thread had waited for just before.
    pub(crate) joined: Box<[ThreadId]>,
    /// Whether its thread had paused just before, which was no step.
    pub(crate) after_pause: bool,
    pub(crate) footprint: Footprint,
    pub(crate) watched: Vec<Watched>,
    /// The explorer's races before this event's own.
    pub(crate) races: usize,
}

/// An earlier event with which an event could have changed places.
#[derive(Clone, Debug)]
pub(crate) struct Race {
    /// The earlier event's index.
    pub first: usize,
    /// The later one's. For a race that is found when the execution has ended: the end, if
    /// the later one can be taken after all that did not happen after the earlier one, and
    /// otherwise from where on others must come after it.
    pub later: usize,
    /// Later events, independent of that one, that must not come before either.
    pub also_without: Vec<usize>,
    /// What the later one's footprint would then be, where that depends on the state.
    pub footprint: Option<Footprint>,
    /// Its other order has been explored or is planned, as long as executions begin with
    /// the events up to this one.
    pub settled_by: usize,
}

impl Event {
    /// Whether its thread had waited for the end of another one just before.
    #[must_use]
    pub fn after_join(&self) -> bool {
        !self.joined.is_empty()
    }

    /// The value that an atomic holds after this event, if the event used one.
    pub(crate) fn value_after(&self) -> Option<u64> {
        self.written.or(self.value_before())
    }

    /// Whether it is an exchange that failed although it found what it expected.
    pub(crate) fn failed_without_cause(&self) -> bool {
        match (self.op.action, self.outcome) {
            (Action::CompareExchange { expected, .. }, Outcome::Exchanged { found, success }) => {
                !success && found == expected
            }
            _ => false,
        }
    }

    /// The value that this event found in an atomic, if it read one.
    pub(crate) fn value_before(&self) -> Option<u64> {
        match self.outcome {
            Outcome::Value(_) if !self.op.action.is_on_an_atomic() => None,
            Outcome::Value(value) | Outcome::Exchanged { found: value, .. } => Some(value),
            _ => None,
        }
    }

    /// Whether this event changed something of `object` that `own` depended on.
    pub(crate) fn changes(&self, object: ObjectId, own: &Event) -> bool {
        let here = |access: &Access| access.object == object && access.touches & CHANGES != 0;
        self.footprint
            .iter()
            .filter(here)
            .any(|access| own.footprint.iter().any(|other| access.conflicts(other)))
    }

    /// What it chose, if it did.
    pub(crate) fn choice(&self) -> Option<u8> {
        match (self.op.action, self.outcome) {
            (Action::Choose, Outcome::Taken(choice)) => Some(u8::from(choice)),
            _ => self.taken.as_ref().map(|taken| taken.number),
        }
    }

    /// What was done, and of which operations that was one.
    #[inline]
    pub(crate) fn step(&self) -> (&Op, Option<&Taken>) {
        (&self.op, self.taken.as_ref())
    }

    /// The number of the operation that was taken, if that was one of several.
    #[must_use]
    pub fn arm(&self) -> Option<usize> {
        self.taken.as_ref().map(|taken| usize::from(taken.number))
    }

    /// What was done to `object`: as first or as second object of the step.
    pub(crate) fn action_on(&self, object: ObjectId) -> Option<Action> {
        if self.op.object == object {
            return Some(self.op.action);
        }
        match self.op.also {
            Some((also, action)) if also == object => Some(action),
            _ => None,
        }
    }
}

/// The events of an execution in the order in which they were taken.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    pub(crate) events: Vec<Event>,
    /// Their clocks, and that of an event which is being taken.
    pub(crate) clocks: Clocks,
    /// Oldest first.
    pub(crate) late: Vec<Late>,
}

/// An event whose races are found when the execution has ended.
#[derive(Clone, Debug)]
pub(crate) struct Late {
    pub event: usize,
    /// The clock that its thread knew before it.
    pub known: Box<[u32]>,
}

impl Trace {
    /// The events, in the order in which they were taken.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// How many of `thread`'s events happened before event `index` or are it.
    #[must_use]
    pub fn seen(&self, index: usize, thread: ThreadId) -> u32 {
        self.clocks.seen(index, thread.index())
    }

    /// Whether event `x` happened before event `y`, or is it.
    #[must_use]
    pub fn happened_before(&self, x: usize, y: usize) -> bool {
        let first = &self.events[x];
        self.seen(y, first.thread) >= first.number
    }

    pub(crate) fn width(&self) -> usize {
        self.clocks.width()
    }

    /// Makes room for `threads` in every clock.
    pub(crate) fn widen(&mut self, threads: usize) {
        self.clocks.widen(threads);
    }

    pub(crate) fn push(&mut self, event: Event, clock: &[u32]) {
        self.events.push(event);
        self.clocks.push(clock);
    }

    pub(crate) fn truncate(&mut self, length: usize) {
        self.events.truncate(length);
        self.clocks.truncate(length);
        while self.late.last().is_some_and(|late| late.event >= length) {
            self.late.pop();
        }
    }
}
