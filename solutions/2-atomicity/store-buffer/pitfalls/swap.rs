//! Raises the flag with a read-modify-write, which always reads the newest value: of its
//! own flag. The load of the other one may still give an older value. On an x86-64 every
//! read-modify-write empties the store buffer, so this is right a thousand times of a
//! thousand there.
//!
//! rejected: both_never_win: left wins = true, right wins = true

use std::sync::atomic::{AtomicBool, Ordering};

/// Raises `mine`, then looks at `theirs`; true if that is down.
pub fn claim(mine: &AtomicBool, theirs: &AtomicBool) -> bool {
    mine.swap(true, Ordering::AcqRel);
    !theirs.load(Ordering::Acquire)
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/store-buffer/check.rs"]
mod check;
