//! The parts are right, as long as there are items and threads. Without threads it divides by
//! zero, and without items it asks for chunks of size 0, which is a panic too.
//!
//! rejected: no_threads: panic: attempt to divide by zero
//! rejected: no_items: panic: chunk size must be non-zero

use std::thread;

/// The sum of the values of all items, found by `threads` threads, each of which does a part
/// of its own.
pub fn sum<T: Sync>(items: &[T], threads: usize, value: impl Fn(&T) -> u64 + Sync) -> u64 {
    let size = items.len().div_ceil(threads);
    let value = &value;
    thread::scope(|s| {
        let parts = items.chunks(size);
        let threads: Vec<_> = parts
            .map(|part| s.spawn(move || part.iter().map(value).sum::<u64>()))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    })
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/scoped-sum/check.rs"]
mod check;
