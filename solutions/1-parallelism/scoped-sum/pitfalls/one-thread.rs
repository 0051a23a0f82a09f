//! Spawns a thread, and lets it do everything. The sum is right, and one core is as good as
//! four.
//!
//! rejected: five_items_by_two_threads: inside value: at most 1 at once
//! rejected: five_items_by_two_threads: makespan on 2 cores: 50
//! rejected: more_items_by_four_threads: span on 4 cores: 180

use std::thread;

/// The sum of the values of all items, found by `threads` threads, each of which does a part
/// of its own.
pub fn sum<T: Sync>(items: &[T], threads: usize, value: impl Fn(&T) -> u64 + Sync) -> u64 {
    let _ = threads;
    let value = &value;
    thread::scope(|s| s.spawn(|| items.iter().map(value).sum()).join().unwrap())
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/scoped-sum/check.rs"]
mod check;
