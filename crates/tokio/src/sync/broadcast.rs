//! A channel of which every receiver gets every message.

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::sync::Arc;

use interleave::awaiting;
use interleave::shadow;
use real::sync::broadcast as real_broadcast;

use super::shared::Shared;

pub use real_broadcast::error;

use error::{RecvError, SendError, TryRecvError};

/// Sends to all receivers.
pub struct Sender<T> {
    shared: Arc<Shared>,
    real: real_broadcast::Sender<T>,
}

/// Gets every message sent since it was made, but the oldest if it is too slow.
pub struct Receiver<T> {
    shared: Arc<Shared>,
    real: real_broadcast::Receiver<T>,
}

/// A channel that keeps so many messages for slow receivers.
///
/// # Panics
/// If that is none, or more than there can be.
#[track_caller]
#[must_use]
pub fn channel<T: Clone>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = real_broadcast::channel(capacity);
    let shared = Arc::new(Shared::new());
    (
        Sender {
            shared: Arc::clone(&shared),
            real: sender,
        },
        Receiver {
            shared,
            real: receiver,
        },
    )
}

impl<T: Clone> Sender<T> {
    /// A channel without a receiver yet.
    ///
    /// # Panics
    /// As [`channel`].
    #[track_caller]
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        Self {
            shared: Arc::new(Shared::new()),
            real: real_broadcast::Sender::new(capacity),
        }
    }
}

impl<T> Sender<T> {
    /// Sends to all receivers; gives how many there are.
    ///
    /// # Errors
    /// The message, if there is none.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<usize, SendError<T>> {
        self.shared.touch(Location::caller());
        self.real.send(message)
    }

    /// A receiver of what is sent from now on.
    #[track_caller]
    #[must_use]
    pub fn subscribe(&self) -> Receiver<T> {
        self.shared.touch(Location::caller());
        Receiver {
            shared: Arc::clone(&self.shared),
            real: self.real.subscribe(),
        }
    }

    /// How many messages some receiver has not got yet.
    #[track_caller]
    #[must_use]
    pub fn len(&self) -> usize {
        self.shared.look(Location::caller());
        self.real.len()
    }

    /// Whether every receiver has got every message.
    #[track_caller]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.shared.look(Location::caller());
        self.real.is_empty()
    }

    /// How many receivers there are.
    #[track_caller]
    #[must_use]
    pub fn receiver_count(&self) -> usize {
        self.shared.look(Location::caller());
        self.real.receiver_count()
    }

    /// Whether both send to the same receivers.
    #[must_use]
    pub fn same_channel(&self, other: &Self) -> bool {
        self.real.same_channel(&other.real)
    }

    /// Waits until no receiver is left.
    #[track_caller]
    pub fn closed(&self) -> impl Future<Output = ()> {
        let site = Location::caller();
        async move { self.shared.poll(site, self.real.closed()).await }
    }
}

impl<T: Clone> Receiver<T> {
    /// The next message; waits for it.
    ///
    /// # Errors
    /// If no sender is left, or messages were lost because this one was too slow.
    #[track_caller]
    pub fn recv(&mut self) -> impl Future<Output = Result<T, RecvError>> {
        let site = Location::caller();
        async move { self.shared.poll(site, self.real.recv()).await }
    }

    /// The next message, if there is one.
    ///
    /// # Errors
    /// If there is none, or messages were lost.
    #[track_caller]
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        self.shared.touch(Location::caller());
        self.real.try_recv()
    }

    /// The next message; waits for it on this thread.
    ///
    /// # Errors
    /// If no sender is left, or messages were lost.
    #[track_caller]
    pub fn blocking_recv(&mut self) -> Result<T, RecvError> {
        if shadow::active() {
            return self.shared.block_on(self.real.recv());
        }
        self.real.blocking_recv()
    }
}

impl<T> Receiver<T> {
    /// How many messages it has not got yet.
    #[track_caller]
    #[must_use]
    pub fn len(&self) -> usize {
        self.shared.look(Location::caller());
        self.real.len()
    }

    /// Whether it has got every message.
    #[track_caller]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.shared.look(Location::caller());
        self.real.is_empty()
    }

    /// Whether no sender is left.
    #[track_caller]
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.shared.look(Location::caller());
        self.real.is_closed()
    }

    /// Whether both are of the same channel.
    #[must_use]
    pub fn same_channel(&self, other: &Self) -> bool {
        self.real.same_channel(&other.real)
    }
}

impl<T: Clone> Receiver<T> {
    /// Another one, of what is sent from now on.
    #[track_caller]
    #[must_use]
    pub fn resubscribe(&self) -> Self {
        self.shared.touch(Location::caller());
        Self {
            shared: Arc::clone(&self.shared),
            real: self.real.resubscribe(),
        }
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            real: self.real.clone(),
        }
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.shared.touch(awaiting::here());
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.shared.touch(awaiting::here());
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("broadcast::Sender").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("broadcast::Receiver")
            .finish_non_exhaustive()
    }
}
