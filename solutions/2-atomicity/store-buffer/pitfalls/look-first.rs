//! Looks first, and raises the flag only if the other's is down. This is check then act:
//! both look before either raises, and with that no ordering helps.
//!
//! rejected: both_never_win: left wins = true, right wins = true
//! rejected: flags_stay_up: left = false, right = true

use std::sync::atomic::{AtomicBool, Ordering};

/// Raises `mine`, then looks at `theirs`; true if that is down.
pub fn claim(mine: &AtomicBool, theirs: &AtomicBool) -> bool {
    if theirs.load(Ordering::SeqCst) {
        return false;
    }
    mine.store(true, Ordering::SeqCst);
    true
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/store-buffer/check.rs"]
mod check;
