//! Puts the left fork back if the right one isn't there, and begins again. All can do so in step, for
//! ever, and nobody eats.
//!
//! rejected: two: livelock

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
                loop {
                    let _left = forks[left].lock().unwrap();
                    if let Ok(_right) = forks[right].try_lock() {
                        eat(i);
                        return;
                    }
                }
            });
        }
    });
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/philosophers/check.rs"]
mod check;
