//! A value that is made once, by a future.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;

use interleave::shadow;
use real::sync as real_sync;

use super::{Semaphore, TryAcquireError};

pub use real_sync::SetError;

/// A value that is made once.
pub struct OnceCell<T> {
    /// Whoever has the permit makes the value; closed when there is one. The real cell
    /// has one like it, whose permit it would keep while the value is made.
    turn: Semaphore,
    real: real_sync::OnceCell<T>,
}

impl<T> OnceCell<T> {
    /// Without a value.
    #[must_use]
    pub fn new() -> Self {
        Self::new_with(None)
    }

    /// Without a value, in a constant.
    #[must_use]
    pub const fn const_new() -> Self {
        Self {
            turn: Semaphore::const_new(1),
            real: real_sync::OnceCell::const_new(),
        }
    }

    /// With this value, or without.
    #[must_use]
    pub fn new_with(value: Option<T>) -> Self {
        let real = real_sync::OnceCell::new_with(value);
        let turn = Semaphore::new(1);
        if real.initialized() {
            turn.close();
        }
        Self { turn, real }
    }

    /// Whether it has a value.
    #[track_caller]
    #[must_use]
    pub fn initialized(&self) -> bool {
        if shadow::active() {
            return self.turn.is_closed();
        }
        self.real.initialized()
    }

    /// The value, if it has one.
    #[track_caller]
    #[must_use]
    pub fn get(&self) -> Option<&T> {
        if self.initialized() {
            self.real.get()
        } else {
            None
        }
    }

    /// The value of a cell that nobody else has.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.real.get_mut()
    }

    /// Gives it a value.
    ///
    /// # Errors
    /// If it has one, or one is being made.
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), SetError<T>> {
        if !shadow::active() {
            return self.real.set(value);
        }
        match self.turn.try_acquire() {
            Ok(_permit) => {
                let set = self.real.set(value);
                self.turn.close();
                set
            }
            Err(TryAcquireError::NoPermits) => Err(SetError::InitializingError(value)),
            Err(TryAcquireError::Closed) => Err(SetError::AlreadyInitializedError(value)),
        }
    }

    /// The value; makes it if it is the first to ask.
    #[track_caller]
    pub fn get_or_init<F, Fut>(&self, make: F) -> impl Future<Output = &T>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = T>,
    {
        let made = self.get_or_try_init(|| async { Ok::<T, Infallible>(make().await) });
        async move {
            match made.await {
                Ok(value) => value,
                Err(never) => match never {},
            }
        }
    }

    /// The value; makes it if it is the first to ask. If that fails, it is the next one's
    /// to make.
    ///
    /// # Errors
    /// If it failed.
    #[track_caller]
    pub fn get_or_try_init<E, F, Fut>(&self, make: F) -> impl Future<Output = Result<&T, E>>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = Result<T, E>>,
    {
        let turn = self.turn.acquire();
        async move {
            if !shadow::active() {
                return self.real.get_or_try_init(make).await;
            }
            if let Ok(_permit) = turn.await {
                let value = make().await?;
                if self.real.set(value).is_err() {
                    unreachable!("whoever has the permit sets it");
                }
                self.turn.close();
            }
            Ok(self.real.get().expect("it has been made"))
        }
    }

    /// The value.
    pub fn into_inner(self) -> Option<T> {
        self.real.into_inner()
    }

    /// The value, which is gone from here.
    pub fn take(&mut self) -> Option<T> {
        self.real.take()
    }
}

impl<T> Default for OnceCell<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> From<T> for OnceCell<T> {
    fn from(value: T) -> Self {
        Self::new_with(Some(value))
    }
}

impl<T: fmt::Debug> fmt::Debug for OnceCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnceCell").finish_non_exhaustive()
    }
}
