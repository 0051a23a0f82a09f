//! Looks whether a number is left, and takes it in one step. In between, another thread
//! takes the last one, and this one gets the number after it.
//!
//! rejected: the_last_goes_to_one: given = [9, 10], none = 0
//! rejected: none_after_the_end: given = [0, 4294967294, 4294967295], none = 1

use std::sync::atomic::{AtomicU32, Ordering};

/// Gives numbers, in order, until there are no more.
pub struct Ids {
    next: AtomicU32,
    end: u32,
}

impl Ids {
    /// Will give the numbers from `first` up to, but without, `end`.
    pub fn new(first: u32, end: u32) -> Self {
        Self {
            next: AtomicU32::new(first),
            end,
        }
    }

    /// The lowest number that nobody has had yet; `None` if there is none left.
    pub fn next(&self) -> Option<u32> {
        if self.next.load(Ordering::SeqCst) == self.end {
            return None;
        }
        Some(self.next.fetch_add(1, Ordering::SeqCst))
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/id-allocator/check.rs"]
mod check;
