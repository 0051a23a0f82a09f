//! Philosophers around a table. What to do is in README.md.

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
                let _left = forks[i].lock().unwrap();
                let _right = forks[(i + 1) % philosophers].lock().unwrap();
                eat(i);
            });
        }
    });
}

#[cfg(test)]
mod check;
