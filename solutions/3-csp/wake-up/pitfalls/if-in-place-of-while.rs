//! Looks once and waits once. When the wait ends without a cause, it goes on as if the event had
//! happened.
//!
//! rejected: not_before_it_has_happened: work = 0

use std::sync::{Condvar, Mutex};

/// Something that happens once, and that may be waited for.
pub struct Event {
    happened: Mutex<bool>,
    change: Condvar,
}

impl Event {
    /// It has not happened yet.
    pub fn new() -> Self {
        Self {
            happened: Mutex::new(false),
            change: Condvar::new(),
        }
    }

    /// It happens: all who wait go on, and nobody waits any more.
    pub fn set(&self) {
        *self.happened.lock().unwrap() = true;
        self.change.notify_all();
    }

    /// Waits until it has happened.
    pub fn wait(&self) {
        let happened = self.happened.lock().unwrap();
        if !*happened {
            drop(self.change.wait(happened).unwrap());
        }
    }

    /// Whether it has happened.
    pub fn is_set(&self) -> bool {
        *self.happened.lock().unwrap()
    }
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/wake-up/check.rs"]
mod check;
