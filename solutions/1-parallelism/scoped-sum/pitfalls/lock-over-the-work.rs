//! All threads add to one total behind a lock. But the guard is taken before the value is
//! asked for, so that all others wait while one of them works.
//!
//! rejected: five_items_by_two_threads: inside value: at most 1 at once
//! rejected: five_items_by_two_threads: makespan on 2 cores: 50
//! rejected: more_items_by_four_threads: makespan on 4 cores: 180

use std::sync::Mutex;
use std::thread;

/// The sum of the values of all items, found by `threads` threads, each of which does a part
/// of its own.
pub fn sum<T: Sync>(items: &[T], threads: usize, value: impl Fn(&T) -> u64 + Sync) -> u64 {
    let size = items.len().div_ceil(threads.max(1)).max(1);
    let (value, total) = (&value, &Mutex::new(0));
    thread::scope(|s| {
        for part in items.chunks(size) {
            s.spawn(move || {
                for item in part {
                    let mut total = total.lock().unwrap();
                    *total += value(item);
                }
            });
        }
    });
    *total.lock().unwrap()
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/scoped-sum/check.rs"]
mod check;
