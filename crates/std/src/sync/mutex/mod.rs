//! The mutex. To lock and to unlock are steps of the explored program.

mod guard;

use ::std::fmt;
use ::std::panic::{RefUnwindSafe, UnwindSafe};
use ::std::sync::{LockResult, TryLockError, TryLockResult};

use interleave::shadow::{self, Action, Kind, Object, Outcome};

pub use self::guard::MutexGuard;
use super::contents::Contents;
use super::poison::{Poison, split, try_split, unless_poisoned};

const NAME: &str = "std::sync::Mutex";

/// A value that one thread at a time can use.
pub struct Mutex<T: ?Sized> {
    object: Object,
    poison: Poison,
    /// The lock outside of an exploration.
    real: ::std::sync::Mutex<()>,
    contents: Contents<T>,
}

// SAFETY: the lock hands the contents from thread to thread, one at a time.
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}
impl<T: ?Sized> UnwindSafe for Mutex<T> {}
impl<T: ?Sized> RefUnwindSafe for Mutex<T> {}

impl<T> Mutex<T> {
    /// A new mutex around `value`, unlocked.
    #[inline]
    pub const fn new(value: T) -> Self {
        Self {
            object: Object::new(),
            poison: Poison::new(),
            real: ::std::sync::Mutex::new(()),
            contents: Contents::new(value),
        }
    }

    /// Takes the mutex apart.
    ///
    /// # Errors
    /// The value all the same, if a thread panicked while it had the lock.
    pub fn into_inner(self) -> LockResult<T> {
        let poisoned = self.poisoned_now();
        unless_poisoned(poisoned, self.contents.into_inner())
    }
}

impl<T: ?Sized> Mutex<T> {
    /// Waits until this thread has the lock.
    ///
    /// # Errors
    /// The guard all the same, if a thread panicked while it had the lock.
    #[track_caller]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        if shadow::active() {
            self.object.perform(|| self.begin_execution(), Action::Lock);
            self.entered()
        } else {
            let (real, poisoned) = split(self.real.lock());
            self.contents.end_explorations();
            unless_poisoned(poisoned, MutexGuard::outside(self, real))
        }
    }

    /// Takes the lock if it is free.
    ///
    /// # Errors
    /// `WouldBlock` if it isn't; the guard all the same, if a thread panicked while it
    /// had the lock.
    #[track_caller]
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        if shadow::active() {
            let kind = || self.begin_execution();
            match self.object.perform(kind, Action::TryLock) {
                Outcome::Taken(true) => Ok(self.entered()?),
                _ => Err(TryLockError::WouldBlock),
            }
        } else {
            let (real, poisoned) = try_split(self.real.try_lock())?;
            self.contents.end_explorations();
            Ok(unless_poisoned(poisoned, MutexGuard::outside(self, real))?)
        }
    }

    /// Whether a thread has panicked while it had the lock.
    #[track_caller]
    pub fn is_poisoned(&self) -> bool {
        let real = self.real.is_poisoned();
        if shadow::active() {
            self.poison.is_set(real)
        } else {
            real
        }
    }

    /// Forgets that a thread has panicked.
    #[track_caller]
    pub fn clear_poison(&self) {
        if shadow::active() {
            self.poison.clear(self.real.is_poisoned());
        } else {
            self.real.clear_poison();
        }
    }

    /// The value, for whoever has the mutex to itself.
    ///
    /// # Errors
    /// The value all the same, if a thread panicked while it had the lock.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let poisoned = self.poisoned_now();
        unless_poisoned(poisoned, self.contents.get_mut())
    }

    fn poisoned_now(&self) -> bool {
        let real = self.real.is_poisoned();
        if shadow::active() {
            self.poison.now(real)
        } else {
            real
        }
    }

    fn begin_execution(&self) -> Kind {
        let in_use = matches!(self.real.try_lock(), Err(TryLockError::WouldBlock));
        self.contents.begin_execution(in_use);
        self.poison.begin_execution(self.real.is_poisoned());
        Kind::Lock
    }

    /// The explorer has given the lock to this thread.
    #[track_caller]
    fn entered(&self) -> LockResult<MutexGuard<'_, T>> {
        self.contents.hold(NAME);
        let guard = MutexGuard::inside(self);
        let poisoned = self.poison.is_set_for_holder(self.real.is_poisoned());
        unless_poisoned(poisoned, guard)
    }
}

impl<T> From<T> for Mutex<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: Default> Default for Mutex<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Mutex");
        match self.try_lock() {
            Ok(guard) => out.field("data", &&*guard),
            Err(TryLockError::Poisoned(error)) => out.field("data", &&**error.get_ref()),
            Err(TryLockError::WouldBlock) => out.field("data", &"<locked>"),
        };
        out.field("poisoned", &self.is_poisoned());
        out.finish_non_exhaustive()
    }
}
