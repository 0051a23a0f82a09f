//! An event that can be waited for. What to do is in README.md.

use std::sync::{Condvar, Mutex};

/// Something that happens once, and that may be waited for.
pub struct Event {
    lock: Mutex<()>,
    change: Condvar,
}

impl Event {
    /// It has not happened yet.
    pub fn new() -> Self {
        Self {
            lock: Mutex::new(()),
            change: Condvar::new(),
        }
    }

    /// It happens: all who wait go on, and nobody waits any more.
    pub fn set(&self) {
        self.change.notify_all();
    }

    /// Waits until it has happened.
    pub fn wait(&self) {
        let guard = self.lock.lock().unwrap();
        drop(self.change.wait(guard).unwrap());
    }

    /// Whether it has happened.
    pub fn is_set(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod check;
