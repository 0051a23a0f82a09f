//! Numbers for whoever asks, each given once.

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
        self.next.store(id + 1, Ordering::Relaxed);
        Some(id)
    }
}

#[cfg(test)]
mod check;
