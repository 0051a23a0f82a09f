//! Leaves in one step, but joins in two: an owner that leaves in between is counted again,
//! and nobody is the last.
//!
//! rejected: brought_along: the last one sees = []

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
        let owners = self.count.load(Ordering::SeqCst);
        self.count.store(owners + 1, Ordering::SeqCst);
    }

    /// An owner leaves. True if it was the last one, who cleans up.
    pub fn leave(&self) -> bool {
        self.count.fetch_sub(1, Ordering::AcqRel) == 1
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/last-one-out/check.rs"]
mod check;
