//! Compares what `fetch_sub` gives with 0. But it gives the value before: the last one gets
//! 1, and nobody ever gets 0.
//!
//! rejected: one_thread: first = false, second = false
//! rejected: a_last_one_there_is: cleaned up = 0

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
        self.count.fetch_sub(1, Ordering::AcqRel) == 0
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/last-one-out/check.rs"]
mod check;
