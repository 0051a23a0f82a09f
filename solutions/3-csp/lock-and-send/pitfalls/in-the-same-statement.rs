//! No guard has a name, so the lock should be free again. But the guard of the first expression is a
//! temporary, and lives to the end of the statement: during the whole `send`.
//!
//! rejected: a_listener_that_looks: deadlock

use std::sync::Mutex;
use std::sync::mpsc::SyncSender;

fn add_to(amount: &mut u32, more: u32) -> u32 {
    *amount += more;
    *amount
}

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
        let _ = self
            .changes
            .send(add_to(&mut self.amount.lock().unwrap(), more));
    }

    /// How much is in stock.
    pub fn amount(&self) -> u32 {
        *self.amount.lock().unwrap()
    }
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/lock-and-send/check.rs"]
mod check;
