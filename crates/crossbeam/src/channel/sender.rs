//! The sending end.

use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Arc;
use std::time::Duration;

use interleave::shadow;
use judged::time::Instant;

use super::flavor::{Flavor, NotSent};
use super::{SendError, SendTimeoutError, TrySendError};

/// The sending end of a channel. There may be many.
pub struct Sender<T>(End<T>);

enum End<T> {
    Real(real::channel::Sender<T>),
    Explored(Arc<Flavor<T>>),
}

impl<T> Sender<T> {
    pub(super) fn real(sender: real::channel::Sender<T>) -> Self {
        Self(End::Real(sender))
    }

    pub(super) fn explored(flavor: Arc<Flavor<T>>) -> Self {
        Self(End::Explored(flavor))
    }

    /// The real end, or the explored one.
    #[track_caller]
    pub(super) fn ends(&self) -> Result<&real::channel::Sender<T>, &Arc<Flavor<T>>> {
        match &self.0 {
            End::Real(_) if shadow::active() => super::refuse(),
            End::Real(sender) => Ok(sender),
            End::Explored(flavor) => Err(flavor),
        }
    }

    /// Puts a message in if there is room, or, without room at all, if a receiver waits.
    ///
    /// # Errors
    /// The message, with the reason.
    #[track_caller]
    pub fn try_send(&self, msg: T) -> Result<(), TrySendError<T>> {
        match self.ends() {
            Ok(real) => real.try_send(msg),
            Err(flavor) => flavor.try_send(msg).map_err(|reason| match reason {
                NotSent::Yet(message) => TrySendError::Full(message),
                NotSent::Closed(message) => TrySendError::Disconnected(message),
            }),
        }
    }

    /// Puts a message in; waits while the channel is full, or, without room at all, until
    /// the message is taken.
    ///
    /// # Errors
    /// The message, if all receivers are gone.
    #[track_caller]
    pub fn send(&self, msg: T) -> Result<(), SendError<T>> {
        match self.ends() {
            Ok(real) => real.send(msg),
            Err(flavor) => flavor.send(msg, None).map_err(|reason| match reason {
                NotSent::Yet(message) | NotSent::Closed(message) => SendError(message),
            }),
        }
    }

    /// As [`Sender::send`], for so long at most.
    ///
    /// # Errors
    /// The message, with the reason.
    #[track_caller]
    pub fn send_timeout(&self, msg: T, timeout: Duration) -> Result<(), SendTimeoutError<T>> {
        match self.ends() {
            Ok(real) => real.send_timeout(msg, timeout),
            Err(flavor) => flavor.send(msg, Some(timeout)).map_err(in_time),
        }
    }

    /// As [`Sender::send`], until this moment at most.
    ///
    /// # Errors
    /// The message, with the reason.
    #[track_caller]
    pub fn send_deadline(&self, msg: T, deadline: Instant) -> Result<(), SendTimeoutError<T>> {
        let left = deadline.saturating_duration_since(Instant::now());
        self.send_timeout(msg, left)
    }

    /// Whether no message waits in the channel.
    #[track_caller]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether there is no room. A channel without room is always full.
    #[track_caller]
    #[must_use]
    pub fn is_full(&self) -> bool {
        match self.ends() {
            Ok(real) => real.is_full(),
            Err(flavor) => flavor.is_full(),
        }
    }

    /// How many messages wait in the channel.
    #[track_caller]
    #[must_use]
    pub fn len(&self) -> usize {
        match self.ends() {
            Ok(real) => real.len(),
            Err(flavor) => flavor.len(),
        }
    }

    /// For how many messages there is room; `None` if there is no bound.
    #[track_caller]
    #[must_use]
    pub fn capacity(&self) -> Option<usize> {
        match self.ends() {
            Ok(real) => real.capacity(),
            Err(flavor) => flavor.capacity(),
        }
    }

    /// Whether both belong to one channel.
    #[must_use]
    pub fn same_channel(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (End::Real(one), End::Real(other)) => one.same_channel(other),
            (End::Explored(one), End::Explored(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

fn in_time<T>(reason: NotSent<T>) -> SendTimeoutError<T> {
    match reason {
        NotSent::Yet(message) => SendTimeoutError::Timeout(message),
        NotSent::Closed(message) => SendTimeoutError::Disconnected(message),
    }
}

impl<T> Clone for Sender<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        Self(match &self.0 {
            End::Real(sender) => End::Real(sender.clone()),
            End::Explored(flavor) => {
                flavor.add_sender();
                End::Explored(flavor.clone())
            }
        })
    }
}

impl<T> Drop for Sender<T> {
    #[track_caller]
    fn drop(&mut self) {
        if let End::Explored(flavor) = &self.0 {
            flavor.drop_sender();
        }
    }
}

impl<T> UnwindSafe for Sender<T> {}
impl<T> RefUnwindSafe for Sender<T> {}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Sender { .. }")
    }
}
