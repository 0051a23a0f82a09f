//! A sum that several threads find together.

use std::thread;

/// The sum of the values of all items, found by `threads` threads, each of which does a part
/// of its own.
pub fn sum<T: Sync>(items: &[T], threads: usize, value: impl Fn(&T) -> u64 + Sync) -> u64 {
    // At least one item a part: `chunks` doesn't take a size of 0.
    let size = items.len().div_ceil(threads.max(1)).max(1);
    let value = &value;
    thread::scope(|s| {
        let parts = items.chunks(size);
        let threads: Vec<_> = parts
            .map(|part| s.spawn(move || part.iter().map(value).sum::<u64>()))
            .collect();
        let sums = threads.into_iter().map(|thread| thread.join().unwrap());
        sums.sum()
    })
}

#[cfg(test)]
#[path = "../../../exercises/1-parallelism/scoped-sum/check.rs"]
mod check;
