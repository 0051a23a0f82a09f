//! Holds the lock for the results from the moment when the item is taken until its result is
//! there, so that nothing can come in between. Nothing does, no other job either.
//!
//! rejected: a_long_job_and_two_short_ones: inside job: at most 1 at once
//! rejected: a_long_job_and_two_short_ones: makespan on 2 cores: 80

use std::sync::Mutex;
use std::thread;

/// What `job` makes of every item, in the order of the items. `threads` threads do it, and
/// each of them takes the next item as soon as it is free.
pub fn map<T: Send, R: Send>(items: Vec<T>, threads: usize, job: impl Fn(T) -> R + Sync) -> Vec<R> {
    let todo = Mutex::new(items.into_iter());
    let results = Mutex::new(Vec::new());
    let worker = || {
        loop {
            let mut results = results.lock().unwrap();
            let next = todo.lock().unwrap().next();
            let Some(item) = next else { break };
            results.push(job(item));
        }
    };
    thread::scope(|s| {
        for _ in 0..threads {
            s.spawn(worker);
        }
    });
    results.into_inner().unwrap()
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/by-index/check.rs"]
mod check;
