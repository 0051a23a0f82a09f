//! Picks up one fork, and puts it down before the other one. There is no deadlock, since nobody
//! holds one while waiting. But neighbours eat with the same fork.
//!
//! rejected: three: 0 and 2: may overlap

use std::sync::Mutex;
use std::thread;

/// So many philosophers, two at least, eat one meal each, on a thread each. `eat` is called
/// with the philosopher's number.
pub fn dine(philosophers: usize, eat: impl Fn(usize) + Sync) {
    let eat = &eat;
    let forks: Vec<Mutex<()>> = (0..philosophers).map(|_| Mutex::new(())).collect();
    let forks = &forks;
    thread::scope(|s| {
        for i in 0..philosophers {
            s.spawn(move || {
                let (left, right) = (i, (i + 1) % philosophers);
                drop(forks[left].lock().unwrap());
                let _right = forks[right].lock().unwrap();
                eat(i);
            });
        }
    });
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/philosophers/check.rs"]
mod check;
