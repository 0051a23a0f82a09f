//! A thread that has a result waits until it is the turn of this one. The order is right, and
//! jobs may overlap. But a thread that waits takes no other item: behind a long job, all stand
//! still.
//!
//! rejected: a_long_job_and_two_short_ones: makespan on 2 cores: 60

use std::sync::{Condvar, Mutex};
use std::thread;

/// What `job` makes of every item, in the order of the items. `threads` threads do it, and
/// each of them takes the next item as soon as it is free.
pub fn map<T: Send, R: Send>(items: Vec<T>, threads: usize, job: impl Fn(T) -> R + Sync) -> Vec<R> {
    let todo = Mutex::new(items.into_iter().enumerate());
    let results = Mutex::new(Vec::new());
    let grown = Condvar::new();
    let worker = || {
        loop {
            let next = todo.lock().unwrap().next();
            let Some((index, item)) = next else { break };
            let result = job(item);
            let results = results.lock().unwrap();
            let mut results = grown
                .wait_while(results, |results| results.len() < index)
                .unwrap();
            results.push(result);
            grown.notify_all();
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
