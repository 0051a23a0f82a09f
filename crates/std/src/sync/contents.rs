//! What a lock guards.
//!
//! Not the lock: who may have the contents is decided by the explorer, or outside of
//! an exploration by a real lock, before anything here is called. In an exploration
//! the contents count their holders all the same, so that a mistake of the explorer,
//! or a thread of an abandoned execution, never gets hold of what another one has.

use ::std::cell::UnsafeCell;
use ::std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use ::std::sync::{Mutex, PoisonError};

use interleave::shadow;

use super::left_over::Original;

const FREE: u32 = 0;
const ALONE: u32 = u32::MAX;

/// A value that one thread has alone or several share. All explored threads run on
/// one thread of the system, so the counts need no ordering.
pub(super) struct Contents<T: ?Sized> {
    /// Holders in this execution: [`FREE`], [`ALONE`], or how many share.
    holders: AtomicU32,
    /// An execution has used it since it was last used outside of one.
    explored: AtomicBool,
    /// It can't be put back, or is in use outside: no execution may have it.
    refused: AtomicBool,
    original: Mutex<Option<Original>>,
    value: UnsafeCell<T>,
}

// SAFETY: the value moves with the contents, the rest may go anywhere.
unsafe impl<T: ?Sized + Send> Send for Contents<T> {}

impl<T> Contents<T> {
    pub const fn new(value: T) -> Self {
        Self {
            holders: AtomicU32::new(FREE),
            explored: AtomicBool::new(false),
            refused: AtomicBool::new(false),
            original: Mutex::new(None),
            value: UnsafeCell::new(value),
        }
    }

    pub fn into_inner(mut self) -> T {
        self.get_mut();
        self.value.into_inner()
    }
}

impl<T: ?Sized> Contents<T> {
    /// An execution uses the contents for the first time: puts back what the first one
    /// found. `in_use` says whether somebody has them outside of the exploration.
    pub fn begin_execution(&self, in_use: bool) {
        self.holders.store(FREE, Relaxed);
        let mut original = self.original.lock().unwrap_or_else(PoisonError::into_inner);
        let again = self.explored.swap(true, Relaxed);
        if in_use {
            self.refused.store(true, Relaxed);
        } else if again {
            self.put_back(original.as_ref());
        } else {
            // SAFETY: nobody of this execution has the value yet, and nobody outside.
            *original = Original::of(unsafe { &*self.value.get() });
        }
    }

    fn put_back(&self, original: Option<&Original>) {
        match original {
            // SAFETY: the bits are of this value. Whoever had it before was of an
            // execution that is over.
            Some(original) => unsafe { original.put_back(&mut *self.value.get()) },
            None => self.refused.store(true, Relaxed),
        }
    }

    /// Makes explorations undone. To be called outside of one, by the holder of the
    /// real lock, alone.
    pub fn end_explorations(&self) {
        if !self.was_explored() {
            return;
        }
        let original = self
            .original
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if original.is_some() {
            self.put_back(original.as_ref());
        }
        self.holders.store(FREE, Relaxed);
        self.refused.store(false, Relaxed);
        self.explored.store(false, Relaxed);
    }

    /// Whether [`Contents::end_explorations`] has something to do.
    pub fn was_explored(&self) -> bool {
        self.explored.load(Relaxed)
    }

    /// The explorer has given the contents to this thread alone.
    #[track_caller]
    pub fn hold(&self, name: &str) {
        self.refuse_left_over(name);
        if self.holders.load(Relaxed) != FREE {
            shadow::leave_for_good();
        }
        self.holders.store(ALONE, Relaxed);
    }

    /// The explorer lets this thread share the contents.
    #[track_caller]
    pub fn share(&self, name: &str) {
        self.refuse_left_over(name);
        let holders = self.holders.load(Relaxed);
        if holders == ALONE {
            shadow::leave_for_good();
        }
        self.holders.store(holders + 1, Relaxed);
    }

    #[track_caller]
    fn refuse_left_over(&self, name: &str) {
        if self.refused.load(Relaxed) {
            shadow::refuse(
                &format!("a {name} that outlives an execution"),
                "make it inside the explored closure, or in a `LazyLock`",
            );
        }
    }

    /// The opposite of [`Contents::hold`].
    pub fn give_up(&self) {
        self.holders.store(FREE, Relaxed);
    }

    /// Who has had the contents alone shares them from now on.
    pub fn share_what_was_held(&self) {
        self.holders.store(1, Relaxed);
    }

    /// The opposite of [`Contents::share`].
    pub fn unshare(&self) {
        let holders = self.holders.load(Relaxed);
        self.holders.store(holders.saturating_sub(1), Relaxed);
    }

    /// The value.
    ///
    /// # Safety
    /// The caller has the lock, and nobody has it alone but perhaps the caller.
    pub unsafe fn get(&self) -> &T {
        // SAFETY: as required.
        unsafe { &*self.value.get() }
    }

    /// The value, to change it.
    ///
    /// # Safety
    /// The caller has the lock alone, and lends what it has of it to this borrow.
    #[expect(clippy::mut_from_ref, reason = "the lock makes it unique")]
    pub unsafe fn get_alone(&self) -> &mut T {
        // SAFETY: as required.
        unsafe { &mut *self.value.get() }
    }

    /// The value, for whoever has the contents to itself.
    pub fn get_mut(&mut self) -> &mut T {
        if !shadow::active() {
            self.end_explorations();
        }
        self.value.get_mut()
    }
}
