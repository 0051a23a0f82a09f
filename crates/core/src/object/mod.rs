//! The objects that threads share, as state machines, one file each.
//!
//! An object answers three questions about an action: may it be taken now
//! ([`State::permits`]), what would it depend on ([`State::footprint`]), and what
//! comes of it ([`State::apply`]). It holds no data of the program but the value of an
//! atomic: a message or a mutex's contents stay with the program.
//!
//! Invariants
//! - `apply` is called only when `permits` is true, or after `give_up` applies.
//! - The three depend on the object's state and the thread alone, so that the state
//!   after any sequence of steps can be computed anew (`crate::race` does that).
//!
//! Most steps are on atomics, so those are compiled into the explorer's own functions.

mod atomic;
mod barrier;
mod channel;
mod clock;
mod condvar;
mod event;
mod lock;
mod meetings;
mod once;
mod simple;
mod version;

use crate::footprint::{Access, CHANGES, Footprint, WATCH};
use crate::op::{Action, Kind, ObjectId, Outcome, ThreadId};

/// An object's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Atomic(u64),
    Lock(lock::Lock),
    Condvar(condvar::Condvar),
    Parker(bool),
    Once(once::Once),
    Barrier(barrier::Barrier),
    Channel(channel::Channel),
    Meetings(Box<meetings::Meetings>),
    /// Whether the thread has finished.
    Life(bool),
    Clock(clock::Clock),
    Output,
    /// Whether it has happened.
    Event(bool),
    Version(u64),
}

/// The class of an access, and the classes that it conflicts with.
#[derive(Clone, Copy)]
pub(crate) struct Class {
    pub touches: u8,
    pub hits: u8,
}

impl Class {
    const fn new(touches: u8, hits: u8) -> Self {
        Self { touches, hits }
    }
}

/// Collects the accesses of one object's action.
pub(crate) struct Marker<'a> {
    object: ObjectId,
    footprint: &'a mut Footprint,
}

impl Marker<'_> {
    /// The object as a whole.
    fn whole(&mut self, class: Class) {
        self.part(0, class);
    }

    fn part(&mut self, part: u32, class: Class) {
        self.footprint.push(Access {
            object: self.object,
            part,
            touches: class.touches,
            hits: class.hits,
        });
    }
}

impl State {
    pub fn new(kind: Kind) -> Self {
        match kind {
            Kind::Atomic(value, _) => State::Atomic(value),
            Kind::Lock => State::Lock(lock::Lock::default()),
            Kind::Condvar => State::Condvar(condvar::Condvar::default()),
            Kind::Parker => State::Parker(false),
            Kind::Once => State::Once(once::Once::default()),
            Kind::Barrier(size) => State::Barrier(barrier::Barrier::new(size)),
            Kind::Channel(capacity) => State::Channel(channel::Channel::new(capacity)),
            Kind::Meetings => State::Meetings(Box::default()),
            Kind::Thread => State::Life(false),
            Kind::Clock => State::Clock(clock::Clock::default()),
            Kind::Output => State::Output,
            Kind::Event => State::Event(false),
            Kind::Version => State::Version(0),
        }
    }

    /// Whether `thread` may take `action` now.
    #[inline]
    pub fn permits(&self, thread: ThreadId, action: &Action) -> bool {
        matches!(self, State::Atomic(_)) || self.permits_otherwise(thread, action)
    }

    #[inline(never)]
    fn permits_otherwise(&self, thread: ThreadId, action: &Action) -> bool {
        let action = *action;
        match self {
            State::Atomic(_) | State::Output => true,
            State::Lock(lock) => lock.permits(thread, action),
            State::Condvar(condvar) => condvar.permits(thread, action),
            State::Parker(token) => !matches!(action, Action::Park) || *token,
            State::Once(once) => once.permits(action),
            State::Barrier(barrier) => barrier.permits(thread, action),
            State::Channel(channel) => channel.permits(thread, action),
            State::Meetings(meetings) => meetings.permits(thread, action),
            State::Life(finished) => !matches!(action, Action::Join) || *finished,
            State::Clock(clock) => clock.permits(thread, action),
            State::Event(happened) => !matches!(action, Action::AwaitEvent) || *happened,
            State::Version(version) => {
                !matches!(action, Action::AwaitChange(seen) if seen == *version)
            }
        }
    }

    /// What `action` depends on, were it taken (or given up) now.
    #[inline]
    pub fn footprint(
        &self,
        object: ObjectId,
        thread: ThreadId,
        action: &Action,
        footprint: &mut Footprint,
    ) {
        let mut marker = Marker { object, footprint };
        match self {
            State::Atomic(value) => marker.whole(atomic::class(*value, action)),
            other => other.mark_otherwise(thread, action, &mut marker),
        }
    }

