//! The guard of a reader.

use ::std::fmt;
use ::std::marker::PhantomData;
use ::std::ops::Deref;

use interleave::shadow::{self, Action};

use super::RwLock;

type RealGuard<'a> = ::std::sync::RwLockReadGuard<'a, ()>;

/// Shared access to what a reader-writer lock guards, until it is dropped.
#[must_use = "the lock is given up again when the guard is dropped"]
#[clippy::has_significant_drop]
pub struct RwLockReadGuard<'a, T: ?Sized + 'a> {
    lock: &'a RwLock<T>,
    /// Outside of an exploration. A real guard never changes threads, so this can't
    /// either, and no guard is `Send`.
    real: Option<RealGuard<'a>>,
    /// It stands for a reference, which is safe to unwind past if `T` is.
    _reference: PhantomData<&'a T>,
}

// SAFETY: a shared guard gives shared access to the value only.
unsafe impl<T: ?Sized + Sync> Sync for RwLockReadGuard<'_, T> {}

impl<'a, T: ?Sized> RwLockReadGuard<'a, T> {
    pub(super) fn outside(lock: &'a RwLock<T>, real: RealGuard<'a>) -> Self {
        Self::new(lock, Some(real))
    }

    pub(super) fn inside(lock: &'a RwLock<T>) -> Self {
        Self::new(lock, None)
    }

    fn new(lock: &'a RwLock<T>, real: Option<RealGuard<'a>>) -> Self {
        Self {
            lock,
            real,
            _reference: PhantomData,
        }
    }
}

impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> {
    #[track_caller]
    fn drop(&mut self) {
        if self.real.is_some() {
            return;
        }
        let lock = self.lock;
        if shadow::active() {
            let kind = || lock.begin_execution();
            lock.object.perform(kind, Action::Unshare);
        }
        lock.contents.unshare();
    }
}

impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: a guard has the lock, together with other readers.
        unsafe { self.lock.contents.get() }
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}
