//! The parts are right, and so is the sum. But `map` hands on one item at a time: each thread
//! is joined before the next one is spawned.
//!
//! rejected: five_items_by_two_threads: inside value: at most 1 at once
//! rejected: five_items_by_two_threads: span on 2 cores: 50
//! rejected: more_items_by_four_threads: inside value at once on 4 cores: 1

use std::thread;

/// The sum of the values of all items, found by `threads` threads, each of which does a part
/// of its own.
pub fn sum<T: Sync>(items: &[T], threads: usize, value: impl Fn(&T) -> u64 + Sync) -> u64 {
    let size = items.len().div_ceil(threads.max(1)).max(1);
    let value = &value;
    thread::scope(|s| {
        let parts = items.chunks(size);
        parts
            .map(|part| s.spawn(move || part.iter().map(value).sum::<u64>()))
            .map(|thread| thread.join().unwrap())
            .sum()
    })
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/scoped-sum/check.rs"]
mod check;
