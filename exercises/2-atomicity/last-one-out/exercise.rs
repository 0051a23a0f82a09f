//! Counts the owners of something, so that the last one can clean up.

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
        self.count.fetch_sub(1, Ordering::Relaxed);
        self.count.load(Ordering::Relaxed) == 0
    }
}

#[cfg(test)]
mod check;
