//! Spawns the threads with one `map` and joins them with the next. An iterator does nothing until
//! it is asked, and then for one item at a time: the first thread is joined before the second one
//! is spawned, and does all of the work.
//!
//! rejected: a_long_job_and_two_short_ones: inside job: at most 1 at once
//! rejected: a_long_job_and_two_short_ones: makespan on 2 cores: 80

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
        (0..threads)
            .map(|_| s.spawn(worker))
            .flat_map(|thread| thread.join().unwrap())
            .collect()
    })
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/by-index/check.rs"]
mod check;
