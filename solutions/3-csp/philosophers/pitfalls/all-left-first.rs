//! Everybody is left-handed. On real threads somebody has eaten long before the last one sits down,
//! a thousand times of a thousand.
//!
//! rejected: two: deadlock
//! rejected: three: deadlock
//! rejected: four: deadlock

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
                let _left = forks[left].lock().unwrap();
                let _right = forks[right].lock().unwrap();
                eat(i);
            });
        }
    });
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/philosophers/check.rs"]
mod check;
