//! As many jobs at once as there are threads, then joins them all, then the next ones. The
//! order is right, and a wave takes as long as its longest job.
//!
//! rejected: a_long_job_and_two_short_ones: makespan on 2 cores: 60

use std::thread;

/// What `job` makes of every item, in the order of the items. `threads` threads do it, and
/// each of them takes the next item as soon as it is free.
pub fn map<T: Send, R: Send>(items: Vec<T>, threads: usize, job: impl Fn(T) -> R + Sync) -> Vec<R> {
    let (mut items, mut results) = (items.into_iter(), Vec::new());
    while items.len() > 0 {
        thread::scope(|s| {
            let job = &job;
            let wave = items.by_ref().take(threads);
            let spawned: Vec<_> = wave.map(|item| s.spawn(move || job(item))).collect();
            results.extend(spawned.into_iter().map(|thread| thread.join().unwrap()));
        });
    }
    results
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/by-index/check.rs"]
mod check;
