//! Lets the first caller make the value, and the others sleep until it must be there.
//! Right a thousand times of a thousand on real threads; but time that has passed is
//! no proof that another thread has done anything.
//!
//! rejected: init_runs_once: panic: made by now
//! rejected: all_get_the_same_value: panic: made by now

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

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
        } else if self.value().is_none() {
            thread::sleep(Duration::from_millis(10));
        }
        self.value().expect("made by now")
    }

    fn value(&self) -> Option<T> {
        self.value.lock().unwrap().clone()
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/init-once/check.rs"]
mod check;
