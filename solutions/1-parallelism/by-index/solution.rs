//! Results that know where they belong.

use std::sync::Mutex;
use std::thread;

/// What `job` makes of every item, in the order of the items. `threads` threads do it, and
/// each of them takes the next item as soon as it is free.
pub fn map<T: Send, R: Send>(items: Vec<T>, threads: usize, job: impl Fn(T) -> R + Sync) -> Vec<R> {
    let todo = Mutex::new(items.into_iter().enumerate());
    let results = Mutex::new(Vec::new());
    let worker = || {
        loop {
            let next = todo.lock().unwrap().next();
            let Some((index, item)) = next else { break };
            let result = job(item);
            results.lock().unwrap().push((index, result));
        }
    };
    thread::scope(|s| {
        for _ in 0..threads {
            s.spawn(worker);
        }
    });
    // They come in any order. Each knows its index, so there is nothing to wait for.
    let mut results = results.into_inner().unwrap();
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
#[path = "../../../exercises/1-parallelism/by-index/check.rs"]
mod check;
