//! Locks once and keeps the lock, as it should, but passes the value instead of how to
//! make it: an argument is computed before the call, so every call makes one.
//!
//! rejected: init_runs_once: runs = 2, first = 7, second = 7
//! rejected: later_calls_only_read: later = 10, runs = 3

use std::sync::Mutex;

/// A value that is expensive to make, made when it is first asked for.
pub struct Memo<T> {
    value: Mutex<Option<T>>,
}

impl<T: Clone> Memo<T> {
    /// A memo whose value is not made yet.
    pub fn new() -> Self {
        Self {
            value: Mutex::new(None),
        }
    }

    /// The value; the first call makes it with `init`, all others get that one.
    pub fn get_or_init(&self, init: impl FnOnce() -> T) -> T {
        let mut value = self.value.lock().unwrap();
        value.get_or_insert(init()).clone()
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/init-once/check.rs"]
mod check;
