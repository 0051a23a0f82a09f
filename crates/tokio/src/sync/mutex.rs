//! A mutex whose guard may live across an await; first come, first served.

use std::fmt;
use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::sync::Arc;

use interleave::shadow;
use real::sync as real_sync;

use super::shared::{Shared, Touching};

pub use real_sync::TryLockError;

/// A value for one task at a time.
pub struct Mutex<T: ?Sized> {
    shared: Shared,
    real: real_sync::Mutex<T>,
}

/// Access to the value, given up where it is dropped.
#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MutexGuard<'a, T: ?Sized> {
    touching: Touching<&'a Shared>,
    real: real_sync::MutexGuard<'a, T>,
    mutex: &'a Mutex<T>,
}

/// Access to a part of the value.
#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MappedMutexGuard<'a, T: ?Sized> {
    _touching: Touching<&'a Shared>,
    real: real_sync::MappedMutexGuard<'a, T>,
}

/// Access to the value that keeps its mutex alive.
#[must_use = "if unused the Mutex will immediately unlock"]
pub struct OwnedMutexGuard<T: ?Sized + 'static> {
    // Dropped before the mutex, which it borrows.
    guard: MutexGuard<'static, T>,
    mutex: Arc<Mutex<T>>,
}

impl<T> Mutex<T> {
    /// A mutex of this value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self {
            shared: Shared::new(),
            real: real_sync::Mutex::new(value),
        }
    }

    /// A mutex of this value, in a constant.
    #[must_use]
    pub const fn const_new(value: T) -> Self {
        Self {
            shared: Shared::new(),
            real: real_sync::Mutex::const_new(value),
        }
    }

    /// The value.
    pub fn into_inner(self) -> T {
        self.real.into_inner()
    }
}

impl<T: ?Sized> Mutex<T> {
    fn guard<'a>(&'a self, real: real_sync::MutexGuard<'a, T>) -> MutexGuard<'a, T> {
        MutexGuard {
            touching: Touching(&self.shared),
            real,
            mutex: self,
        }
    }

    /// Access to the value; waits for it.
    #[track_caller]
    pub fn lock(&self) -> impl Future<Output = MutexGuard<'_, T>> {
        let site = Location::caller();
        async move { self.guard(self.shared.poll(site, self.real.lock()).await) }
    }

    /// Access to the value, if nobody has it.
    ///
    /// # Errors
    /// If somebody has.
    #[track_caller]
    pub fn try_lock(&self) -> Result<MutexGuard<'_, T>, TryLockError> {
        self.shared.touch(Location::caller());
        Ok(self.guard(self.real.try_lock()?))
    }

    /// Access to the value; waits for it on this thread.
    #[track_caller]
    pub fn blocking_lock(&self) -> MutexGuard<'_, T> {
        if shadow::active() {
            return self.guard(self.shared.block_on(self.real.lock()));
        }
        self.guard(self.real.blocking_lock())
    }

    /// The value of a mutex that nobody else has.
    pub fn get_mut(&mut self) -> &mut T {
        self.real.get_mut()
    }
}

impl<T: ?Sized + 'static> Mutex<T> {
    /// Access that keeps the mutex alive; waits for it.
    #[track_caller]
    pub fn lock_owned(self: Arc<Self>) -> impl Future<Output = OwnedMutexGuard<T>> {
        let site = Location::caller();
        async move {
            let guard = self.guard(self.shared.poll(site, self.real.lock()).await);
            owned(guard, &self)
        }
    }

    /// Access that keeps the mutex alive, if nobody has it.
    ///
    /// # Errors
    /// If somebody has.
    #[track_caller]
    pub fn try_lock_owned(self: Arc<Self>) -> Result<OwnedMutexGuard<T>, TryLockError> {
        Ok(owned(self.try_lock()?, &self))
    }

    /// Access that keeps the mutex alive; waits for it on this thread.
    #[track_caller]
    pub fn blocking_lock_owned(self: Arc<Self>) -> OwnedMutexGuard<T> {
        owned(self.blocking_lock(), &self)
    }
}

/// The guard together with its mutex.
fn owned<T: ?Sized + 'static>(
    guard: MutexGuard<'_, T>,
    mutex: &Arc<Mutex<T>>,
) -> OwnedMutexGuard<T> {
    // SAFETY: what the guard borrows is in the `Arc`, which is dropped after it.
    let guard = unsafe { std::mem::transmute::<MutexGuard<'_, T>, MutexGuard<'static, T>>(guard) };
    OwnedMutexGuard {
        guard,
        mutex: Arc::clone(mutex),
    }
}

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    /// The guard as one of a part of the value.
    pub fn map<U: ?Sized, F>(this: Self, part: F) -> MappedMutexGuard<'a, U>
    where
        F: FnOnce(&mut T) -> &mut U,
    {
        MappedMutexGuard {
            _touching: this.touching,
            real: real_sync::MutexGuard::map(this.real, part),
        }
    }

    /// The guard as one of a part of the value, if there is that part.
    ///
    /// # Errors
    /// The guard, if there is not.
    pub fn try_map<U: ?Sized, F>(this: Self, part: F) -> Result<MappedMutexGuard<'a, U>, Self>
    where
        F: FnOnce(&mut T) -> Option<&mut U>,
    {
        let (touching, mutex) = (this.touching, this.mutex);
        match real_sync::MutexGuard::try_map(this.real, part) {
            Ok(real) => Ok(MappedMutexGuard {
                _touching: touching,
                real,
            }),
            Err(real) => Err(Self {
                touching,
                real,
                mutex,
            }),
        }
    }

    /// The mutex.
    #[must_use]
    pub fn mutex(this: &Self) -> &'a Mutex<T> {
        this.mutex
    }
}

impl<T: ?Sized + 'static> OwnedMutexGuard<T> {
    /// The mutex.
    #[must_use]
    pub fn mutex(this: &Self) -> &Arc<Mutex<T>> {
        &this.mutex
    }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.real
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.real
    }
}

impl<T: ?Sized> Deref for MappedMutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.real
    }
}

impl<T: ?Sized> DerefMut for MappedMutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.real
    }
}

impl<T: ?Sized + 'static> Deref for OwnedMutexGuard<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.guard
    }
}

impl<T: ?Sized + 'static> DerefMut for OwnedMutexGuard<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.guard
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

impl<T: ?Sized> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mutex").finish_non_exhaustive()
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for MappedMutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Debug + 'static> fmt::Debug for OwnedMutexGuard<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
