//! Numbers for whoever asks, each given once: the look and the raising are one step.

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
        let mut id = self.next.load(Ordering::Relaxed);
        while id < self.end {
            let raised =
                self.next
                    .compare_exchange(id, id + 1, Ordering::Relaxed, Ordering::Relaxed);
            match raised {
                Ok(_) => return Some(id),
                Err(now) => id = now,
            }
        }
        None
    }
}

#[cfg(test)]
#[path = "../../../exercises/2-atomicity/id-allocator/check.rs"]
mod check;
