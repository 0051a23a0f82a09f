//! The vocabulary between a program and the explorer: what a thread is about to
//! do ([`Op`]), and what came of it ([`Outcome`]).
//!
//! An operation names one object and an [`Action`] on it. It may name a second
//! object on which something happens in the same indivisible step (a condition
//! variable's wait also releases the mutex), and it may give up at a deadline.
//! What actions do is not here: see the module `object`.

use std::sync::atomic::Ordering;

/// A thread of the explored program: 0 is the one that runs the check's closure.
///
/// The number belongs to the thread's name (its creator and how many threads
/// that one had created before), so it is the same thread in every execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThreadId(pub u16);

impl ThreadId {
    /// The thread that runs the explored closure.
    pub const MAIN: Self = Self(0);

    /// The number as an index.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// The thread at an index.
    ///
    /// # Panics
    /// If there are that many threads: a number has 16 bits.
    #[must_use]
    pub fn from_index(index: usize) -> Self {
        Self(u16::try_from(index).expect("thread numbers have 16 bits"))
    }
}

/// An object that threads share: an atomic, a lock, a channel, a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub u32);

impl ObjectId {
    /// No object: for actions that have none.
    pub const NONE: Self = Self(u32::MAX);

    /// The number as an index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What an object is, with the state that it is created in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A value of at most 64 bits, in the low bits, and how to show it.
    Atomic(u64, Shown),
    /// A mutex or a reader-writer lock; a mutex is one that is never shared.
    Lock,
    /// A condition variable.
    Condvar,
    /// A thread's park token.
    Parker,
    /// A value initialised once.
    Once,
    /// A barrier for this many threads.
    Barrier(u32),
    /// A channel with one sender; `None` is without a bound, `Some(0)` a rendezvous.
    Channel(Option<u32>),
    /// All rendezvous of threads that may wait at several of them at once.
    Meetings,
    /// A thread's life: running, then finished.
    Thread,
    /// The virtual clock, which stands at zero nanoseconds when an execution begins.
    Clock,
    /// Printed output, where a check observes its order.
    Output,
    /// Something that happens once.
    Event,
    /// A number that grows with every change of something that only the program knows.
    Version,
}

/// How the bits of an atomic are shown to people. It means nothing to the explorer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As a number without a sign.
    Unsigned,
    /// As a number with a sign, of so many bits.
    Signed(u8),
    /// As `true` or `false`.
    Bool,
    /// As a pointer: null or not.
    Pointer,
}

/// How a read-modify-write computes what it writes. The explorer must know: what is
/// written decides what others may do, also in executions that have not been begun.
#[derive(Clone, Copy)]
pub struct Change {
    /// The new value, from the old one and the operand.
    pub compute: fn(u64, u64) -> u64,
    /// What the program gave beside the old value.
    pub operand: u64,
}

impl Change {
    /// What is written where `old` is read.
    #[must_use]
    pub fn of(self, old: u64) -> u64 {
        (self.compute)(old, self.operand)
    }
}

impl PartialEq for Change {
    fn eq(&self, other: &Self) -> bool {
        self.operand == other.operand && std::ptr::fn_addr_eq(self.compute, other.compute)
    }
}

impl Eq for Change {}

impl std::fmt::Debug for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "with {}", self.operand)
    }
}

