//! Has one mutex for the pair, but computes the new pair without holding it. No pair
//! is torn, and one of two values recorded at once is forgotten.
//!
//! rejected: no_value_is_forgotten: end = Some((4, 4))
//! rejected: no_value_is_forgotten: end = Some((9, 9))

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
        let (lowest, highest) = self.get().unwrap_or((value, value));
        *self.pair.lock().unwrap() = Some((lowest.min(value), highest.max(value)));
    }

    /// The lowest and the highest, both as they were at one moment; `None` as long as
    /// nothing is recorded.
    pub fn get(&self) -> Option<(i32, i32)> {
        *self.pair.lock().unwrap()
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/torn-pair/check.rs"]
mod check;
