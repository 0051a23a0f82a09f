//! Gives the result an index, but only when it is there. It is the index of the next free place,
//! and that is the order of completion with more words.
//!
//! rejected: a_long_job_and_two_short_ones: results = "bca"
//! rejected: ten_jobs_by_four_threads: observed on 4 cores: results = "bcdefgahij"

use std::sync::Mutex;
use std::thread;

/// What `job` makes of every item, in the order of the items. `threads` threads do it, and
/// each of them takes the next item as soon as it is free.
pub fn map<T: Send, R: Send>(items: Vec<T>, threads: usize, job: impl Fn(T) -> R + Sync) -> Vec<R> {
    let todo = Mutex::new(items.into_iter());
    let results = Mutex::new(Vec::new());
    let worker = || {
        loop {
            let next = todo.lock().unwrap().next();
            let Some(item) = next else { break };
            let result = job(item);
            let mut results = results.lock().unwrap();
            let index = results.len();
            results.push((index, result));
        }
    };
    thread::scope(|s| {
        for _ in 0..threads {
            s.spawn(worker);
        }
    });
    let mut results = results.into_inner().unwrap();
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/by-index/check.rs"]
mod check;
