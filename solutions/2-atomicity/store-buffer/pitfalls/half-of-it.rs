//! Takes the strongest ordering for the store, where the delay comes from, and a cheaper
//! one for the load. Then the load is not in the one order, and may see what was before.
//! Never wrong on an x86-64, where the store alone makes the difference.
//!
//! rejected: both_never_win: left wins = true, right wins = true

use std::sync::atomic::{AtomicBool, Ordering};

/// Raises `mine`, then looks at `theirs`; true if that is down.
pub fn claim(mine: &AtomicBool, theirs: &AtomicBool) -> bool {
    mine.store(true, Ordering::SeqCst);
    !theirs.load(Ordering::Acquire)
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/store-buffer/check.rs"]
mod check;
