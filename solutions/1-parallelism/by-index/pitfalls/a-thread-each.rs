//! A thread for each item, joined in the order of the items. The order is right. But with ten
//! items there are ten jobs at once, and with ten thousand there are ten thousand.
//!
//! rejected: a_long_job_and_two_short_ones: inside job: at most 3 at once

use std::thread;

/// What `job` makes of every item, in the order of the items. `threads` threads do it, and
/// each of them takes the next item as soon as it is free.
pub fn map<T: Send, R: Send>(items: Vec<T>, threads: usize, job: impl Fn(T) -> R + Sync) -> Vec<R> {
    let _ = threads;
    thread::scope(|s| {
        let job = &job;
        let spawn = |item| s.spawn(move || job(item));
        let spawned: Vec<_> = items.into_iter().map(spawn).collect();
        let done = spawned.into_iter().map(|thread| thread.join().unwrap());
        done.collect()
    })
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/by-index/check.rs"]
mod check;
