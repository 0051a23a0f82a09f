//! Writes only if nobody else has written since it read, and tries again if somebody
//! has: once, which is enough a thousand times of a thousand on real threads. Whoever
//! is overtaken twice gives up and doesn't count.
//!
//! rejected: nothing_is_lost_in_a_row: total = 3
//! rejected: three_threads_count_to_three: total = 2

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
        if !self.try_increment() {
            self.try_increment();
        }
    }

    /// Where the counter stands.
    pub fn value(&self) -> u32 {
        self.value.load(Ordering::SeqCst)
    }

    /// Adds one unless another thread gets in between.
    fn try_increment(&self) -> bool {
        let seen = self.value();
        self.value
            .compare_exchange(seen, seen + 1, Ordering::SeqCst, Ordering::SeqCst)
            .is_ok()
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/lost-update/check.rs"]
mod check;
