//! Notifies, and then says what for. Who is woken looks too early, and goes back to sleep.
//!
//! rejected: it_may_have_happened: lost wake-up

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
        self.change.notify_all();
        *self.happened.lock().unwrap() = true;
    }

    /// Waits until it has happened.
    pub fn wait(&self) {
        let mut happened = self.happened.lock().unwrap();
        while !*happened {
            happened = self.change.wait(happened).unwrap();
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
