//! A channel with a bound: who sends more waits.

use std::fmt;
use std::future::{self, Future};
use std::panic::Location;
use std::sync::Arc;
use std::task::{Context, Poll};

use interleave::awaiting;
use interleave::shadow::{self, Action, Outcome, Received, Sent};
use real::sync::mpsc as real_mpsc;

use super::chan::Chan;
use super::error::{SendError, TryRecvError, TrySendError};
use super::receiving::Receiving;
use crate::driving::{Leaf, What};

/// A channel with room for so many messages.
///
/// # Panics
/// If that is none.
#[must_use]
#[track_caller]
pub fn channel<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = real_mpsc::channel(capacity);
    let chan = Arc::new(Chan::new(Some(capacity)));
    let receiving = Receiving::new(Arc::clone(&chan));
    (
        Sender { chan, real: sender },
        Receiver {
            receiving,
            real: receiver,
        },
    )
}

/// The sending end of a channel with a bound.
pub struct Sender<T> {
    chan: Arc<Chan>,
    real: real_mpsc::Sender<T>,
}

/// The receiving end of a channel with a bound.
pub struct Receiver<T> {
    receiving: Receiving,
    real: real_mpsc::Receiver<T>,
}

impl<T> Sender<T> {
    /// Sends a message; waits while there is no room.
    ///
    /// # Errors
    /// The message, if the receiver is gone.
    #[track_caller]
    pub fn send(&self, message: T) -> impl Future<Output = Result<(), SendError<T>>> + use<'_, T> {
        let site = Location::caller();
        let mut leaf = Leaf::new();
        async move {
            if !shadow::active() {
                return self.real.send(message).await;
            }
            let send = || What::Arm(self.chan.arm(Action::Send));
            match future::poll_fn(|cx| leaf.poll(cx, site, send)).await {
                Outcome::Sent(Sent::Done) => self.put(message),
                _ => Err(SendError(message)),
            }
        }
    }

    /// Sends a message if there is room.
    ///
    /// # Errors
    /// The message, if there is none, or the receiver is gone.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        match self.chan.perform(Action::TrySend, Location::caller()) {
            Some(Outcome::Sent(Sent::Closed)) => Err(TrySendError::Closed(message)),
            Some(Outcome::Sent(Sent::Full)) => Err(TrySendError::Full(message)),
            _ => self.real.try_send(message),
        }
    }

    /// Sends a message; waits on this thread while there is no room.
    ///
    /// # Errors
    /// The message, if the receiver is gone.
    #[track_caller]
    pub fn blocking_send(&self, message: T) -> Result<(), SendError<T>> {
        if !shadow::active() {
            return self.real.blocking_send(message);
        }
        super::super::may_block();
        match self.chan.perform(Action::Send, Location::caller()) {
            Some(Outcome::Sent(Sent::Done)) => self.put(message),
            _ => Err(SendError(message)),
        }
    }

    /// Puts a message where the explorer says that there is room.
    fn put(&self, message: T) -> Result<(), SendError<T>> {
        let put = self.real.try_send(message);
        put.map_err(|error| SendError(error.into_inner()))
    }

    /// How many messages there is room for at most.
    #[must_use]
    pub fn max_capacity(&self) -> usize {
        self.real.max_capacity()
    }

    /// Waits until the receiver is gone, or has closed the channel.
    #[track_caller]
    pub fn closed(&self) -> impl Future<Output = ()> + use<'_, T> {
        let site = Location::caller();
        let mut leaf = Leaf::new();
        async move {
            if !shadow::active() {
                return self.real.closed().await;
            }
            let closed = || What::Arm(self.chan.closed());
            future::poll_fn(|cx| leaf.poll(cx, site, closed)).await;
        }
    }

    /// Whether the receiver is gone, or has closed the channel.
    #[track_caller]
    #[must_use]
    pub fn is_closed(&self) -> bool {
        if shadow::active() {
            self.chan.is_closed(Location::caller())
        } else {
            self.real.is_closed()
        }
    }

    /// Whether both send to the same receiver.
    #[must_use]
    pub fn same_channel(&self, other: &Self) -> bool {
        self.real.same_channel(&other.real)
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        self.chan.perform(Action::AddSender, awaiting::here());
        Self {
            chan: Arc::clone(&self.chan),
            real: self.real.clone(),
        }
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.chan.perform(Action::DropSender, awaiting::here());
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").finish_non_exhaustive()
    }
}

impl<T> Receiver<T> {
    /// The next message; none if no sender is left.
    #[track_caller]
    pub fn recv(&mut self) -> impl Future<Output = Option<T>> + use<'_, T> {
        let site = Location::caller();
        let mut leaf = Leaf::new();
        async move {
            if !shadow::active() {
                return self.real.recv().await;
            }
            let received = future::poll_fn(|cx| self.receiving.poll_once(&mut leaf, cx, site));
            if received.await {
                self.real.try_recv().ok()
            } else {
                None
            }
        }
    }

    /// The next message, if there is one.
    ///
    /// # Errors
    /// If there is none yet, or no sender is left.
    #[track_caller]
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        if shadow::active() {
            match self.receiving.try_receive(Location::caller()) {
                Received::Message => {}
                Received::Empty => return Err(TryRecvError::Empty),
                Received::Closed => return Err(TryRecvError::Disconnected),
            }
        }
        self.real.try_recv()
    }

    /// The next message; waits on this thread.
    #[track_caller]
    pub fn blocking_recv(&mut self) -> Option<T> {
        if !shadow::active() {
            return self.real.blocking_recv();
        }
        super::super::may_block();
        let received = self.receiving.blocking(Location::caller());
        if received {
            self.real.try_recv().ok()
        } else {
            None
        }
    }

    /// Lets senders send no more; what they have sent can still be received.
    #[track_caller]
    pub fn close(&mut self) {
        self.receiving.close(Location::caller());
        self.real.close();
    }

    /// Polls for the next message.
    #[track_caller]
    pub fn poll_recv(&mut self, cx: &mut Context<'_>) -> Poll<Option<T>> {
        if !shadow::active() {
            return self.real.poll_recv(cx);
        }
        let polled = self.receiving.poll(cx, Location::caller());
        polled.map(|received| {
            if received {
                self.real.try_recv().ok()
            } else {
                None
            }
        })
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").finish_non_exhaustive()
    }
}
