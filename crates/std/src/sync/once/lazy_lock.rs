//! A value that is made when it is first used.

use ::std::cell::UnsafeCell;
use ::std::ops::{Deref, DerefMut};
use ::std::panic::{RefUnwindSafe, UnwindSafe};
use ::std::{fmt, mem, ptr};

use interleave::shadow;

use super::slot::Slot;
use super::turn::Turns;

const POISONED: &str = "LazyLock instance has previously been poisoned";

/// A value that the first thread to use it makes.
pub struct LazyLock<T, F = fn() -> T> {
    turns: Turns,
    /// The value that an execution has made.
    slot: Slot<T>,
    /// The value that was made before the exploration. Where there is one, it stays.
    real: ::std::sync::OnceLock<T>,
    init: Init<F>,
}

// SAFETY: `T` as in a `OnceLock`; `F` is called by one thread, whose turn it is.
unsafe impl<T: Send + Sync, F: Send> Sync for LazyLock<T, F> {}
impl<T: UnwindSafe, F: UnwindSafe> UnwindSafe for LazyLock<T, F> {}
impl<T: RefUnwindSafe + UnwindSafe, F: UnwindSafe> RefUnwindSafe for LazyLock<T, F> {}

impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    /// A value that `f` makes.
    #[inline]
    pub const fn new(f: F) -> Self {
        Self {
            turns: Turns::new(),
            slot: Slot::new(),
            real: ::std::sync::OnceLock::new(),
            init: Init(UnsafeCell::new(Some(f))),
        }
    }

    /// The value, made now if it hasn't been; waits while another thread makes it.
    ///
    /// # Panics
    /// If making it panics, or has panicked before.
    #[track_caller]
    pub fn force(this: &Self) -> &T {
        if !this.explored() {
            return this.real.get_or_init(|| {
                // SAFETY: it is this thread's turn.
                unsafe { this.init.take() }.expect(POISONED)()
            });
        }
        let Some(turn) = this.turns.begin(|| this.undo()) else {
            return this.made();
        };
        assert!(!turn.poisoned, "{POISONED}");
        // SAFETY: it is this thread's turn.
        let Some(init) = (unsafe { this.init.take_again() }) else {
            shadow::refuse(
                "a std::sync::LazyLock that outlives an execution and owns something",
                "make it inside the explored closure",
            );
        };
        // SAFETY: it is this thread's turn.
        let value = unsafe { this.slot.fill(init()) };
        turn.complete();
        value
    }

    /// The value, made now if it hasn't been, for whoever has the lock to itself.
    ///
    /// # Panics
    /// If making it panics, or has panicked before.
    #[track_caller]
    pub fn force_mut(this: &mut Self) -> &mut T {
        Self::force(this);
        Self::get_mut(this).expect("it has just been made")
    }
}

impl<T, F> LazyLock<T, F> {
    /// The value, if it has been made.
    #[track_caller]
    pub fn get(this: &Self) -> Option<&T> {
        if this.explored() {
            this.turns.is_complete(|| this.undo()).then(|| this.made())
        } else {
            this.real.get()
        }
    }

    /// The value, if it has been made, for whoever has the lock to itself.
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        if this.explored() {
            this.slot.get_mut()
        } else {
            this.real.get_mut()
        }
    }

    /// Whether the explorer has a say: in an exploration, and not made before it.
    fn explored(&self) -> bool {
        shadow::active() && self.real.get().is_none()
    }

    /// This execution uses the lock for the first time.
    fn undo(&self) {
        // SAFETY: nobody has used the slot in this execution, and there is no other.
        unsafe { self.slot.reset() };
    }

    /// The value, which an execution has made.
    fn made(&self) -> &T {
        // SAFETY: the initialisation is complete.
        unsafe { self.slot.get() }
    }
}

/// What makes the value: to be called once, or once in each execution.
struct Init<F>(UnsafeCell<Option<F>>);

impl<F> Init<F> {
    /// Takes it.
    ///
    /// # Safety
    /// It is the caller's turn to initialise.
    unsafe fn take(&self) -> Option<F> {
        // SAFETY: as required.
        unsafe { (*self.0.get()).take() }
    }

    /// Takes it, and leaves it there for the next execution if it owns nothing.
    ///
    /// # Safety
    /// It is the caller's turn to initialise, in an exploration, and no earlier
    /// execution runs any more. So the two copies are never in use at a time, and as
    /// nothing is dropped with them, nothing is dropped twice.
    unsafe fn take_again(&self) -> Option<F> {
        if mem::needs_drop::<F>() {
            // SAFETY: as required.
            unsafe { self.take() }
        } else {
            // SAFETY: as required.
            unsafe { ptr::read(self.0.get()) }
        }
    }
}

impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;

    #[track_caller]
    fn deref(&self) -> &T {
        Self::force(self)
    }
}

impl<T, F: FnOnce() -> T> DerefMut for LazyLock<T, F> {
    #[track_caller]
    fn deref_mut(&mut self) -> &mut T {
        Self::force_mut(self)
    }
}

impl<T: Default> Default for LazyLock<T> {
    fn default() -> Self {
        Self::new(T::default)
    }
}

impl<T: fmt::Debug, F> fmt::Debug for LazyLock<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_tuple("LazyLock");
        match Self::get(self) {
            Some(value) => out.field(value),
            None => out.field(&format_args!("<uninit>")),
        };
        out.finish()
    }
}
