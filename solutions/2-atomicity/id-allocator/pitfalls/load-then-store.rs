//! Loads the number, compares, and stores the next one, with the strongest ordering. That
//! makes no step of the two: two threads load the same number, and both give it.
//!
//! rejected: no_number_twice: given = [1, 1], none = 0
//! rejected: the_last_goes_to_one: given = [9, 9], none = 0

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
        let id = self.next.load(Ordering::SeqCst);
        if id == self.end {
            return None;
        }
        self.next.store(id + 1, Ordering::SeqCst);
        Some(id)
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/id-allocator/check.rs"]
mod check;
