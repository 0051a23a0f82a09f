//! Locks to read, and locks again to write. Each half is guarded, the gap between
//! them isn't: the first guard is gone at the end of its line.
//!
//! rejected: nothing_is_lost: total = 1

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
        let next = self.value() + 1;
        *self.value.lock().unwrap() = next;
    }

    /// Where the counter stands.
    pub fn value(&self) -> u32 {
        *self.value.lock().unwrap()
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/lost-update/check.rs"]
mod check;
