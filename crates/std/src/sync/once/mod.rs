//! What is done once: [`Once`], and the values [`OnceLock`] and [`LazyLock`].
//!
//! To ask for it, to wait for whoever does it and to have done it are steps of the
//! explored program. What was done before the exploration stays done, and using it is
//! no step; what an execution did is undone for the next one.

mod lazy_lock;
mod once_lock;
mod slot;
mod turn;

use ::std::fmt;

use interleave::shadow;

pub use self::lazy_lock::LazyLock;
pub use self::once_lock::OnceLock;
use self::turn::Turns;

const POISONED: &str = "Once instance has previously been poisoned";

/// Something that is done once, by one of the threads that ask for it.
pub struct Once {
    turns: Turns,
    real: ::std::sync::Once,
}

/// How a [`Once`] stands for the thread that does it.
pub struct OnceState {
    poisoned: bool,
    /// As the real one: it belongs to its thread.
    _not_shared: ::std::marker::PhantomData<::std::cell::Cell<()>>,
}

impl OnceState {
    fn new(poisoned: bool) -> Self {
        Self {
            poisoned,
            _not_shared: ::std::marker::PhantomData,
        }
    }

    /// Whether the thread that did it before has panicked.
    pub fn is_poisoned(&self) -> bool {
        self.poisoned
    }
}

impl fmt::Debug for OnceState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnceState")
            .field("poisoned", &self.is_poisoned())
            .finish()
    }
}

impl Once {
    /// Nothing done yet.
    #[expect(clippy::new_without_default, reason = "std has no default for it")]
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self {
            turns: Turns::new(),
            real: ::std::sync::Once::new(),
        }
    }

    /// Calls `f` if nobody has done so; waits while another thread does.
    ///
    /// # Panics
    /// If `f` panics, or has panicked before.
    #[track_caller]
    pub fn call_once<F: FnOnce()>(&self, f: F) {
        if !self.explored() {
            return self.real.call_once(f);
        }
        if let Some(turn) = self.turns.begin(|| {}) {
            assert!(!turn.poisoned, "{POISONED}");
            f();
            turn.complete();
        }
    }

    /// As `call_once`, but calls `f` also if it has panicked before.
    ///
    /// # Panics
    /// If `f` panics.
    #[track_caller]
    pub fn call_once_force<F: FnOnce(&OnceState)>(&self, f: F) {
        if !self.explored() {
            let f = |state: &::std::sync::OnceState| f(&OnceState::new(state.is_poisoned()));
            return self.real.call_once_force(f);
        }
        if let Some(turn) = self.turns.begin(|| {}) {
            f(&OnceState::new(turn.poisoned));
            turn.complete();
        }
    }

    /// Whether it has been done.
    #[track_caller]
    pub fn is_completed(&self) -> bool {
        if self.explored() {
            self.turns.is_complete(|| {})
        } else {
            self.real.is_completed()
        }
    }

    /// Waits until it has been done.
    ///
    /// # Panics
    /// If whoever did it has panicked.
    #[track_caller]
    pub fn wait(&self) {
        if self.explored() {
            let done = self.turns.wait(false, || {});
            assert!(done, "{POISONED}");
        } else {
            self.real.wait();
        }
    }

    /// As `wait`, but waits for another try if whoever did it has panicked.
    #[track_caller]
    pub fn wait_force(&self) {
        if !self.explored() {
            return self.real.wait_force();
        }
        self.turns.wait(true, || {});
    }

    /// Whether the explorer has a say: in an exploration, and not done before it.
    fn explored(&self) -> bool {
        shadow::active() && !self.real.is_completed()
    }
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once").finish_non_exhaustive()
    }
}
