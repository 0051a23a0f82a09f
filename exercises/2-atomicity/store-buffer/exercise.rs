//! Two threads, a flag each: whoever finds the other's flag down has won.

use std::sync::atomic::{AtomicBool, Ordering};

/// Raises `mine`, then looks at `theirs`; true if that is down.
pub fn claim(mine: &AtomicBool, theirs: &AtomicBool) -> bool {
    mine.store(true, Ordering::Relaxed);
    !theirs.load(Ordering::Relaxed)
}

#[cfg(test)]
mod check;
