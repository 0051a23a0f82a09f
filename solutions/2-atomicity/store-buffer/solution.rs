//! Two threads, a flag each: all four operations are in one order, the same for both.

use std::sync::atomic::{AtomicBool, Ordering};

/// Raises `mine`, then looks at `theirs`; true if that is down.
pub fn claim(mine: &AtomicBool, theirs: &AtomicBool) -> bool {
    mine.store(true, Ordering::SeqCst);
    !theirs.load(Ordering::SeqCst)
}

#[cfg(test)]
#[path = "../../../exercises/2-atomicity/store-buffer/check.rs"]
mod check;
