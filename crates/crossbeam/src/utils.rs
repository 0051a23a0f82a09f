//! Spinning and padding.

use std::cell::Cell;
use std::fmt;

use interleave::shadow;

pub use real::utils::CachePadded;

/// How often and how long to wait in a loop.
///
/// In an exploration `spin` and `snooze` are hints that the loop waits, and one of them
/// completes it: that is the earliest that a program can be told to block.
pub struct Backoff {
    real: real::utils::Backoff,
    explored: Cell<bool>,
}

impl Backoff {
    /// One that has not waited yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            real: real::utils::Backoff::new(),
            explored: Cell::new(false),
        }
    }

    /// As new.
    pub fn reset(&self) {
        self.real.reset();
        self.explored.set(false);
    }

    /// Waits where another thread was faster: the loop tries again.
    #[track_caller]
    pub fn spin(&self) {
        if shadow::active() {
            shadow::yield_now();
        } else {
            self.real.spin();
        }
    }

    /// Waits where another thread must do something first.
    #[track_caller]
    pub fn snooze(&self) {
        if shadow::active() {
            self.explored.set(true);
            shadow::yield_now();
        } else {
            self.real.snooze();
        }
    }

    /// Whether it has waited for so long that it is better to block.
    #[must_use]
    pub fn is_completed(&self) -> bool {
        self.explored.get() || self.real.is_completed()
    }
}

impl Default for Backoff {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Backoff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Backoff")
            .field("is_completed", &self.is_completed())
            .finish_non_exhaustive()
    }
}
