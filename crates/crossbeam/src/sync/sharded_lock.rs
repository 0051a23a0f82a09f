//! [`ShardedLock`]: a reader-writer lock. Its shards make reading faster, and no other
//! difference: it is explored as the learner's `RwLock`.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::{LockResult, PoisonError, TryLockError, TryLockResult};

use judged::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

/// A lock that many readers can share.
pub struct ShardedLock<T: ?Sized>(RwLock<T>);

/// Shares the lock until it is dropped.
#[must_use = "the lock is given up at once if the guard is not kept"]
pub struct ShardedLockReadGuard<'a, T: ?Sized>(RwLockReadGuard<'a, T>);

/// Has the lock for itself until it is dropped.
#[must_use = "the lock is given up at once if the guard is not kept"]
pub struct ShardedLockWriteGuard<'a, T: ?Sized>(RwLockWriteGuard<'a, T>);

impl<T> ShardedLock<T> {
    /// A lock around `value`.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(RwLock::new(value))
    }

    /// What is inside.
    ///
    /// # Errors
    /// If a writer has panicked.
    pub fn into_inner(self) -> LockResult<T> {
        self.0.into_inner()
    }
}

fn with<A, B>(result: LockResult<A>, wrap: impl FnOnce(A) -> B) -> LockResult<B> {
    match result {
        Ok(guard) => Ok(wrap(guard)),
        Err(poisoned) => Err(PoisonError::new(wrap(poisoned.into_inner()))),
    }
}

fn try_with<A, B>(result: TryLockResult<A>, wrap: impl FnOnce(A) -> B) -> TryLockResult<B> {
    match result {
        Ok(guard) => Ok(wrap(guard)),
        Err(TryLockError::WouldBlock) => Err(TryLockError::WouldBlock),
        Err(TryLockError::Poisoned(poisoned)) => Err(TryLockError::Poisoned(PoisonError::new(
            wrap(poisoned.into_inner()),
        ))),
    }
}

impl<T: ?Sized> ShardedLock<T> {
    /// Whether a writer has panicked.
    #[track_caller]
    #[must_use]
    pub fn is_poisoned(&self) -> bool {
        self.0.is_poisoned()
    }

    /// What is inside, without locking.
    ///
    /// # Errors
    /// If a writer has panicked.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        self.0.get_mut()
    }

    /// Shares the lock if no writer has it.
    ///
    /// # Errors
    /// If one has, or if a writer has panicked.
    #[track_caller]
    pub fn try_read(&self) -> TryLockResult<ShardedLockReadGuard<'_, T>> {
        try_with(self.0.try_read(), ShardedLockReadGuard)
    }

    /// Shares the lock; waits while a writer has it.
    ///
    /// # Errors
    /// If a writer has panicked.
    #[track_caller]
    pub fn read(&self) -> LockResult<ShardedLockReadGuard<'_, T>> {
        with(self.0.read(), ShardedLockReadGuard)
    }

    /// Takes the lock if nobody has it.
    ///
    /// # Errors
    /// If somebody has, or if a writer has panicked.
    #[track_caller]
    pub fn try_write(&self) -> TryLockResult<ShardedLockWriteGuard<'_, T>> {
        try_with(self.0.try_write(), ShardedLockWriteGuard)
    }

    /// Takes the lock; waits while anybody has it.
    ///
    /// # Errors
    /// If a writer has panicked.
    #[track_caller]
    pub fn write(&self) -> LockResult<ShardedLockWriteGuard<'_, T>> {
        with(self.0.write(), ShardedLockWriteGuard)
    }
}

impl<T: ?Sized> UnwindSafe for ShardedLock<T> {}
impl<T: ?Sized> RefUnwindSafe for ShardedLock<T> {}

impl<T: Default> Default for ShardedLock<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for ShardedLock<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for ShardedLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ShardedLock").field(&&self.0).finish()
    }
}

impl<T: ?Sized> Deref for ShardedLockReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: ?Sized> Deref for ShardedLockWriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: ?Sized> DerefMut for ShardedLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

macro_rules! shown {
    ($($guard:ident)*) => {$(
        impl<T: ?Sized + fmt::Debug> fmt::Debug for $guard<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($guard)).field("lock", &&**self).finish()
            }
        }

        impl<T: ?Sized + fmt::Display> fmt::Display for $guard<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(f)
            }
        }
    )*};
}

shown!(ShardedLockReadGuard ShardedLockWriteGuard);
