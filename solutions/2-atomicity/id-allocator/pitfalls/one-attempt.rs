//! Raises the number only if nobody else has, and says that there is none left if somebody
//! has. A failed exchange means that the number is out of date, not that it was the last.
//!
//! rejected: no_number_twice: given = [1], none = 1
//! rejected: three_get_three: given = [1, 2], none = 1

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
        let id = self.next.load(Ordering::Relaxed);
        if id == self.end {
            return None;
        }
        self.next
            .compare_exchange(id, id + 1, Ordering::Relaxed, Ordering::Relaxed)
            .ok()
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/id-allocator/check.rs"]
mod check;
