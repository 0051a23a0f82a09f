//! Channels: each message is received by one of many receivers.
//!
//! The explorer counts messages and decides who goes on; the messages themselves wait
//! here, in the same order. A channel made in an exploration belongs to it.

mod flavor;
mod iter;
mod macros;
mod meeting;
mod queue;
mod receiver;
mod select;
mod selected;
mod sender;
mod timer;

use std::sync::Arc;
use std::time::Duration;

use interleave::shadow;
use judged::time::Instant;

pub use self::iter::{IntoIter, Iter, TryIter};
pub use self::receiver::Receiver;
pub use self::select::Select;
pub use self::selected::SelectedOperation;
pub use self::sender::Sender;
pub use crate::{select, select_biased};
pub use real::channel::{
    ReadyTimeoutError, RecvError, RecvTimeoutError, SelectTimeoutError, SendError,
    SendTimeoutError, TryReadyError, TryRecvError, TrySelectError, TrySendError,
};

use self::flavor::Flavor;
pub(crate) use self::flavor::{NotReceived, NotSent};
use self::meeting::Meeting;
pub(crate) use self::queue::Queue;
use self::timer::Timer;

/// A channel without a bound: sending never waits.
#[must_use]
pub fn unbounded<T>() -> (Sender<T>, Receiver<T>) {
    if shadow::active() {
        return pair(Flavor::Queue(Queue::new(None)));
    }
    let (sender, receiver) = real::channel::unbounded();
    (Sender::real(sender), Receiver::real(receiver))
}

/// A channel for `cap` messages: sending waits while it is full. With a `cap` of 0 sending
/// waits until the message is taken.
#[must_use]
pub fn bounded<T>(cap: usize) -> (Sender<T>, Receiver<T>) {
    if shadow::active() {
        return match cap {
            0 => pair(Flavor::Meeting(Meeting::new())),
            cap => {
                let cap = u32::try_from(cap).unwrap_or(u32::MAX);
                pair(Flavor::Queue(Queue::new(Some(cap))))
            }
        };
    }
    let (sender, receiver) = real::channel::bounded(cap);
    (Sender::real(sender), Receiver::real(receiver))
}

fn pair<T>(flavor: Flavor<T>) -> (Sender<T>, Receiver<T>) {
    let flavor = Arc::new(flavor);
    (Sender::explored(flavor.clone()), Receiver::explored(flavor))
}

/// A receiver to which one message comes, after `duration`.
#[must_use]
#[track_caller]
pub fn after(duration: Duration) -> Receiver<Instant> {
    let now = Instant::now();
    match now.checked_add(duration) {
        Some(when) if shadow::active() => timer(when, None),
        Some(_) => Receiver::real_timer(real::channel::after(duration)),
        None => never(),
    }
}

/// A receiver to which one message comes, at `when`.
#[must_use]
#[track_caller]
pub fn at(when: Instant) -> Receiver<Instant> {
    if shadow::active() {
        return timer(when, None);
    }
    match when.real() {
        Some(when) => Receiver::real_timer(real::channel::at(when)),
        None => never(),
    }
}

/// A receiver to which a message comes every `duration`. One that isn't received in time
/// delays the next.
#[must_use]
#[track_caller]
pub fn tick(duration: Duration) -> Receiver<Instant> {
    let now = Instant::now();
    match now.checked_add(duration) {
        Some(when) if shadow::active() => timer(when, Some(duration)),
        Some(_) => Receiver::real_timer(real::channel::tick(duration)),
        None => never(),
    }
}

fn timer(when: Instant, period: Option<Duration>) -> Receiver<Instant> {
    Receiver::explored(Arc::new(Flavor::Timer(Timer::new(when, period), |time| {
        time
    })))
}

/// A receiver to which no message ever comes, and which is never closed.
#[must_use]
pub fn never<T>() -> Receiver<T> {
    if shadow::active() {
        return Receiver::explored(Arc::new(Flavor::Never));
    }
    Receiver::real(real::channel::never())
}

/// A real channel's end is used in an exploration.
#[track_caller]
fn refuse() -> ! {
    shadow::refuse(
        "a crossbeam::channel that outlives an execution",
        "make it inside the explored closure",
    )
}
