//! Where a value stands that is made on demand in an execution.
//!
//! The next execution makes it anew. The old value is leaked, not dropped: it is as
//! good as a static's, which a real program never drops either; a thread that was
//! abandoned at a deadlock may still have a reference to it; and dropping it would run
//! the learner's code in an execution that it doesn't belong to.

use ::std::cell::UnsafeCell;
use ::std::mem;

use interleave::shadow;

/// A value, or none yet.
pub(super) struct Slot<T>(UnsafeCell<Option<T>>);

// SAFETY: a shared slot gives shared references (so `T: Sync`), and takes and leaks
// values that may come from another thread (so `T: Send`). That nobody fills it while
// another looks is what its functions require.
unsafe impl<T: Send + Sync> Sync for Slot<T> {}

impl<T> Slot<T> {
    pub const fn new() -> Self {
        Self(UnsafeCell::new(None))
    }

    /// Forgets the value of an earlier execution.
    ///
    /// # Safety
    /// No thread of this execution has used the slot, and no other runs any more.
    pub unsafe fn reset(&self) {
        // SAFETY: as required.
        mem::forget(unsafe { (*self.0.get()).take() });
    }

    /// Fills the slot, and gives what is in it.
    ///
    /// # Safety
    /// It is the caller's turn to initialise: nobody looks, nobody else fills.
    pub unsafe fn fill(&self, value: T) -> &T {
        // SAFETY: as required. An earlier value can only be one that was filled in
        // before its maker panicked, and nobody was given that.
        unsafe {
            *self.0.get() = Some(value);
            self.get()
        }
    }

    /// What is in it, which is there because the explorer says so.
    ///
    /// # Safety
    /// The initialisation is complete: nobody fills the slot in this execution.
    pub unsafe fn get(&self) -> &T {
        // SAFETY: as required.
        match unsafe { &*self.0.get() } {
            Some(value) => value,
            None => shadow::leave_for_good(),
        }
    }

    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.0.get_mut().as_mut()
    }

    pub fn into_inner(self) -> Option<T> {
        self.0.into_inner()
    }
}