    #[inline(never)]
    fn mark_otherwise(&self, thread: ThreadId, action: &Action, marker: &mut Marker<'_>) {
        let action = *action;
        match self {
            State::Atomic(_) => {}
            State::Lock(lock) => lock.mark(action, marker),
            State::Condvar(_) => {
                if let Some(class) = condvar::class(action) {
                    marker.whole(class);
                }
            }
            State::Parker(_) => marker.whole(simple::parker(action)),
            State::Once(once) => marker.whole(once.class(action)),
            State::Barrier(_) => marker.whole(barrier::class(action)),
            State::Channel(channel) => channel.mark(thread, action, marker),
            State::Meetings(meetings) => meetings.mark(thread, action, marker),
            State::Life(_) => marker.whole(simple::life(action)),
            State::Clock(_) => marker.whole(clock::class(action)),
            State::Output => marker.whole(simple::OUTPUT),
            State::Event(_) => marker.whole(event::class(action)),
            State::Version(_) => marker.whole(version::class(action)),
        }
    }

    /// Takes `action`.
    #[inline]
    pub fn apply(&mut self, thread: ThreadId, action: &Action) -> Outcome {
        match self {
            State::Atomic(value) => atomic::apply(value, action),
            other => other.apply_otherwise(thread, action),
        }
    }

    #[inline(never)]
    fn apply_otherwise(&mut self, thread: ThreadId, action: &Action) -> Outcome {
        let action = *action;
        match self {
            State::Atomic(value) => atomic::apply(value, &action),
            State::Lock(lock) => lock.apply(thread, action),
            State::Condvar(condvar) => condvar.apply(thread, action),
            State::Parker(token) => {
                *token = matches!(action, Action::Unpark);
                Outcome::Done
            }
            State::Once(once) => once.apply(thread, action),
            State::Barrier(barrier) => barrier.apply(thread, action),
            State::Channel(channel) => channel.apply(thread, action),
            State::Meetings(meetings) => meetings.apply(thread, action),
            State::Life(finished) => {
                *finished |= matches!(action, Action::Finish);
                match action {
                    Action::IsFinished => Outcome::Taken(*finished),
                    _ => Outcome::Done,
                }
            }
            State::Clock(clock) => clock.apply(thread, action),
            State::Output => Outcome::Done,
            State::Event(happened) => match action {
                Action::AwaitEvent => Outcome::Happened,
                Action::HasHappened => Outcome::Taken(*happened),
                _ => {
                    *happened = true;
                    Outcome::Done
                }
            },
            State::Version(version) => {
                *version += u64::from(action == Action::Touch);
                Outcome::Value(*version)
            }
        }
    }

    /// `thread` gives up `action` because its deadline has come.
    pub fn give_up(&mut self, thread: ThreadId, action: Action) {
        match self {
            State::Condvar(condvar) => condvar.leave(thread),
            State::Channel(channel) => channel.give_up(thread, action),
            State::Meetings(meetings) => meetings.withdraw(thread),
            _ => {}
        }
    }

    /// Whether `action` is not only permitted but can't be put off: a time may come later
    /// than it could.
    pub fn insists(&self, thread: ThreadId, action: Action) -> bool {
        match self {
            State::Clock(clock) => clock.insists(thread, action),
            other => other.permits(thread, &action),
        }
    }

    /// Which threads keep others from taking `action`, where the object is a thing to
    /// have.
    pub fn in_the_way(&self, action: Action) -> Vec<ThreadId> {
        match self {
            State::Lock(lock) => lock.in_the_way(action),
            State::Once(once) => once.runner().into_iter().collect(),
            _ => Vec::new(),
        }
    }
}

/// The access of a thread that waits for a change of what `seen` has seen.
pub(crate) fn watch(seen: Access, footprint: &mut Footprint) {
    let class = Class::new(WATCH, CHANGES);
    let object = seen.object;
    Marker { object, footprint }.part(seen.part, class);
}

/// A thread's timer is of no more use: its operation ended before the deadline.
pub(crate) fn cancel_timer(clock: &mut State, thread: ThreadId) {
    if let State::Clock(clock) = clock {
        clock.cancel(thread);
    }
}

/// The access of [`cancel_timer`].
pub(crate) fn cancel_footprint(object: ObjectId, footprint: &mut Footprint) {
    Marker { object, footprint }.whole(clock::CANCEL);
}
