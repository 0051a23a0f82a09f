//! Two threads add one each, under a lock.

use std::sync::Mutex;
use std::thread;

pub fn twice(run: &interleave::Run) {
    let total = Mutex::new(0);
    let increment = || {
        let seen = *total.lock().unwrap();
        *total.lock().unwrap() = seen + 1;
    };
    thread::scope(|s| {
        s.spawn(increment);
        s.spawn(increment);
    });
    run.observe("total", *total.lock().unwrap());
}

pub fn once(run: &interleave::Run) {
    let total = Mutex::new(0);
    let increment = || {
        let mut guard = total.lock().unwrap();
        let seen = *guard;
        *guard = seen + 1;
    };
    thread::scope(|s| {
        s.spawn(increment);
        s.spawn(increment);
    });
    run.observe("total", *total.lock().unwrap());
}
