//! Lets go of the lock by hand, after the `send` that waits for it.
//!
//! rejected: a_listener_that_looks: deadlock

use std::sync::Mutex;
use std::sync::mpsc::SyncSender;

/// So much is in stock. Each change is told to somebody.
pub struct Stock {
    amount: Mutex<u32>,
    changes: SyncSender<u32>,
}

impl Stock {
    /// Nothing is in stock yet. After each change, the new amount goes to `changes`.
    pub fn new(changes: SyncSender<u32>) -> Self {
        Self {
            amount: Mutex::new(0),
            changes,
        }
    }

    /// So much more. Returns when the change has been told.
    pub fn add(&self, more: u32) {
        let mut amount = self.amount.lock().unwrap();
        *amount += more;
        let _ = self.changes.send(*amount);
        drop(amount);
    }

    /// How much is in stock.
    pub fn amount(&self) -> u32 {
        *self.amount.lock().unwrap()
    }
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/lock-and-send/check.rs"]
mod check;
