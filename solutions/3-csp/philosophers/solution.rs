//! Philosophers who pick up the fork with the lower number first.

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
                let _lower = forks[left.min(right)].lock().unwrap();
                let _higher = forks[left.max(right)].lock().unwrap();
                eat(i);
            });
        }
    });
}

#[cfg(test)]
#[path = "../../../exercises/3-csp/philosophers/check.rs"]
mod check;
