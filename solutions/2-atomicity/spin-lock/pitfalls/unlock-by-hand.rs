//! Locks, works, unlocks: three lines in order. A panic in the second leaves out the third,
//! and nobody gets in again. Right a thousand times of a thousand where nothing panics.
//!
//! rejected: unlocked_after_a_panic: livelock

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
        while self.locked.swap(true, Ordering::Acquire) {
            hint::spin_loop();
        }
        let result = work();
        self.locked.store(false, Ordering::Release);
        result
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/spin-lock/check.rs"]
mod check;
