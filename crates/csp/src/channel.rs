//! Channels: one process sends, one process receives.
//!
//! A **rendezvous** is a message and its acknowledgement. The sender hands the message in
//! and waits until the receiver says that it has been taken; so both are known to be at
//! the same point of the program, and nothing is ever stored. A **buffered** channel is
//! the same with some acknowledgements given in advance: the sender can be ahead by so
//! many messages.
//!
//! Each way is a queue of `std::sync::mpsc`, which wakes whoever waits for it, and whose
//! end is known to the other side when it is dropped. There is no lock and no loop here
//! that waits. An [`Input`] is not shared and not cloned: as in Hoare's paper, a message is
//! from one process for one process.

use std::cell::Cell;
use std::iter;
use std::sync::mpsc::{self, Receiver, Sender};

use crate::alt::Guard;
use crate::bell::Bell;

/// The process at the other end has ended, or has dropped its end of the channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended;

/// A channel without a buffer: `send` returns when the message has been received.
pub fn channel<T>() -> (Output<T>, Input<T>) {
    connect(0, None)
}

/// A channel that takes `capacity` messages without a receiver, and then makes the sender
/// wait. With a capacity of 0 it is [`channel`].
pub fn buffered<T>(capacity: usize) -> (Output<T>, Input<T>) {
    connect(capacity, None)
}

/// A channel that rings `bell`, if there is one, for each message and at its end.
pub(crate) fn connect<T>(capacity: usize, bell: Option<Bell>) -> (Output<T>, Input<T>) {
    let (message, messages) = mpsc::channel();
    let (taken, acknowledgements) = mpsc::channel();
    for _ in 0..capacity {
        taken.send(()).expect("the receiver is in this function");
    }
    let number = bell.as_ref().map(|bell| bell.number);
    let received = Cell::new(0);
    (
        Output {
            message,
            acknowledgements,
            bell,
        },
        Input {
            messages,
            taken,
            number,
            received,
        },
    )
}

/// The end of a channel that a process sends to. To drop it is to close the channel.
pub struct Output<T> {
    message: Sender<T>,
    acknowledgements: Receiver<()>,
    bell: Option<Bell>,
}

impl<T> Output<T> {
    /// Hoare's `receiver!value`: waits until the message has been received, or is in the
    /// buffer.
    ///
    /// # Errors
    /// If the receiver has ended. The message is dropped.
    #[track_caller]
    pub fn send(&self, value: T) -> Result<(), Ended> {
        self.message.send(value).map_err(|_| Ended)?;
        if let Some(bell) = &self.bell {
            bell.offer();
        }
        self.acknowledgements.recv().map_err(|_| Ended)
    }
}

/// The end of a channel that a process receives from. Whoever sends after it is dropped,
/// or waits in `send` then, is told so.
pub struct Input<T> {
    messages: Receiver<T>,
    taken: Sender<()>,
    /// Which of the inputs it is between which its process chooses.
    number: Option<usize>,
    received: Cell<usize>,
}

impl<T> Input<T> {
    /// Hoare's `sender?value`: waits for the next message.
    ///
    /// # Errors
    /// If the sender has ended, and all that it had sent has been received.
    #[track_caller]
    pub fn receive(&self) -> Result<T, Ended> {
        let value = self.messages.recv().map_err(|_| Ended)?;
        self.received.set(self.received.get() + 1);
        // If the sender has ended meanwhile (it had a buffer), nobody needs to know.
        let _ = self.taken.send(());
        Ok(value)
    }

    /// Messages until the sender has ended: Hoare's `*[sender?value → …]`.
    pub fn iter(&self) -> impl Iterator<Item = T> {
        iter::from_fn(|| self.receive().ok())
    }

    /// This input as a guard of [`Alt::select`](crate::Alt::select), without a condition.
    ///
    /// # Panics
    /// If the channel was not made by [`Alt::channel`](crate::Alt::channel) or
    /// [`Alt::buffered`](crate::Alt::buffered).
    pub fn ready(&self) -> Guard {
        let number = self.number.expect("a channel that an `Alt` has made");
        Guard::input(number, self.received.get())
    }
}
