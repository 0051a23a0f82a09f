//! Takes the next item in the head of a `while let`, and keeps its index with the result. But
//! the guard in that head is a temporary, which lives until the end of the body: the job is
//! done with the lock held. Every result is right.
//!
//! rejected: a_long_job_and_two_short_ones: inside job: at most 1 at once
//! rejected: a_long_job_and_two_short_ones: makespan on 2 cores: 80
//! rejected: ten_jobs_by_four_threads: inside job at once on 4 cores: 1

use std::sync::Mutex;
use std::thread;

/// What `job` makes of every item, in the order of the items. `threads` threads do it, and
/// each of them takes the next item as soon as it is free.
pub fn map<T: Send, R: Send>(items: Vec<T>, threads: usize, job: impl Fn(T) -> R + Sync) -> Vec<R> {
    let todo = Mutex::new(items.into_iter().enumerate());
    let results = Mutex::new(Vec::new());
    let worker = || {
        while let Some((index, item)) = todo.lock().unwrap().next() {
            let result = job(item);
            results.lock().unwrap().push((index, result));
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
