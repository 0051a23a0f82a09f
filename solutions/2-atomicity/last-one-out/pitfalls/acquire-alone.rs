//! The last one would take what the others hand on, but nobody does.
//!
//! rejected: after_every_use: the last one sees = [[0, 1, 0]]
//! rejected: after_every_use: the last one sees = [[1, 0, 0]]

use std::sync::atomic::{AtomicUsize, Ordering};

/// How many owners there are.
pub struct Owners {
    count: AtomicUsize,
}

impl Owners {
    /// There is one owner, the caller.
    pub fn one() -> Self {
        Self {
            count: AtomicUsize::new(1),
        }
    }

    /// Makes one more owner. Called by an owner.
    pub fn join(&self) {
        self.count.fetch_add(1, Ordering::Relaxed);
    }

    /// An owner leaves. True if it was the last one, who cleans up.
    pub fn leave(&self) -> bool {
        self.count.fetch_sub(1, Ordering::Acquire) == 1
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/last-one-out/check.rs"]
mod check;
