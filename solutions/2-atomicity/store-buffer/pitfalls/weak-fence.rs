//! Puts a fence in the right place, but one that only hands on and takes. A store before
//! it can still become visible after the load behind it.
//!
//! rejected: both_never_win: left wins = true, right wins = true

use std::sync::atomic::{AtomicBool, Ordering, fence};

/// Raises `mine`, then looks at `theirs`; true if that is down.
pub fn claim(mine: &AtomicBool, theirs: &AtomicBool) -> bool {
    mine.store(true, Ordering::Relaxed);
    fence(Ordering::AcqRel);
    !theirs.load(Ordering::Relaxed)
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/store-buffer/check.rs"]
mod check;
