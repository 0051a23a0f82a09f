//! As parallel as can be. But each thread adds its sum to the total in two steps: it loads it,
//! and stores what it has made of it. On real threads, which rarely end at the very same
//! moment, that is nearly always right.
//!
//! rejected: five_items_by_two_threads: sum = 7
//! rejected: five_items_by_two_threads: sum = 24

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

/// The sum of the values of all items, found by `threads` threads, each of which does a part
/// of its own.
pub fn sum<T: Sync>(items: &[T], threads: usize, value: impl Fn(&T) -> u64 + Sync) -> u64 {
    let size = items.len().div_ceil(threads.max(1)).max(1);
    let (value, total) = (&value, &AtomicU64::new(0));
    thread::scope(|s| {
        for part in items.chunks(size) {
            s.spawn(move || {
                let sum: u64 = part.iter().map(value).sum();
                total.store(total.load(Relaxed) + sum, Relaxed);
            });
        }
    });
    total.load(Relaxed)
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/scoped-sum/check.rs"]
mod check;
