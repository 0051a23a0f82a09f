//! Raises a flag, in one indivisible step, and then makes the value. Nearly always right
//! on real threads; but whoever finds the flag up may come before the value is there.
//!
//! rejected: init_runs_once: panic: the flag is up, so it is there
//! rejected: all_get_the_same_value: panic: the flag is up, so it is there

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// A value that is expensive to make, made when it is first asked for.
pub struct Memo<T> {
    asked: AtomicBool,
    value: Mutex<Option<T>>,
}

impl<T: Clone> Memo<T> {
    /// A memo whose value is not made yet.
    pub fn new() -> Self {
        Self {
            asked: AtomicBool::new(false),
            value: Mutex::new(None),
        }
    }

    /// The value; the first call makes it with `init`, all others get that one.
    pub fn get_or_init(&self, init: impl FnOnce() -> T) -> T {
        let asked_before = self.asked.swap(true, Ordering::SeqCst);
        if !asked_before {
            let made = init();
            *self.value.lock().unwrap() = Some(made);
        }
        let value = self.value.lock().unwrap().clone();
        value.expect("the flag is up, so it is there")
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/init-once/check.rs"]
mod check;
