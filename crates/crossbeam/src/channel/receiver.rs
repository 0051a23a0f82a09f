//! The receiving end.

use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Arc;
use std::time::Duration;

use interleave::shadow;
use judged::time::Instant;

use super::flavor::{Flavor, NotReceived};
use super::iter::{IntoIter, Iter, TryIter};
use super::timer::RealTimer;
use super::{RecvError, RecvTimeoutError, TryRecvError};

/// The receiving end of a channel. There may be many; each message goes to one of them.
pub struct Receiver<T>(End<T>);

enum End<T> {
    Real(real::channel::Receiver<T>),
    /// The function makes a message of a moment.
    RealTimer(RealTimer, fn(Instant) -> T),
    Explored(Arc<Flavor<T>>),
}

/// An end as it is to be used here.
pub(super) enum Used<'a, T> {
    Real(&'a real::channel::Receiver<T>),
    RealTimer(&'a RealTimer, fn(Instant) -> T),
    Explored(&'a Arc<Flavor<T>>),
}

impl Receiver<Instant> {
    pub(super) fn real_timer(timer: RealTimer) -> Self {
        Self(End::RealTimer(timer, |time| time))
    }
}

impl<T> Receiver<T> {
    pub(super) fn real(receiver: real::channel::Receiver<T>) -> Self {
        Self(End::Real(receiver))
    }

    pub(super) fn explored(flavor: Arc<Flavor<T>>) -> Self {
        Self(End::Explored(flavor))
    }

    #[track_caller]
    pub(super) fn ends(&self) -> Used<'_, T> {
        match &self.0 {
            End::Real(_) | End::RealTimer(..) if shadow::active() => super::refuse(),
            End::Real(receiver) => Used::Real(receiver),
            End::RealTimer(timer, make) => Used::RealTimer(timer, *make),
            End::Explored(flavor) => Used::Explored(flavor),
        }
    }

    /// Takes the oldest message if there is one.
    ///
    /// # Errors
    /// If there is none yet, or there is none and all senders are gone.
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        match self.ends() {
            Used::Real(real) => real.try_recv(),
            Used::RealTimer(timer, make) => {
                let time = timer.try_recv()?;
                Ok(make(Instant::from_real(time)))
            }
            Used::Explored(flavor) => flavor.try_receive().map_err(|reason| match reason {
                NotReceived::Yet => TryRecvError::Empty,
                NotReceived::Closed => TryRecvError::Disconnected,
            }),
        }
    }

    /// Takes the oldest message; waits for one.
    ///
    /// # Errors
    /// If there is none and all senders are gone.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        match self.ends() {
            Used::Real(real) => real.recv(),
            Used::RealTimer(timer, make) => {
                let time = timer.recv()?;
                Ok(make(Instant::from_real(time)))
            }
            Used::Explored(flavor) => flavor.receive(None).map_err(|_| RecvError),
        }
    }

    /// As [`Receiver::recv`], for so long at most.
    ///
    /// # Errors
    /// If none came in time, or there is none and all senders are gone.
    #[track_caller]
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
        match self.ends() {
            Used::Real(real) => real.recv_timeout(timeout),
            Used::RealTimer(timer, make) => {
                let time = timer.recv_timeout(timeout)?;
                Ok(make(Instant::from_real(time)))
            }
            Used::Explored(flavor) => {
                flavor
                    .receive(Some(timeout))
                    .map_err(|reason| match reason {
                        NotReceived::Yet => RecvTimeoutError::Timeout,
                        NotReceived::Closed => RecvTimeoutError::Disconnected,
                    })
            }
        }
    }

    /// As [`Receiver::recv`], until this moment at most.
    ///
    /// # Errors
    /// If none came in time, or there is none and all senders are gone.
    #[track_caller]
    pub fn recv_deadline(&self, deadline: Instant) -> Result<T, RecvTimeoutError> {
        let left = deadline.saturating_duration_since(Instant::now());
        self.recv_timeout(left)
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
            Used::Real(real) => real.is_full(),
            Used::RealTimer(timer, _) => timer.is_full(),
            Used::Explored(flavor) => flavor.is_full(),
        }
    }

    /// How many messages wait in the channel.
    #[track_caller]
    #[must_use]
    pub fn len(&self) -> usize {
        match self.ends() {
            Used::Real(real) => real.len(),
            Used::RealTimer(timer, _) => timer.len(),
            Used::Explored(flavor) => flavor.len(),
        }
    }

    /// For how many messages there is room; `None` if there is no bound.
    #[track_caller]
    #[must_use]
    pub fn capacity(&self) -> Option<usize> {
        match self.ends() {
            Used::Real(real) => real.capacity(),
            Used::RealTimer(timer, _) => timer.capacity(),
            Used::Explored(flavor) => flavor.capacity(),
        }
    }

    /// Takes messages, waiting for each, until all senders are gone.
    #[must_use]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter::new(self)
    }

    /// Takes the messages that are there, without waiting.
    #[must_use]
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter::new(self)
    }

    /// Whether both belong to one channel.
    #[must_use]
    pub fn same_channel(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (End::Real(one), End::Real(other)) => one.same_channel(other),
            (End::RealTimer(one, _), End::RealTimer(other, _)) => one.same_channel(other),
            (End::Explored(one), End::Explored(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl<T> Clone for Receiver<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        Self(match &self.0 {
            End::Real(receiver) => End::Real(receiver.clone()),
            End::RealTimer(timer, make) => End::RealTimer(timer.clone(), *make),
            End::Explored(flavor) => {
                flavor.add_receiver();
                End::Explored(flavor.clone())
            }
        })
    }
}

impl<T> Drop for Receiver<T> {
    #[track_caller]
    fn drop(&mut self) {
        if let End::Explored(flavor) = &self.0 {
            flavor.drop_receiver();
        }
    }
}

impl<T> UnwindSafe for Receiver<T> {}
impl<T> RefUnwindSafe for Receiver<T> {}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Receiver { .. }")
    }
}

impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        IntoIter::new(self)
    }
}
