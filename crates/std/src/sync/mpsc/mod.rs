//! Channels with many senders and one receiver. To send, to receive, to clone a sender
//! and to drop an end are steps of the explored program.
//!
//! A channel belongs to where it is made: in the explored closure it is a queue whose
//! two ends the explorer schedules, elsewhere a real channel. A real one used in an
//! exploration is refused, as its messages would outlive the execution.

mod iter;
mod queue;
mod receiver;
mod sender;

pub use ::std::sync::mpsc::{RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};

use ::std::sync::Arc;

use interleave::shadow;

pub use self::iter::{IntoIter, Iter, TryIter};
use self::queue::Queue;
pub use self::receiver::Receiver;
pub use self::sender::{Sender, SyncSender};

/// A channel without a bound: sending never waits.
#[must_use]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    if shadow::active() {
        let queue = Arc::new(Queue::new(None));
        (Sender::explored(queue.clone()), Receiver::explored(queue))
    } else {
        let (sender, receiver) = ::std::sync::mpsc::channel();
        (Sender::real(sender), Receiver::real(receiver))
    }
}

/// A channel for `bound` messages: sending waits while it is full. With a bound of 0
/// sending waits until the message is taken.
#[must_use]
pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>) {
    if shadow::active() {
        let queue = Arc::new(Queue::new(Some(bound)));
        (
            SyncSender::explored(queue.clone()),
            Receiver::explored(queue),
        )
    } else {
        let (sender, receiver) = ::std::sync::mpsc::sync_channel(bound);
        (SyncSender::real(sender), Receiver::real(receiver))
    }
}

/// A real channel's end is used in an exploration.
#[track_caller]
fn refuse() -> ! {
    shadow::refuse(
        "a std::sync::mpsc channel that outlives an execution",
        "make it inside the explored closure",
    )
}