/// What a thread does to one object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    // Kind::Atomic
    /// Read the value. Gives [`Outcome::Value`].
    Load(Ordering),
    /// Write a value.
    Store(u64, Ordering),
    /// Read the value, then write one computed from it, indivisibly. Gives the old
    /// [`Outcome::Value`].
    Modify(Ordering, Change),
    /// Write `new` if the value is `expected`. Gives [`Outcome::Exchanged`].
    CompareExchange {
        /// The value to find.
        expected: u64,
        /// The value to write in its place.
        new: u64,
        /// The ordering where it is found.
        success: Ordering,
        /// The ordering where it isn't.
        failure: Ordering,
        /// Whether it may fail though the value is `expected`. Explored under weak memory.
        weak: bool,
    },
    // No object: it concerns the order of this thread's accesses to all atomics.
    /// An atomic fence. No step where memory is sequentially consistent.
    Fence(Ordering),

    // Kind::Lock
    /// Say that this thread waits to have the lock for itself: a reader that comes
    /// from now on waits behind it. Precedes `Lock` on a reader-writer lock.
    ///
    /// Whether a waiting writer holds up new readers is left open by std. This is the
    /// policy that can deadlock, and it loses nothing: a reader that would overtake a
    /// waiting writer is the same reader before the writer came.
    Queue,
    /// Take the lock for this thread alone; waits while anybody has it.
    Lock,
    /// Take it if it is free. Gives [`Outcome::Taken`].
    TryLock,
    /// Give up a lock taken by `Lock` or `TryLock`.
    Unlock,
    /// Take the lock together with other readers; waits while a writer has it.
    Share,
    /// Take it together with other readers if no writer has it. Gives [`Outcome::Taken`].
    TryShare,
    /// Share from now on a lock taken by `Lock` or `TryLock`.
    Downgrade,
    /// Give up a lock taken by `Share` or `TryShare`.
    Unshare,

    // Kind::Condvar
    /// Become a waiter. Goes with [`Action::Unlock`] on the mutex as second action.
    Wait,
    /// Wait to be notified. Goes with [`Action::Lock`] on the mutex as second action,
    /// and gives [`Outcome::Done`]. Or alone and with a deadline, as time passes whoever
    /// has the mutex; gives [`Outcome::Done`] or [`Outcome::TimedOut`], and
    /// [`Action::Lock`] follows.
    Wake,
    /// Let one waiter go on; whoever takes the permit is ordinary scheduling.
    NotifyOne,
    /// Let all present waiters go on.
    NotifyAll,
    /// Begin to wait, and be going to wake up without a notification: to others that is
    /// as if this thread had not waited, since a notification would be another's. Goes
    /// with [`Action::Unlock`] on the mutex as second action.
    Doze,
    /// Wake up without a notification. Goes with [`Action::Lock`] on the mutex as second
    /// action.
    Stir,

    // Kind::Parker
    /// Wait for the token and consume it; may have a deadline.
    Park,
    /// Make the token available.
    Unpark,

    // Kind::Once
    /// Ask to initialise; waits while another thread does. Gives [`Outcome::Begun`].
    Begin,
    /// End an initialisation that this thread began; `true` if it panicked.
    Complete(bool),
    /// Whether it is initialised. Gives [`Outcome::Taken`] (true if it is).
    IsComplete,
    /// Wait until it is initialised, by whomever. Gives [`Outcome::Begun`]: complete, or
    /// poisoned, unless it waits on (`true`) where whoever began it has panicked.
    AwaitComplete(bool),

    // Kind::Barrier
    /// Arrive. Gives [`Outcome::Arrived`].
    Arrive,
    /// Wait until the generation in which this thread arrived is complete.
    Depart,

    // Kind::Channel
    /// Put a message in; waits while it is full. Gives [`Outcome::Sent`].
    /// At a rendezvous: offer the message, without waiting; [`Action::AwaitTaken`] follows.
    Send,
    /// Put a message in if there is room (at a rendezvous: if a receiver is waiting).
    /// Gives [`Outcome::Sent`].
    TrySend,
    /// At a rendezvous, wait until the message this thread offered has been taken;
    /// may have a deadline. Gives [`Outcome::Sent`].
    AwaitTaken,
    /// At a rendezvous, say that this thread waits for a message; `Receive` follows.
    Ready,
    /// Take the oldest message; waits while there is none and a sender is left;
    /// may have a deadline. Gives [`Outcome::Received`] or [`Outcome::TimedOut`].
    Receive,
    /// Take the oldest message if there is one. Gives [`Outcome::Received`].
    TryReceive,
    /// One sender more.
    AddSender,
    /// One sender fewer; after the last, receivers find the channel closed.
    DropSender,
    /// One receiver more.
    AddReceiver,
    /// One receiver fewer; after the last, senders find the channel closed.
    DropReceiver,
    /// Wait until a message could be put in, or the other side is gone; does neither.
    CanSend,
    /// Wait until a message could be taken, or the other side is gone; does neither.
    CanReceive,
    /// How many messages wait in the channel. Gives [`Outcome::Value`].
    Length,

    // Kind::Meetings
    /// What is done at one of the rendezvous, which are known by numbers.
    Meet(u32, Meet),

    // Kind::Thread
    /// The thread has ended.
    Finish,
    /// Wait until it has ended.
    Join,
    /// Whether it has ended. Gives [`Outcome::Taken`] (true if it has).
    IsFinished,

    // Kind::Clock
    /// Read the time. Gives [`Outcome::Time`].
    Now,
    /// Set this thread's timer to now plus so many nanoseconds. The next operation
    /// with a deadline of this thread ends at it.
    SetTimer(u64),
    /// Set it to this moment of virtual time, in nanoseconds, in place of that.
    SetDeadline(u64),
    /// Sleep until this thread's timer ends.
    Sleep,
    /// Wait until this time, or longer; the thread's timer is of no more use then.
    Until(u64),

    // Kind::Output
    /// Print.
    Print,

    // Kind::Event
    /// Let it happen.
    Happen,
    /// Wait until it has happened. Gives [`Outcome::Happened`].
    AwaitEvent,
    /// Whether it has happened. Gives [`Outcome::Taken`] (true if it has).
    HasHappened,

    // Kind::Version
    /// Change it. Gives the new [`Outcome::Value`].
    Touch,
    /// Ask for the number. Gives [`Outcome::Value`].
    Look,
    /// Wait until the number is another one. Gives [`Outcome::Value`].
    AwaitChange(u64),

    // No object: it concerns nobody else.
    /// Choose between yes and no. Gives [`Outcome::Taken`]; both are explored.
    Choose,

    // No object of its own: it has those of several operations.
    /// Do the first that can be done of several operations: see [`crate::Select`]. What is
    /// then done is one of those, or `Otherwise`.
    Select,
    /// None of them can be done.
    Otherwise,
    /// Several of them can be done, and none is: see [`crate::Select::asking`]. Gives
    /// [`Outcome::Value`]: a bit for each that can be, the lowest for the first.
    Any,

    // No object of its own: it waits for a change to what the thread has read.
    /// Let others go first (`yield_now`): in a loop that changes nothing, wait for a
    /// change to something that this round of it has read.
    Yield,
    /// The same for `spin_loop`, which stands in waiting loops only.
    Spin,
}

