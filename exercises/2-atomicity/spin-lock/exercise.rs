//! A lock made of one atomic.

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
        self.locked.swap(true, Ordering::Relaxed);
        let result = work();
        self.locked.store(false, Ordering::Relaxed);
        result
    }
}

#[cfg(test)]
mod check;
