//! [`JoinHandle`]: what waits for a thread that borrows nothing.

use ::std::fmt;

use super::Result;
use super::current::Thread;
use super::launch::Launched;

/// Owns the permission to join a thread; dropped, the thread goes on alone.
pub struct JoinHandle<T>(Launched<T>);

// SAFETY: the handle gives access to the result alone, and a thread is only started if
// its result may be sent.
unsafe impl<T> Send for JoinHandle<T> {}
// SAFETY: a shared handle gives no access to the result.
unsafe impl<T> Sync for JoinHandle<T> {}

impl<T> JoinHandle<T> {
    pub(super) fn new(launched: Launched<T>) -> Self {
        Self(launched)
    }

    /// The thread that this handle is for.
    #[must_use]
    pub fn thread(&self) -> &Thread {
        self.0.thread()
    }

    /// Waits until the thread has ended and gives its result.
    ///
    /// # Errors
    /// The payload, if the thread panicked.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        self.0.join()
    }

    /// Whether the thread has ended its work.
    #[track_caller]
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.0.is_finished()
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle").finish_non_exhaustive()
    }
}