/// One of the two who meet at a rendezvous.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It gives a message.
    Sends,
    /// It takes one.
    Receives,
}

/// What a thread does at a rendezvous. A thread may wait at several; as soon as somebody
/// has met it at one of them, it waits at none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meet {
    /// Begin to wait here. `Await` follows.
    Enrol(Side),
    /// Wait until the other side comes, or is gone for good; may have a deadline. A
    /// receiver takes who waits; a sender waits to be taken. Gives [`Outcome::Met`], or
    /// [`Outcome::Sent`] or [`Outcome::Received`] where the other side is gone.
    Await(Side),
    /// The same without being met: it waits for somebody who waits here. For one of several
    /// operations, where something else is done if nobody does.
    Try(Side),
    /// Wait nowhere any more. Not possible once somebody has met this thread.
    Withdraw,
    /// Hand over a message that was not ready when this thread was met.
    Deliver(ThreadId),
    /// Wait for such a message from the thread that was met.
    Collect(ThreadId),
    /// One sender more.
    AddSender,
    /// One sender fewer; after the last, receivers find the rendezvous closed.
    DropSender,
    /// One receiver more.
    AddReceiver,
    /// One receiver fewer; after the last, senders find the rendezvous closed.
    DropReceiver,
}

impl Action {
    /// Whether a value that comes of it is an atomic's.
    pub(crate) fn is_on_an_atomic(self) -> bool {
        matches!(
            self,
            Action::Load(_)
                | Action::Store(..)
                | Action::Modify(..)
                | Action::CompareExchange { .. }
        )
    }
}

/// What a thread is about to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Op {
    /// The object concerned.
    pub object: ObjectId,
    /// What is done to it.
    pub action: Action,
    /// What is done to a second object in the same step.
    pub also: Option<(ObjectId, Action)>,
    /// Whether it gives up when the thread's timer (see [`Action::SetTimer`]) ends.
    pub timed: bool,
}

impl Op {
    /// One action on one object, without a deadline.
    #[must_use]
    pub fn new(object: ObjectId, action: Action) -> Self {
        Self {
            object,
            action,
            also: None,
            timed: false,
        }
    }

    /// Whether it concerns one object at most, and has no deadline.
    #[inline]
    pub(crate) fn is_plain(&self) -> bool {
        !self.timed && self.also.is_none()
    }

    /// Together with a second action, in one indivisible step.
    #[must_use]
    pub fn and(mut self, object: ObjectId, action: Action) -> Self {
        self.also = Some((object, action));
        self
    }

    /// The same without a deadline.
    #[inline]
    pub(crate) fn patient(&self) -> Self {
        Self {
            timed: false,
            ..*self
        }
    }

    /// Giving up when the thread's timer ends.
    #[must_use]
    pub fn timed(mut self) -> Self {
        self.timed = true;
        self
    }
}

/// What came of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was done, and there is nothing to tell.
    Done,
    /// The deadline came first.
    TimedOut,
    /// The value read.
    Value(u64),
    /// The value found by a compare-and-exchange, and whether it was exchanged.
    Exchanged {
        /// The value found.
        found: u64,
        /// Whether it was the expected one, and so replaced.
        success: bool,
    },
    /// Whether a lock was taken, an initialisation complete, a thread finished; yes or no.
    Taken(bool),
    /// How an initialisation stands.
    Begun(Begun),
    /// Whether this thread is the last to arrive, so the leader.
    Arrived {
        /// The last to arrive leads.
        leader: bool,
    },
    /// What became of a message.
    Sent(Sent),
    /// What a receiver got.
    Received(Received),
    /// The thread that was met at a rendezvous.
    Met(ThreadId),
    /// Nanoseconds since the execution began, in virtual time.
    Time(u64),
    /// What was waited for has happened.
    Happened,
}

/// How an initialisation stands for a thread that asked to do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// This thread does it, and must say when it is complete.
    First,
    /// As `First`, after an earlier one panicked.
    Poisoned,
    /// It has been done.
    Complete,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It is in the channel (at a rendezvous: offered, or taken).
    Done,
    /// There was no room.
    Full,
    /// The receiver is gone. At a rendezvous after an offer: so the message stayed.
    Closed,
}

/// What a receiver got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// The oldest message, which the program now takes out of its queue.
    Message,
    /// There is none yet.
    Empty,
    /// There is none, and every sender is gone.
    Closed,
}
