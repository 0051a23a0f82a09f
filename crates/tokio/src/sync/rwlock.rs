//! A lock for many readers or one writer; first come, first served.

use std::fmt;
use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::sync::Arc;

use interleave::shadow;
use real::sync as real_sync;

use super::TryLockError;
use super::shared::{Shared, Touching};

/// A value for many readers or one writer.
pub struct RwLock<T: ?Sized> {
    shared: Shared,
    real: real_sync::RwLock<T>,
}

/// A reader's access.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockReadGuard<'a, T: ?Sized> {
    _touching: Touching<&'a Shared>,
    real: real_sync::RwLockReadGuard<'a, T>,
}

/// The writer's access.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockWriteGuard<'a, T: ?Sized> {
    touching: Touching<&'a Shared>,
    real: real_sync::RwLockWriteGuard<'a, T>,
}

/// A reader's access that keeps the lock alive.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct OwnedRwLockReadGuard<T: ?Sized + 'static> {
    // Dropped before the lock, which it borrows.
    guard: RwLockReadGuard<'static, T>,
    _lock: Arc<RwLock<T>>,
}

/// The writer's access that keeps the lock alive.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct OwnedRwLockWriteGuard<T: ?Sized + 'static> {
    // Dropped before the lock, which it borrows.
    guard: RwLockWriteGuard<'static, T>,
    _lock: Arc<RwLock<T>>,
}

impl<T> RwLock<T> {
    /// A lock of this value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self {
            shared: Shared::new(),
            real: real_sync::RwLock::new(value),
        }
    }

    /// A lock of this value for at most so many readers at a time.
    ///
    /// # Panics
    /// If that is more than there can be.
    #[must_use]
    pub fn with_max_readers(value: T, readers: u32) -> Self {
        Self {
            shared: Shared::new(),
            real: real_sync::RwLock::with_max_readers(value, readers),
        }
    }

    /// A lock of this value, in a constant.
    #[must_use]
    pub const fn const_new(value: T) -> Self {
        Self {
            shared: Shared::new(),
            real: real_sync::RwLock::const_new(value),
        }
    }

    /// A lock of this value for at most so many readers at a time, in a constant.
    #[must_use]
    pub const fn const_with_max_readers(value: T, readers: u32) -> Self {
        Self {
            shared: Shared::new(),
            real: real_sync::RwLock::const_with_max_readers(value, readers),
        }
    }

    /// The value.
    pub fn into_inner(self) -> T {
        self.real.into_inner()
    }
}

impl<T: ?Sized> RwLock<T> {
    fn reading<'a>(&'a self, real: real_sync::RwLockReadGuard<'a, T>) -> RwLockReadGuard<'a, T> {
        RwLockReadGuard {
            _touching: Touching(&self.shared),
            real,
        }
    }

    fn writing<'a>(&'a self, real: real_sync::RwLockWriteGuard<'a, T>) -> RwLockWriteGuard<'a, T> {
        RwLockWriteGuard {
            touching: Touching(&self.shared),
            real,
        }
    }

    /// A reader's access; waits for it.
    #[track_caller]
    pub fn read(&self) -> impl Future<Output = RwLockReadGuard<'_, T>> {
        let site = Location::caller();
        async move { self.reading(self.shared.poll(site, self.real.read()).await) }
    }

    /// The writer's access; waits for it.
    #[track_caller]
    pub fn write(&self) -> impl Future<Output = RwLockWriteGuard<'_, T>> {
        let site = Location::caller();
        async move { self.writing(self.shared.poll(site, self.real.write()).await) }
    }

    /// A reader's access, if no writer has it.
    ///
    /// # Errors
    /// If one has.
    #[track_caller]
    pub fn try_read(&self) -> Result<RwLockReadGuard<'_, T>, TryLockError> {
        self.shared.touch(Location::caller());
        Ok(self.reading(self.real.try_read()?))
    }

    /// The writer's access, if nobody has it.
    ///
    /// # Errors
    /// If somebody has.
    #[track_caller]
    pub fn try_write(&self) -> Result<RwLockWriteGuard<'_, T>, TryLockError> {
        self.shared.touch(Location::caller());
        Ok(self.writing(self.real.try_write()?))
    }

    /// A reader's access; waits for it on this thread.
    #[track_caller]
    pub fn blocking_read(&self) -> RwLockReadGuard<'_, T> {
        if shadow::active() {
            return self.reading(self.shared.block_on(self.real.read()));
        }
        self.reading(self.real.blocking_read())
    }

    /// The writer's access; waits for it on this thread.
    #[track_caller]
    pub fn blocking_write(&self) -> RwLockWriteGuard<'_, T> {
        if shadow::active() {
            return self.writing(self.shared.block_on(self.real.write()));
        }
        self.writing(self.real.blocking_write())
    }

    /// The value of a lock that nobody else has.
    pub fn get_mut(&mut self) -> &mut T {
        self.real.get_mut()
    }
}

