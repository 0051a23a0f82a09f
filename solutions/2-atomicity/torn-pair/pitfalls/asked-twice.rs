//! Writes the pair under one lock, but reads it with two calls that lock once each.
//! Between the two, a whole pair can be written.
//!
//! rejected: both_are_of_one_moment: seen = Some((10, 20))

use std::sync::Mutex;

/// The lowest and the highest value recorded so far.
pub struct Extremes {
    pair: Mutex<Option<(i32, i32)>>,
}

impl Extremes {
    /// Extremes of no values yet.
    pub fn new() -> Self {
        Self {
            pair: Mutex::new(None),
        }
    }

    /// Takes `value` into account.
    pub fn record(&self, value: i32) {
        let mut pair = self.pair.lock().unwrap();
        let (lowest, highest) = pair.unwrap_or((value, value));
        *pair = Some((lowest.min(value), highest.max(value)));
    }

    /// The lowest and the highest, both as they were at one moment; `None` as long as
    /// nothing is recorded.
    pub fn get(&self) -> Option<(i32, i32)> {
        Some((self.lowest()?, self.highest()?))
    }

    fn lowest(&self) -> Option<i32> {
        self.pair.lock().unwrap().map(|(lowest, _)| lowest)
    }

    fn highest(&self) -> Option<i32> {
        self.pair.lock().unwrap().map(|(_, highest)| highest)
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/torn-pair/check.rs"]
mod check;
