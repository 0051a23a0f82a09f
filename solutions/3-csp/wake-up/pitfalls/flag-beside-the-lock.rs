//! Has the flag in an atomic, beside the lock. Between the look and the wait, the event may happen and
//! notify nobody. It is right a thousand times of a thousand.
//!
//! rejected: it_may_have_happened: lost wake-up

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};

/// Something that happens once, and that may be waited for.
pub struct Event {
    happened: AtomicBool,
    lock: Mutex<()>,
    change: Condvar,
}

impl Event {
    /// It has not happened yet.
    pub fn new() -> Self {
        Self {
            happened: AtomicBool::new(false),
            lock: Mutex::new(()),
            change: Condvar::new(),
        }
    }

    /// It happens: all who wait go on, and nobody waits any more.
    pub fn set(&self) {
        self.happened.store(true, SeqCst);
        self.change.notify_all();
    }

    /// Waits until it has happened.
    pub fn wait(&self) {
        let mut guard = self.lock.lock().unwrap();
        while !self.is_set() {
            guard = self.change.wait(guard).unwrap();
        }
    }

    /// Whether it has happened.
    pub fn is_set(&self) -> bool {
        self.happened.load(SeqCst)
    }
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/wake-up/check.rs"]
mod check;
