//! Adds in one step, and then looks whether the number is one to give. Nobody gets the
//! same one twice, until the additions that gave nothing have gone round the end of the
//! type: then the numbers begin anew. Right a thousand times of a thousand with any range
//! that a test would take.
//!
//! rejected: none_after_the_end: given = [0, 1, 4294967294], none = 1

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
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        (id < self.end).then_some(id)
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/id-allocator/check.rs"]
mod check;
