//! A value that is written once.

use ::std::fmt;
use ::std::panic::{RefUnwindSafe, UnwindSafe};

use interleave::shadow;

use super::slot::Slot;
use super::turn::Turns;

/// A value that is written once, and read by all who come after.
pub struct OnceLock<T> {
    turns: Turns,
    /// The value that an execution has written.
    slot: Slot<T>,
    /// The value that was there before the exploration. Where there is one, it stays.
    real: ::std::sync::OnceLock<T>,
}

impl<T: UnwindSafe> UnwindSafe for OnceLock<T> {}
impl<T: RefUnwindSafe + UnwindSafe> RefUnwindSafe for OnceLock<T> {}

impl<T> OnceLock<T> {
    /// Without a value.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self {
            turns: Turns::new(),
            slot: Slot::new(),
            real: ::std::sync::OnceLock::new(),
        }
    }

    /// The value, if there is one.
    #[track_caller]
    pub fn get(&self) -> Option<&T> {
        if self.real.get().is_some() || !shadow::active() {
            return self.real.get();
        }
        self.turns
            .is_complete(|| self.undo())
            .then(|| self.filled())
    }

    /// The value, for whoever has the lock to itself.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        if shadow::active() && self.real.get().is_none() {
            self.slot.get_mut()
        } else {
            self.real.get_mut()
        }
    }

    /// Waits until there is a value.
    #[track_caller]
    pub fn wait(&self) -> &T {
        if self.real.get().is_some() || !shadow::active() {
            return self.real.wait();
        }
        self.turns.wait(true, || self.undo());
        self.filled()
    }

    /// Writes the value, unless there is one; waits while another thread makes it.
    ///
    /// # Errors
    /// `value` itself, if there is a value.
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), T> {
        if self.real.get().is_some() || !shadow::active() {
            return self.real.set(value);
        }
        let Some(turn) = self.turns.begin(|| self.undo()) else {
            return Err(value);
        };
        // SAFETY: it is this thread's turn.
        unsafe { self.slot.fill(value) };
        turn.complete();
        Ok(())
    }

    /// The value, made by `f` if there is none; waits while another thread makes it.
    ///
    /// # Panics
    /// If `f` panics; then there still is no value.
    #[track_caller]
    pub fn get_or_init<F: FnOnce() -> T>(&self, f: F) -> &T {
        if self.real.get().is_some() || !shadow::active() {
            return self.real.get_or_init(f);
        }
        let Some(turn) = self.turns.begin(|| self.undo()) else {
            return self.filled();
        };
        // SAFETY: it is this thread's turn.
        let value = unsafe { self.slot.fill(f()) };
        turn.complete();
        value
    }

    /// Takes the lock apart.
    pub fn into_inner(self) -> Option<T> {
        match self.real.into_inner() {
            None if shadow::active() => self.slot.into_inner(),
            value => value,
        }
    }

    /// Takes the value out.
    pub fn take(&mut self) -> Option<T> {
        ::std::mem::take(self).into_inner()
    }

    /// This execution uses the lock for the first time.
    fn undo(&self) {
        // SAFETY: nobody has used the slot in this execution, and there is no other.
        unsafe { self.slot.reset() };
    }

    /// The value, which an execution has written.
    fn filled(&self) -> &T {
        // SAFETY: the initialisation is complete.
        unsafe { self.slot.get() }
    }
}

impl<T> Default for OnceLock<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for OnceLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_tuple("OnceLock");
        match self.get() {
            Some(value) => out.field(value),
            None => out.field(&format_args!("<uninit>")),
        };
        out.finish()
    }
}

impl<T: Clone> Clone for OnceLock<T> {
    fn clone(&self) -> Self {
        self.get().cloned().map_or_else(Self::new, Self::from)
    }
}

impl<T> From<T> for OnceLock<T> {
    fn from(value: T) -> Self {
        Self {
            turns: Turns::new(),
            slot: Slot::new(),
            real: ::std::sync::OnceLock::from(value),
        }
    }
}

impl<T: PartialEq> PartialEq for OnceLock<T> {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl<T: Eq> Eq for OnceLock<T> {}
