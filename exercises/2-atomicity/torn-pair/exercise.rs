//! The lowest and the highest of what several threads measure.

use std::sync::atomic::{AtomicI32, Ordering};

/// The lowest and the highest value recorded so far.
pub struct Extremes {
    lowest: AtomicI32,
    highest: AtomicI32,
}

impl Extremes {
    /// Extremes of no values yet.
    pub fn new() -> Self {
        Self {
            lowest: AtomicI32::new(i32::MAX),
            highest: AtomicI32::new(i32::MIN),
        }
    }

    /// Takes `value` into account.
    pub fn record(&self, value: i32) {
        self.lowest.fetch_min(value, Ordering::SeqCst);
        self.highest.fetch_max(value, Ordering::SeqCst);
    }

    /// The lowest and the highest, both as they were at one moment; `None` as long as
    /// nothing is recorded.
    pub fn get(&self) -> Option<(i32, i32)> {
        let lowest = self.lowest.load(Ordering::SeqCst);
        if lowest == i32::MAX {
            return None;
        }
        Some((lowest, self.highest.load(Ordering::SeqCst)))
    }
}

#[cfg(test)]
mod check;
