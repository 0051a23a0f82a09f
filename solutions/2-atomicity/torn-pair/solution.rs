//! The lowest and the highest of what several threads measure: one invariant, one lock.

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
        *self.pair.lock().unwrap()
    }
}

#[cfg(test)]
#[path = "../../../exercises/2-atomicity/torn-pair/check.rs"]
mod check;
