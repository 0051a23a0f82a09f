//! Puts the strongest fence after both. By then the load has been done: a fence orders what
//! is before it against what comes after it, not those before it among themselves.
//!
//! rejected: both_never_win: left wins = true, right wins = true

use std::sync::atomic::{AtomicBool, Ordering, fence};

/// Raises `mine`, then looks at `theirs`; true if that is down.
pub fn claim(mine: &AtomicBool, theirs: &AtomicBool) -> bool {
    mine.store(true, Ordering::Relaxed);
    let theirs_is_up = theirs.load(Ordering::Relaxed);
    fence(Ordering::SeqCst);
    !theirs_is_up
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/store-buffer/check.rs"]
mod check;
