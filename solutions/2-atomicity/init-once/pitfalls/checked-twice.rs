//! Checks, makes the value without the lock, and checks again before it keeps it. All do
//! get the same value; but two can be made, at once, and one of them is thrown away.
//!
//! rejected: init_runs_once: runs = 2, first = 7, second = 7
//! rejected: init_runs_once: inside init: at most 2 at once

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
        let found = self.value.lock().unwrap().clone();
        if let Some(value) = found {
            return value;
        }
        let made = init();
        let mut value = self.value.lock().unwrap();
        value.get_or_insert(made).clone()
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/init-once/check.rs"]
mod check;
