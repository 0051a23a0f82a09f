//! A channel without a bound.

use std::fmt;
use std::future::{self, Future};
use std::panic::Location;
use std::sync::Arc;
use std::task::{Context, Poll};

use interleave::awaiting;
use interleave::shadow::{self, Action, Outcome, Received, Sent};
use real::sync::mpsc as real_mpsc;

use super::chan::Chan;
use super::error::{SendError, TryRecvError};
use super::receiving::Receiving;
use crate::driving::{Leaf, What};

/// A channel without a bound.
#[must_use]
pub fn unbounded_channel<T>() -> (UnboundedSender<T>, UnboundedReceiver<T>) {
    let (sender, receiver) = real_mpsc::unbounded_channel();
    let chan = Arc::new(Chan::new(None));
    let receiving = Receiving::new(Arc::clone(&chan));
    (
        UnboundedSender { chan, real: sender },
        UnboundedReceiver {
            receiving,
            real: receiver,
        },
    )
}

/// The sending end of a channel without a bound.
pub struct UnboundedSender<T> {
    chan: Arc<Chan>,
    real: real_mpsc::UnboundedSender<T>,
}

/// The receiving end of a channel without a bound.
pub struct UnboundedReceiver<T> {
    receiving: Receiving,
    real: real_mpsc::UnboundedReceiver<T>,
}

impl<T> UnboundedSender<T> {
    /// Sends a message.
    ///
    /// # Errors
    /// The message, if the receiver is gone.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        match self.chan.perform(Action::TrySend, Location::caller()) {
            Some(Outcome::Sent(Sent::Closed)) => Err(SendError(message)),
            _ => self.real.send(message),
        }
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

impl<T> Clone for UnboundedSender<T> {
    fn clone(&self) -> Self {
        self.chan.perform(Action::AddSender, awaiting::here());
        Self {
            chan: Arc::clone(&self.chan),
            real: self.real.clone(),
        }
    }
}

impl<T> Drop for UnboundedSender<T> {
    fn drop(&mut self) {
        self.chan.perform(Action::DropSender, awaiting::here());
    }
}

impl<T> fmt::Debug for UnboundedSender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnboundedSender").finish_non_exhaustive()
    }
}

impl<T> UnboundedReceiver<T> {
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

impl<T> fmt::Debug for UnboundedReceiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnboundedReceiver").finish_non_exhaustive()
    }
}
