//! The sending ends.

use ::std::fmt;
use ::std::sync::Arc;
use ::std::sync::mpsc::{SendError, TrySendError};

use interleave::shadow::{self, Sent};

use super::queue::Queue;

/// A sending end, of whichever kind `S` the real one is.
enum End<T, S> {
    Real(S),
    Explored(Arc<Queue<T>>),
}

impl<T, S: Clone> Clone for End<T, S> {
    #[track_caller]
    fn clone(&self) -> Self {
        match self {
            End::Real(real) => End::Real(real.clone()),
            End::Explored(queue) => {
                queue.add_sender();
                End::Explored(queue.clone())
            }
        }
    }
}

impl<T, S> Drop for End<T, S> {
    #[track_caller]
    fn drop(&mut self) {
        if let End::Explored(queue) = self {
            queue.drop_sender();
        }
    }
}

impl<T, S> End<T, S> {
    /// The real end, where one may be used.
    #[track_caller]
    fn real(real: &S) -> &S {
        if shadow::active() {
            super::refuse();
        }
        real
    }
}

/// The sending end of a channel without a bound.
pub struct Sender<T>(End<T, ::std::sync::mpsc::Sender<T>>);

/// The sending end of a channel with a bound.
pub struct SyncSender<T>(End<T, ::std::sync::mpsc::SyncSender<T>>);

impl<T> Sender<T> {
    pub(super) fn real(real: ::std::sync::mpsc::Sender<T>) -> Self {
        Self(End::Real(real))
    }

    pub(super) fn explored(queue: Arc<Queue<T>>) -> Self {
        Self(End::Explored(queue))
    }

    /// Puts a message into the channel, without waiting.
    ///
    /// # Errors
    /// The message, if the receiver is gone.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        match &self.0 {
            End::Real(real) => End::<T, _>::real(real).send(message),
            End::Explored(queue) => Ok(queue.send(message).map_err(SendError)?),
        }
    }
}

impl<T> SyncSender<T> {
    pub(super) fn real(real: ::std::sync::mpsc::SyncSender<T>) -> Self {
        Self(End::Real(real))
    }

    pub(super) fn explored(queue: Arc<Queue<T>>) -> Self {
        Self(End::Explored(queue))
    }

    /// Puts a message into the channel; waits while it is full, with a bound of 0 until
    /// the message is taken.
    ///
    /// # Errors
    /// The message, if the receiver is gone.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        match &self.0 {
            End::Real(real) => End::<T, _>::real(real).send(message),
            End::Explored(queue) => Ok(queue.send(message).map_err(SendError)?),
        }
    }

    /// Puts a message into the channel if there is room; with a bound of 0, if the
    /// receiver is waiting for one.
    ///
    /// # Errors
    /// The message, with the reason.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        match &self.0 {
            End::Real(real) => End::<T, _>::real(real).try_send(message),
            End::Explored(queue) => match queue.try_send(message) {
                Ok(()) => Ok(()),
                Err((Sent::Closed, message)) => Err(TrySendError::Disconnected(message)),
                Err((_, message)) => Err(TrySendError::Full(message)),
            },
        }
    }
}

impl<T> Clone for Sender<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Clone for SyncSender<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for SyncSender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SyncSender").finish_non_exhaustive()
    }
}
