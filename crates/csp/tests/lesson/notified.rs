//! One thread waits to be notified, another notifies, and nothing is written down.

use std::sync::{Condvar, Mutex};
use std::thread;

pub fn without_state(run: &interleave::Run) {
    let (lock, done) = (Mutex::new(()), Condvar::new());
    thread::scope(|s| {
        s.spawn(|| done.notify_one());
        let guard = lock.lock().unwrap();
        drop(done.wait(guard).unwrap());
        run.observe("awake", true);
    });
}

pub fn with_state(run: &interleave::Run) {
    let (ready, done) = (Mutex::new(false), Condvar::new());
    thread::scope(|s| {
        s.spawn(|| {
            *ready.lock().unwrap() = true;
            done.notify_one();
        });
        let mut guard = ready.lock().unwrap();
        while !*guard {
            guard = done.wait(guard).unwrap();
        }
        run.observe("awake", *guard);
    });
}
