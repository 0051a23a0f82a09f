//! [`LocalKey`]: a value of which each thread has its own, model threads as well.

use ::std::cell::{Cell, RefCell};
use ::std::error::Error;
use ::std::fmt;
use ::std::thread as real;

use interleave::shadow;

/// What [`thread_local!`](crate::thread_local) declares.
pub struct LocalKey<T: 'static> {
    real: &'static real::LocalKey<T>,
    init: fn() -> T,
}

/// The thread is ending and has dropped its value.
#[non_exhaustive]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AccessError;

impl<T: 'static> LocalKey<T> {
    #[doc(hidden)]
    pub const fn new(real: &'static real::LocalKey<T>, init: fn() -> T) -> Self {
        Self { real, init }
    }

    /// Gives `f` this thread's value, which is made at first use.
    ///
    /// # Panics
    /// If the thread is ending and has dropped it.
    #[track_caller]
    pub fn with<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&T) -> R,
    {
        match self.try_with(f) {
            Ok(result) => result,
            Err(error) => destroyed(error),
        }
    }

    /// Gives `f` this thread's value, which is made at first use.
    ///
    /// # Errors
    /// If the thread is ending and has dropped it.
    pub fn try_with<F, R>(&'static self, f: F) -> Result<R, AccessError>
    where
        F: FnOnce(&T) -> R,
    {
        if shadow::active() {
            let value = self.in_model(self.init)?;
            // SAFETY: the value lives until this thread has ended, and `f` ends first.
            Ok(f(unsafe { &*value }))
        } else {
            self.real.try_with(f).map_err(|_| AccessError)
        }
    }

    /// The model thread's value, made by `init` at first use.
    fn in_model(&'static self, init: impl FnOnce() -> T) -> Result<*const T, AccessError> {
        let key = ::std::ptr::from_ref(self).addr();
        shadow::thread_local(key, init).ok_or(AccessError)
    }

    /// Sets the model thread's value: makes it from `value` at first use, else lets
    /// `set` put `value` into it.
    #[track_caller]
    fn set_in_model<U>(&'static self, value: U, make: fn(U) -> T, set: impl FnOnce(&T, U)) {
        let mut value = Some(value);
        let made = self.in_model(|| match value.take() {
            Some(value) => make(value),
            None => (self.init)(),
        });
        match (made, value) {
            // SAFETY: as in `try_with`.
            (Ok(place), Some(value)) => set(unsafe { &*place }, value),
            (Ok(_), None) => {}
            (Err(error), _) => destroyed(error),
        }
    }
}

impl<T: 'static> LocalKey<Cell<T>> {
    /// Sets the value; made by it if it is the first use.
    ///
    /// # Panics
    /// If the thread is ending and has dropped the cell.
    #[track_caller]
    pub fn set(&'static self, value: T) {
        if !shadow::active() {
            return self.real.set(value);
        }
        self.set_in_model(value, Cell::new, |cell, value| cell.set(value));
    }

    /// A copy of the value.
    ///
    /// # Panics
    /// If the thread is ending and has dropped the cell.
    #[track_caller]
    pub fn get(&'static self) -> T
    where
        T: Copy,
    {
        self.with(Cell::get)
    }

    /// The value, with the default left in its place.
    ///
    /// # Panics
    /// If the thread is ending and has dropped the cell.
    #[track_caller]
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(Cell::take)
    }

    /// The value, with another left in its place.
    ///
    /// # Panics
    /// If the thread is ending and has dropped the cell.
    #[track_caller]
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

impl<T: 'static> LocalKey<RefCell<T>> {
    /// Borrows the value.
    ///
    /// # Panics
    /// If it is mutably borrowed, or the thread is ending and has dropped it.
    #[track_caller]
    pub fn with_borrow<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&T) -> R,
    {
        self.with(|cell| f(&cell.borrow()))
    }

    /// Borrows the value mutably.
    ///
    /// # Panics
    /// If it is borrowed, or the thread is ending and has dropped it.
    #[track_caller]
    pub fn with_borrow_mut<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&mut T) -> R,
    {
        self.with(|cell| f(&mut cell.borrow_mut()))
    }

    /// Sets the value; made by it if it is the first use.
    ///
    /// # Panics
    /// If it is borrowed, or the thread is ending and has dropped it.
    #[track_caller]
    pub fn set(&'static self, value: T) {
        if !shadow::active() {
            return self.real.set(value);
        }
        self.set_in_model(value, RefCell::new, |cell, value| {
            *cell.borrow_mut() = value
        });
    }

    /// The value, with the default left in its place.
    ///
    /// # Panics
    /// If it is borrowed, or the thread is ending and has dropped it.
    #[track_caller]
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(RefCell::take)
    }

    /// The value, with another left in its place.
    ///
    /// # Panics
    /// If it is borrowed, or the thread is ending and has dropped it.
    #[track_caller]
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

#[track_caller]
fn destroyed(error: AccessError) -> ! {
    panic!("cannot access a Thread Local Storage value during or after destruction: {error:?}")
}

impl<T: 'static> fmt::Debug for LocalKey<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalKey").finish_non_exhaustive()
    }
}

impl fmt::Debug for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessError")
    }
}

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("already destroyed")
    }
}

impl Error for AccessError {}
