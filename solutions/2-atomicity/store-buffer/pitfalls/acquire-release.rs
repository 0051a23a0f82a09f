//! Hands on with the store and takes with the load. But a load that doesn't see the store
//! takes nothing, and nothing says that it must see it.
//!
//! rejected: both_never_win: left wins = true, right wins = true

use std::sync::atomic::{AtomicBool, Ordering};

/// Raises `mine`, then looks at `theirs`; true if that is down.
pub fn claim(mine: &AtomicBool, theirs: &AtomicBool) -> bool {
    mine.store(true, Ordering::Release);
    !theirs.load(Ordering::Acquire)
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/store-buffer/check.rs"]
mod check;
