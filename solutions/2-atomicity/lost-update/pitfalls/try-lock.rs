//! Takes the lock only if it is free, so as never to wait. Whoever finds it taken
//! doesn't count at all.
//!
//! rejected: nothing_is_lost: total = 1
//! rejected: three_threads_count_to_three: total = 1

use std::sync::Mutex;

/// Counts what several threads report.
pub struct Counter {
    value: Mutex<u32>,
}

impl Counter {
    /// A counter that stands at zero.
    pub fn new() -> Self {
        Self {
            value: Mutex::new(0),
        }
    }

    /// Adds one.
    pub fn increment(&self) {
        if let Ok(mut value) = self.value.try_lock() {
            *value += 1;
        }
    }

    /// Where the counter stands.
    pub fn value(&self) -> u32 {
        *self.value.lock().unwrap()
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/lost-update/check.rs"]
mod check;
