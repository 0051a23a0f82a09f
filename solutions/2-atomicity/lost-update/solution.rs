//! A counter that several threads may use at once: one read-modify-write a call.

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
        self.value.fetch_add(1, Ordering::Relaxed);
    }

    /// Where the counter stands.
    pub fn value(&self) -> u32 {
        self.value.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
#[path = "../../../exercises/2-atomicity/lost-update/check.rs"]
mod check;
