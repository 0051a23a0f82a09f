//! Divides the number of items by the number of threads, and gives each thread so many. What
//! is left over, up to one item less than there are threads, nobody adds up.
//!
//! rejected: five_items_by_two_threads: sum = 15
//! rejected: more_items_by_four_threads: work on 4 cores: 160

use std::thread;

/// The sum of the values of all items, found by `threads` threads, each of which does a part
/// of its own.
pub fn sum<T: Sync>(items: &[T], threads: usize, value: impl Fn(&T) -> u64 + Sync) -> u64 {
    let threads = threads.max(1);
    let size = items.len() / threads;
    let value = &value;
    thread::scope(|s| {
        let part = |number: usize| &items[number * size..(number + 1) * size];
        let threads: Vec<_> = (0..threads)
            .map(|number| s.spawn(move || part(number).iter().map(value).sum::<u64>()))
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
