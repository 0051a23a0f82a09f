//! Waits until the lock is free, and then takes it, with the strongest ordering. That is
//! check then act: two threads find it free before either takes it.
//!
//! rejected: nothing_is_lost: total = 1
//! rejected: one_at_a_time: inside work: at most 2 at once

use std::hint;
use std::sync::atomic::{AtomicBool, Ordering};

/// Lets one thread in at a time; the others wait.
pub struct SpinLock {
    locked: AtomicBool,
}

impl SpinLock {
    /// A lock that nobody holds.
    pub fn new() -> Self {
        Self {
            locked: AtomicBool::new(false),
        }
    }

    /// Waits until nobody holds the lock, and does `work` while this thread holds it.
    pub fn with<R>(&self, work: impl FnOnce() -> R) -> R {
        let _guard = self.lock();
        work()
    }

    fn lock(&self) -> Guard<'_> {
        while self.locked.load(Ordering::SeqCst) {
            hint::spin_loop();
        }
        self.locked.store(true, Ordering::SeqCst);
        Guard { lock: self }
    }
}

/// Whoever has it holds the lock. Dropped when a panic unwinds, too.
struct Guard<'a> {
    lock: &'a SpinLock,
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.lock.locked.store(false, Ordering::SeqCst);
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/spin-lock/check.rs"]
mod check;
