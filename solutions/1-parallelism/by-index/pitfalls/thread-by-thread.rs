//! Each thread returns the results of what it has done, and they are joined in the order in
//! which they were spawned. That is an order of threads, not of items: it is right only if the
//! first thread happened to do the first items. If jobs are quick, it often does them all.
//!
//! rejected: a_long_job_and_two_short_ones: results = "bca"
//! rejected: one_thread_and_more_than_enough: by one thread = "ab", by three = "ba"

use std::sync::Mutex;
use std::thread;

/// What `job` makes of every item, in the order of the items. `threads` threads do it, and
/// each of them takes the next item as soon as it is free.
pub fn map<T: Send, R: Send>(items: Vec<T>, threads: usize, job: impl Fn(T) -> R + Sync) -> Vec<R> {
    let todo = Mutex::new(items.into_iter());
    let worker = || {
        let mut results = Vec::new();
        loop {
            let next = todo.lock().unwrap().next();
            let Some(item) = next else { break };
            results.push(job(item));
        }
        results
    };
    thread::scope(|s| {
        let spawned: Vec<_> = (0..threads).map(|_| s.spawn(worker)).collect();
        let done = spawned.into_iter().map(|thread| thread.join().unwrap());
        done.flatten().collect()
    })
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/by-index/check.rs"]
mod check;
