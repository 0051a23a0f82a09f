//! The reader-writer lock. To lock and to unlock are steps of the explored program.
//!
//! A writer that waits holds up readers that come after it, in an exploration: std
//! promises neither that nor the opposite, and only this way a thread that reads while
//! it reads can deadlock, as it can on Linux.

mod read;
mod write;

use ::std::fmt;
use ::std::panic::{RefUnwindSafe, UnwindSafe};
use ::std::sync::{LockResult, TryLockError, TryLockResult};

use interleave::shadow::{self, Action, Kind, Object, Outcome};

pub use self::read::RwLockReadGuard;
pub use self::write::RwLockWriteGuard;
use super::contents::Contents;
use super::poison::{Poison, split, try_split, unless_poisoned};

const NAME: &str = "std::sync::RwLock";

/// A value that many threads can read at a time, or one can write.
pub struct RwLock<T: ?Sized> {
    object: Object,
    poison: Poison,
    /// The lock outside of an exploration.
    real: ::std::sync::RwLock<()>,
    contents: Contents<T>,
}

// SAFETY: readers have shared access from several threads, so `T` must be `Sync`; a
// writer has it alone, and may take the value to its own thread, so `T` must be `Send`.
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}
impl<T: ?Sized> UnwindSafe for RwLock<T> {}
impl<T: ?Sized> RefUnwindSafe for RwLock<T> {}

impl<T> RwLock<T> {
    /// A new lock around `value`, unlocked.
    #[inline]
    pub const fn new(value: T) -> Self {
        Self {
            object: Object::new(),
            poison: Poison::new(),
            real: ::std::sync::RwLock::new(()),
            contents: Contents::new(value),
        }
    }

    /// Takes the lock apart.
    ///
    /// # Errors
    /// The value all the same, if a thread panicked while it was writing.
    pub fn into_inner(self) -> LockResult<T> {
        let poisoned = self.poisoned_now();
        unless_poisoned(poisoned, self.contents.into_inner())
    }
}

impl<T: ?Sized> RwLock<T> {
    /// Waits until this thread may read.
    ///
    /// # Errors
    /// The guard all the same, if a thread panicked while it was writing.
    #[track_caller]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        if shadow::active() {
            self.object
                .perform(|| self.begin_execution(), Action::Share);
            self.entered_to_read()
        } else {
            self.end_explorations();
            let (real, poisoned) = split(self.real.read());
            unless_poisoned(poisoned, RwLockReadGuard::outside(self, real))
        }
    }

    /// Takes the lock to read, unless a writer has it or waits for it.
    ///
    /// # Errors
    /// `WouldBlock` if one does; the guard all the same, if a thread panicked while it
    /// was writing.
    #[track_caller]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        if shadow::active() {
            let kind = || self.begin_execution();
            match self.object.perform(kind, Action::TryShare) {
                Outcome::Taken(true) => Ok(self.entered_to_read()?),
                _ => Err(TryLockError::WouldBlock),
            }
        } else {
            self.end_explorations();
            let (real, poisoned) = try_split(self.real.try_read())?;
            Ok(unless_poisoned(
                poisoned,
                RwLockReadGuard::outside(self, real),
            )?)
        }
    }

    /// Waits until this thread has the lock for itself.
    ///
    /// # Errors
    /// The guard all the same, if a thread panicked while it was writing.
    #[track_caller]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        if shadow::active() {
            self.object
                .perform(|| self.begin_execution(), Action::Queue);
            self.object.perform(|| self.begin_execution(), Action::Lock);
            self.entered_to_write()
        } else {
            let (real, poisoned) = split(self.real.write());
            self.contents.end_explorations();
            unless_poisoned(poisoned, RwLockWriteGuard::outside(self, real))
        }
    }

    /// Takes the lock to write, unless somebody has it.
    ///
    /// # Errors
    /// `WouldBlock` if somebody does; the guard all the same, if a thread panicked
    /// while it was writing.
    #[track_caller]
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        if shadow::active() {
            let kind = || self.begin_execution();
            match self.object.perform(kind, Action::TryLock) {
                Outcome::Taken(true) => Ok(self.entered_to_write()?),
                _ => Err(TryLockError::WouldBlock),
            }
        } else {
            let (real, poisoned) = try_split(self.real.try_write())?;
            self.contents.end_explorations();
            Ok(unless_poisoned(
                poisoned,
                RwLockWriteGuard::outside(self, real),
            )?)
        }
    }

    /// Whether a thread has panicked while it was writing.
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

    /// The value, for whoever has the lock to itself.
    ///
    /// # Errors
    /// The value all the same, if a thread panicked while it was writing.
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
        let in_use = matches!(self.real.try_write(), Err(TryLockError::WouldBlock));
        self.contents.begin_execution(in_use);
        self.poison.begin_execution(self.real.is_poisoned());
        Kind::Lock
    }

    /// Outside of an exploration, before this thread shares the contents.
    fn end_explorations(&self) {
        if self.contents.was_explored() {
            let (_alone, _) = split(self.real.write());
            self.contents.end_explorations();
        }
    }

    #[track_caller]
    fn entered_to_read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        self.contents.share(NAME);
        let guard = RwLockReadGuard::inside(self);
        let poisoned = self.poison.is_set_for_holder(self.real.is_poisoned());
        unless_poisoned(poisoned, guard)
    }

    #[track_caller]
    fn entered_to_write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        self.contents.hold(NAME);
        let guard = RwLockWriteGuard::inside(self);
        let poisoned = self.poison.is_set_for_holder(self.real.is_poisoned());
        unless_poisoned(poisoned, guard)
    }
}

impl<T> From<T> for RwLock<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: Default> Default for RwLock<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("RwLock");
        match self.try_read() {
            Ok(guard) => out.field("data", &&*guard),
            Err(TryLockError::Poisoned(error)) => out.field("data", &&**error.get_ref()),
            Err(TryLockError::WouldBlock) => out.field("data", &format_args!("<locked>")),
        };
        out.field("poisoned", &self.is_poisoned());
        out.finish_non_exhaustive()
    }
}
