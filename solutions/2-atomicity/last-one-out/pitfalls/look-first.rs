//! Looks whether it is alone, and takes itself off if it isn't. Two owners look before
//! either has left, and nobody cleans up.
//!
//! rejected: a_last_one_there_is: cleaned up = 0
//! rejected: after_every_use: the last one sees = []

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
        let last = self.count.load(Ordering::SeqCst) == 1;
        self.count.fetch_sub(1, Ordering::SeqCst);
        last
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/last-one-out/check.rs"]
mod check;
