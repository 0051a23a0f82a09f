//! Holds both mutexes at once, so that no pair is torn; but `record` takes the lowest
//! first and `get` the highest first, and each can wait for the other for ever.
//!
//! rejected: the_first_value_is_both: deadlock

use std::sync::Mutex;

/// The lowest and the highest value recorded so far.
pub struct Extremes {
    lowest: Mutex<Option<i32>>,
    highest: Mutex<Option<i32>>,
}

impl Extremes {
    /// Extremes of no values yet.
    pub fn new() -> Self {
        Self {
            lowest: Mutex::new(None),
            highest: Mutex::new(None),
        }
    }

    /// Takes `value` into account.
    pub fn record(&self, value: i32) {
        let mut lowest = self.lowest.lock().unwrap();
        let mut highest = self.highest.lock().unwrap();
        *lowest = Some(lowest.map_or(value, |lowest| lowest.min(value)));
        *highest = Some(highest.map_or(value, |highest| highest.max(value)));
    }

    /// The lowest and the highest, both as they were at one moment; `None` as long as
    /// nothing is recorded.
    pub fn get(&self) -> Option<(i32, i32)> {
        let highest = self.highest.lock().unwrap();
        let lowest = self.lowest.lock().unwrap();
        lowest.zip(*highest)
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/torn-pair/check.rs"]
mod check;
