//! The events of a graph, what is open about them, and what threads know.
//!
//! What follows from them is not here: see [`super::graph`].

use std::rc::Rc;
use std::sync::atomic::Ordering;

use crate::op::{ObjectId, ThreadId};

/// Of each thread, how many of its events are known.
pub(super) type Clock = Rc<[u32]>;

/// A store that a load can read: an event, or the atomic's first value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Source(u32);

impl Source {
    /// The value that the atomic was made with.
    pub const INITIAL: Self = Self(0);

    pub fn event(index: usize) -> Self {
        Self(u32::try_from(index + 1).expect("fewer events than 2^32"))
    }

    /// The first value is at 0, an event at one more than its index.
    pub fn place(self) -> usize {
        self.0 as usize
    }

    /// The event, unless it is the first value.
    pub fn index(self) -> Option<usize> {
        self.0.checked_sub(1).map(|index| index as usize)
    }
}

/// What is left open by who goes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// What a load or an update reads.
    pub from: Source,
    /// What a store comes right after, in the atomic's order of stores.
    pub after: Source,
    /// The store that ended a thread's waiting.
    pub gate: Option<(ObjectId, Source)>,
    /// Which of several operations it is.
    pub arm: u8,
    /// A weak compare-and-exchange fails although it found what it expected; or a choice
    /// of the program's own goes the other way.
    pub fails: bool,
}

impl Choice {
    /// Of an event that leaves nothing open.
    pub const NONE: Self = Self {
        from: Source::INITIAL,
        after: Source::INITIAL,
        gate: None,
        arm: 0,
        fails: false,
    };
}

/// What an event is to the memory model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Load,
    Store,
    /// A read-modify-write, or a compare-and-exchange that exchanges.
    Update,
    Fence,
    /// It uses no atomic: a lock, a channel, a pause.
    Other,
}

impl Role {
    pub fn reads(self) -> bool {
        matches!(self, Self::Load | Self::Update)
    }

    pub fn writes(self) -> bool {
        matches!(self, Self::Store | Self::Update)
    }
}

/// What a thread knows between two of its events.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// What has happened before.
    pub before: Clock,
    /// What had happened before its last release fence: its stores hand that on.
    pub released: Clock,
    /// What its relaxed loads have been handed: an acquire fence makes it known.
    pub unacquired: Clock,
}

/// One event of a graph.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub thread: ThreadId,
    /// Its place among the thread's events, from 1.
    pub number: u32,
    /// The atomic; no object for a [`Role::Other`].
    pub object: ObjectId,
    pub role: Role,
    pub order: Ordering,
    pub choice: Choice,
    /// What a store or an update writes.
    pub value: u64,
    /// What the thread knew before this event, and knows after it.
    pub known: Known,
    pub after: Known,
    /// What a store hands on to those who acquire it.
    pub message: Clock,
    /// Of each thread, how many events are causes of this one, by program order,
    /// reads-from, and the order of everything that isn't an atomic.
    pub causes: Clock,
    /// The same without what it reads.
    pub own_causes: Clock,
}

/// How many events of `thread` a clock has counted.
pub(super) fn seen_by(clock: &[u32], thread: ThreadId) -> u32 {
    clock.get(thread.index()).copied().unwrap_or(0)
}

pub(super) fn tick(clock: &mut Vec<u32>, thread: ThreadId, number: u32) {
    if clock.len() <= thread.index() {
        clock.resize(thread.index() + 1, 0);
    }
    clock[thread.index()] = number;
}

pub(super) fn join(clock: &mut Vec<u32>, other: &[u32]) {
    if clock.len() < other.len() {
        clock.resize(other.len(), 0);
    }
    for (mine, theirs) in clock.iter_mut().zip(other) {
        *mine = (*mine).max(*theirs);
    }
}

pub(super) fn joined(one: &Clock, other: &Clock) -> Clock {
    if other.is_empty() {
        return one.clone();
    }
    let mut clock = one.to_vec();
    join(&mut clock, other);
    clock.into()
}

pub(super) fn acquires(order: Ordering) -> bool {
    matches!(
        order,
        Ordering::Acquire | Ordering::AcqRel | Ordering::SeqCst
    )
}

pub(super) fn releases(order: Ordering) -> bool {
    matches!(
        order,
        Ordering::Release | Ordering::AcqRel | Ordering::SeqCst
    )
}
