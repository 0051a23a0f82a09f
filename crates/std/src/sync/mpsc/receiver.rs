//! The receiving end.

use ::std::cell::Cell;
use ::std::fmt;
use ::std::marker::PhantomData;
use ::std::panic::{RefUnwindSafe, UnwindSafe};
use ::std::sync::Arc;
use ::std::sync::mpsc::{RecvError, RecvTimeoutError, TryRecvError};
use ::std::time::Duration;

use interleave::shadow;

use super::iter::{IntoIter, Iter, TryIter};
use super::queue::{Nothing, Queue};

/// The receiving end of a channel, for one thread.
pub struct Receiver<T> {
    end: End<T>,
    /// As the real one, it can't be shared.
    _not_shared: PhantomData<Cell<()>>,
}

enum End<T> {
    Real(::std::sync::mpsc::Receiver<T>),
    Explored(Arc<Queue<T>>),
}

impl<T> Receiver<T> {
    pub(super) fn real(real: ::std::sync::mpsc::Receiver<T>) -> Self {
        Self::new(End::Real(real))
    }

    pub(super) fn explored(queue: Arc<Queue<T>>) -> Self {
        Self::new(End::Explored(queue))
    }

    fn new(end: End<T>) -> Self {
        Self {
            end,
            _not_shared: PhantomData,
        }
    }

    /// Takes the oldest message; waits for one.
    ///
    /// # Errors
    /// If there is none and all senders are gone.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        match &self.end {
            End::Real(real) => allowed(real).recv(),
            End::Explored(queue) => Ok(queue.receive(None).map_err(|_| RecvError)?),
        }
    }

    /// Takes the oldest message if there is one.
    ///
    /// # Errors
    /// If there is none yet, or there is none and all senders are gone.
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        match &self.end {
            End::Real(real) => allowed(real).try_recv(),
            End::Explored(queue) => queue.try_receive().map_err(|nothing| match nothing {
                Nothing::Yet => TryRecvError::Empty,
                Nothing::Closed => TryRecvError::Disconnected,
            }),
        }
    }

    /// Takes the oldest message; waits for one, for so long at most.
    ///
    /// # Errors
    /// If none came in time, or there is none and all senders are gone.
    #[track_caller]
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
        match &self.end {
            End::Real(real) => allowed(real).recv_timeout(timeout),
            End::Explored(queue) => queue
                .receive(Some(timeout))
                .map_err(|nothing| match nothing {
                    Nothing::Yet => RecvTimeoutError::Timeout,
                    Nothing::Closed => RecvTimeoutError::Disconnected,
                }),
        }
    }

    /// Takes messages, waiting for each, until all senders are gone.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { rx: self }
    }

    /// Takes the messages that are there, without waiting.
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter { rx: self }
    }
}

/// The real end, where one may be used.
#[track_caller]
fn allowed<T>(real: &::std::sync::mpsc::Receiver<T>) -> &::std::sync::mpsc::Receiver<T> {
    if shadow::active() {
        super::refuse();
    }
    real
}

impl<T> Drop for Receiver<T> {
    #[track_caller]
    fn drop(&mut self) {
        if let End::Explored(queue) = &self.end {
            queue.drop_receiver();
        }
    }
}

impl<T> UnwindSafe for Receiver<T> {}
impl<T> RefUnwindSafe for Receiver<T> {}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").finish_non_exhaustive()
    }
}

impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        IntoIter { rx: self }
    }
}
