//! The guard of a mutex: who has it has the lock, and gives it up by dropping it.

use ::std::fmt;
use ::std::mem;
use ::std::ops::{Deref, DerefMut};
use ::std::sync::LockResult;

use interleave::shadow::{self, Action};

use super::Mutex;
use crate::sync::poison::{split, unless_poisoned};

type RealGuard<'a> = ::std::sync::MutexGuard<'a, ()>;

/// Access to what a mutex guards, until it is dropped.
#[must_use = "the mutex is unlocked again when the guard is dropped"]
#[clippy::has_significant_drop]
pub struct MutexGuard<'a, T: ?Sized + 'a> {
    mutex: &'a Mutex<T>,
    held: Held<'a>,
}

/// How this guard has the lock. A real guard never changes threads, so this can't
/// either, and no guard is `Send`.
enum Held<'a> {
    /// By the real lock.
    Outside(RealGuard<'a>),
    /// By the explorer; `panicking` says whether the thread was so when it locked.
    Inside { panicking: bool },
    /// No longer: the thread waits for a condition variable.
    Not,
}

// SAFETY: a shared guard gives shared access to the value only.
unsafe impl<T: ?Sized + Sync> Sync for MutexGuard<'_, T> {}

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    pub(super) fn outside(mutex: &'a Mutex<T>, real: RealGuard<'a>) -> Self {
        let held = Held::Outside(real);
        Self { mutex, held }
    }

    pub(super) fn inside(mutex: &'a Mutex<T>) -> Self {
        let panicking = shadow::panicking();
        let held = Held::Inside { panicking };
        Self { mutex, held }
    }

    /// Gives up the real lock while `wait` runs, which has it again afterwards.
    pub(in crate::sync) fn wait_outside<R>(
        mut self,
        wait: impl FnOnce(RealGuard<'a>) -> LockResult<(RealGuard<'a>, R)>,
    ) -> LockResult<(Self, R)> {
        let Held::Outside(real) = mem::replace(&mut self.held, Held::Not) else {
            panic!("a lock that was taken in an exploration can't wait outside of it");
        };
        let ((real, result), poisoned) = split(wait(real));
        self.held = Held::Outside(real);
        unless_poisoned(poisoned, (self, result))
    }

    /// Gives up the lock of the explorer, to wait.
    #[track_caller]
    pub(in crate::sync) fn release(mut self) -> Released<'a, T> {
        let Held::Inside { panicking } = mem::replace(&mut self.held, Held::Not) else {
            shadow::refuse(
                "a std::sync::MutexGuard from outside of the exploration",
                "lock the mutex inside the explored closure",
            );
        };
        let mutex = self.mutex;
        mutex.contents.give_up();
        Released { mutex, panicking }
    }
}

/// A lock of the explorer that a thread gives up while it waits.
pub(in crate::sync) struct Released<'a, T: ?Sized> {
    mutex: &'a Mutex<T>,
    panicking: bool,
}

impl<'a, T: ?Sized> Released<'a, T> {
    /// The mutex, as the explorer knows it.
    pub fn object(&self) -> &shadow::Object {
        &self.mutex.object
    }

    /// The explorer has given it back.
    #[track_caller]
    pub fn regain(self) -> LockResult<MutexGuard<'a, T>> {
        let (mutex, panicking) = (self.mutex, self.panicking);
        mutex.contents.hold(super::NAME);
        let held = Held::Inside { panicking };
        let guard = MutexGuard { mutex, held };
        let poisoned = mutex.poison.is_set_for_holder(mutex.real.is_poisoned());
        unless_poisoned(poisoned, guard)
    }
}

impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    #[track_caller]
    fn drop(&mut self) {
        let Held::Inside { panicking } = self.held else {
            return;
        };
        let mutex = self.mutex;
        if shadow::active() {
            if !panicking && shadow::panicking() {
                mutex.poison.set(mutex.real.is_poisoned());
            }
            let kind = || mutex.begin_execution();
            mutex.object.perform(kind, Action::Unlock);
        }
        mutex.contents.give_up();
    }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: a guard that can be used has the lock.
        unsafe { self.mutex.contents.get() }
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: a guard that can be used has the lock alone, and is borrowed alone.
        unsafe { self.mutex.contents.get_alone() }
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}
