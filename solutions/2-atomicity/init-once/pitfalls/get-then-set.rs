//! Uses a `OnceLock`, but asks with `get` and fills with `set`. `set` lets one value in
//! only; by then two may have been made.
//!
//! rejected: init_runs_once: runs = 2, first = 7, second = 7
//! rejected: init_runs_once: inside init: at most 2 at once

use std::sync::OnceLock;

/// A value that is expensive to make, made when it is first asked for.
pub struct Memo<T> {
    value: OnceLock<T>,
}

impl<T: Clone> Memo<T> {
    /// A memo whose value is not made yet.
    pub fn new() -> Self {
        Self {
            value: OnceLock::new(),
        }
    }

    /// The value; the first call makes it with `init`, all others get that one.
    pub fn get_or_init(&self, init: impl FnOnce() -> T) -> T {
        if self.value.get().is_none() {
            let _ = self.value.set(init());
        }
        self.value.get().expect("it was set just now").clone()
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/init-once/check.rs"]
mod check;
