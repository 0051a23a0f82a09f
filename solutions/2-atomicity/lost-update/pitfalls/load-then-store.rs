//! Loads, then stores, with the strongest ordering. Nearly always right on real threads;
//! but an ordering doesn't join two operations into one.
//!
//! rejected: nothing_is_lost: total = 1
//! rejected: three_threads_count_to_three: total = 1

use std::sync::atomic::{AtomicU32, Ordering};

/// Counts what several threads report.
pub struct Counter {
    value: AtomicU32,
}

impl Counter {
    /// A counter that stands at zero.
    pub fn new() -> Self {
        Self {
            value: AtomicU32::new(0),
        }
    }

    /// Adds one.
    pub fn increment(&self) {
        let seen = self.value.load(Ordering::SeqCst);
        self.value.store(seen + 1, Ordering::SeqCst);
    }

    /// Where the counter stands.
    pub fn value(&self) -> u32 {
        self.value.load(Ordering::SeqCst)
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/lost-update/check.rs"]
mod check;
