//! The guard of a writer.

use ::std::fmt;
use ::std::ops::{Deref, DerefMut};

use interleave::shadow::{self, Action};

use super::{RwLock, RwLockReadGuard};

type RealGuard<'a> = ::std::sync::RwLockWriteGuard<'a, ()>;

/// Access to what a reader-writer lock guards, for one thread, until it is dropped.
#[must_use = "the lock is given up again when the guard is dropped"]
#[clippy::has_significant_drop]
pub struct RwLockWriteGuard<'a, T: ?Sized + 'a> {
    lock: &'a RwLock<T>,
    held: Held<'a>,
}

/// How this guard has the lock. A real guard never changes threads, so this can't
/// either, and no guard is `Send`.
enum Held<'a> {
    /// By the real lock.
    Outside(RealGuard<'a>),
    /// By the explorer; `panicking` says whether the thread was so when it locked.
    Inside { panicking: bool },
    /// No longer: it has become a reader's guard.
    Not,
}

// SAFETY: a shared guard gives shared access to the value only.
unsafe impl<T: ?Sized + Sync> Sync for RwLockWriteGuard<'_, T> {}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    pub(super) fn outside(lock: &'a RwLock<T>, real: RealGuard<'a>) -> Self {
        let held = Held::Outside(real);
        Self { lock, held }
    }

    pub(super) fn inside(lock: &'a RwLock<T>) -> Self {
        let panicking = shadow::panicking();
        let held = Held::Inside { panicking };
        Self { lock, held }
    }

    /// Becomes a reader, without letting another writer in between.
    #[track_caller]
    pub fn downgrade(mut guard: Self) -> RwLockReadGuard<'a, T> {
        let lock = guard.lock;
        if let Held::Outside(real) = ::std::mem::replace(&mut guard.held, Held::Not) {
            let real = ::std::sync::RwLockWriteGuard::downgrade(real);
            return RwLockReadGuard::outside(lock, real);
        }
        if shadow::active() {
            let kind = || lock.begin_execution();
            lock.object.perform(kind, Action::Downgrade);
        }
        lock.contents.share_what_was_held();
        RwLockReadGuard::inside(lock)
    }
}

impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> {
    #[track_caller]
    fn drop(&mut self) {
        let Held::Inside { panicking } = self.held else {
            return;
        };
        let lock = self.lock;
        if shadow::active() {
            if !panicking && shadow::panicking() {
                lock.poison.set(lock.real.is_poisoned());
            }
            let kind = || lock.begin_execution();
            lock.object.perform(kind, Action::Unlock);
        }
        lock.contents.give_up();
    }
}

impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: a guard that can be used has the lock.
        unsafe { self.lock.contents.get() }
    }
}

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: a guard that can be used has the lock alone, and is borrowed alone.
        unsafe { self.lock.contents.get_alone() }
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}
