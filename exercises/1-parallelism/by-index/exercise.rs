//! A map that several threads do together. What to do is in README.md.

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
            results.lock().unwrap().push(result);
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
mod check;