impl<T: ?Sized + 'static> RwLock<T> {
    /// A reader's access that keeps the lock alive; waits for it.
    #[track_caller]
    pub fn read_owned(self: Arc<Self>) -> impl Future<Output = OwnedRwLockReadGuard<T>> {
        let site = Location::caller();
        async move {
            let guard = self.reading(self.shared.poll(site, self.real.read()).await);
            owned_reading(guard, &self)
        }
    }

    /// The writer's access that keeps the lock alive; waits for it.
    #[track_caller]
    pub fn write_owned(self: Arc<Self>) -> impl Future<Output = OwnedRwLockWriteGuard<T>> {
        let site = Location::caller();
        async move {
            let guard = self.writing(self.shared.poll(site, self.real.write()).await);
            owned_writing(guard, &self)
        }
    }

    /// A reader's access that keeps the lock alive, if no writer has it.
    ///
    /// # Errors
    /// If one has.
    #[track_caller]
    pub fn try_read_owned(self: Arc<Self>) -> Result<OwnedRwLockReadGuard<T>, TryLockError> {
        Ok(owned_reading(self.try_read()?, &self))
    }

    /// The writer's access that keeps the lock alive, if nobody has it.
    ///
    /// # Errors
    /// If somebody has.
    #[track_caller]
    pub fn try_write_owned(self: Arc<Self>) -> Result<OwnedRwLockWriteGuard<T>, TryLockError> {
        Ok(owned_writing(self.try_write()?, &self))
    }
}

fn owned_reading<T: ?Sized + 'static>(
    guard: RwLockReadGuard<'_, T>,
    lock: &Arc<RwLock<T>>,
) -> OwnedRwLockReadGuard<T> {
    // SAFETY: what the guard borrows is in the `Arc`, which is dropped after it.
    let guard = unsafe {
        std::mem::transmute::<RwLockReadGuard<'_, T>, RwLockReadGuard<'static, T>>(guard)
    };
    OwnedRwLockReadGuard {
        guard,
        _lock: Arc::clone(lock),
    }
}

fn owned_writing<T: ?Sized + 'static>(
    guard: RwLockWriteGuard<'_, T>,
    lock: &Arc<RwLock<T>>,
) -> OwnedRwLockWriteGuard<T> {
    // SAFETY: what the guard borrows is in the `Arc`, which is dropped after it.
    let guard = unsafe {
        std::mem::transmute::<RwLockWriteGuard<'_, T>, RwLockWriteGuard<'static, T>>(guard)
    };
    OwnedRwLockWriteGuard {
        guard,
        _lock: Arc::clone(lock),
    }
}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// A reader's access from now on.
    #[track_caller]
    pub fn downgrade(self) -> RwLockReadGuard<'a, T> {
        self.touching.0.touch(Location::caller());
        RwLockReadGuard {
            _touching: self.touching,
            real: self.real.downgrade(),
        }
    }
}

macro_rules! reads {
    ($guard:ident, $field:ident $(, $bound:lifetime)?) => {
        impl<T: ?Sized $(+ $bound)?> Deref for $guard<T> {
            type Target = T;

            fn deref(&self) -> &T {
                &self.$field
            }
        }

        impl<T: ?Sized + fmt::Debug $(+ $bound)?> fmt::Debug for $guard<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(f)
            }
        }
    };
}

type Reading<'a, T> = RwLockReadGuard<'a, T>;
type Writing<'a, T> = RwLockWriteGuard<'a, T>;

impl<T: ?Sized> Deref for Reading<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.real
    }
}

impl<T: ?Sized> Deref for Writing<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.real
    }
}

impl<T: ?Sized> DerefMut for Writing<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.real
    }
}

reads!(OwnedRwLockReadGuard, guard, 'static);
reads!(OwnedRwLockWriteGuard, guard, 'static);

impl<T: ?Sized + 'static> DerefMut for OwnedRwLockWriteGuard<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.guard
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

impl<T: ?Sized> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RwLock").finish_non_exhaustive()
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Reading<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Writing<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
