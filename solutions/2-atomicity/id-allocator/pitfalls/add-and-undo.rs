//! Adds, and takes it back if there was nothing left. Nearly always right on real threads;
//! but until it is taken back, others see it, and add to it.
//!
//! rejected: none_after_the_end: given = [0, 4294967294], none = 2

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
        if id < self.end {
            return Some(id);
        }
        self.next.fetch_sub(1, Ordering::Relaxed);
        None
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/id-allocator/check.rs"]
mod check;
