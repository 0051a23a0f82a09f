//! Unlocks with `Release`, but locks with `Relaxed`: one at a time is inside, and need not
//! see what the last one has done there.
//!
//! rejected: nothing_is_lost: total = 1
//! rejected: what_was_done_is_seen: seen = (0, 1)

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
        while self.locked.swap(true, Ordering::Relaxed) {
            hint::spin_loop();
        }
        Guard { lock: self }
    }
}

/// Whoever has it holds the lock. Dropped when a panic unwinds, too.
struct Guard<'a> {
    lock: &'a SpinLock,
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.lock.locked.store(false, Ordering::Release);
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/spin-lock/check.rs"]
mod check;
