//! A room with a seat for everybody. The room of Hoare's paper is of that kind, and the text says
//! what is wrong with it.
//!
//! rejected: three: deadlock

use std::sync::Mutex;
use std::sync::mpsc::sync_channel;
use std::thread;

/// So many philosophers, two at least, eat one meal each, on a thread each. `eat` is called
/// with the philosopher's number.
pub fn dine(philosophers: usize, eat: impl Fn(usize) + Sync) {
    let eat = &eat;
    let forks: Vec<Mutex<()>> = (0..philosophers).map(|_| Mutex::new(())).collect();
    let forks = &forks;
    let (enter, seats) = sync_channel(philosophers);
    let seats = &Mutex::new(seats);
    thread::scope(|s| {
        for i in 0..philosophers {
            let enter = enter.clone();
            s.spawn(move || {
                enter.send(()).unwrap();
                {
                    let _left = forks[i].lock().unwrap();
                    let _right = forks[(i + 1) % philosophers].lock().unwrap();
                    eat(i);
                }
                seats.lock().unwrap().recv().unwrap();
            });
        }
    });
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/philosophers/check.rs"]
mod check;
