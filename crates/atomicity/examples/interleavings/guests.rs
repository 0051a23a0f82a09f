//! Two threads count a guest and then greet: with the lock in hand, or without it.

use std::sync::Mutex;
use std::thread;

pub fn greet_inside(run: &interleave::Run) {
    let guests = Mutex::new(0);
    let arrive = || {
        let mut guests = guests.lock().unwrap();
        *guests += 1;
        let _inside = run.section("greeting");
    };
    thread::scope(|s| {
        s.spawn(arrive);
        s.spawn(arrive);
    });
    run.observe("guests", *guests.lock().unwrap());
}

pub fn greet_outside(run: &interleave::Run) {
    let guests = Mutex::new(0);
    let arrive = || {
        *guests.lock().unwrap() += 1;
        let _inside = run.section("greeting");
    };
    thread::scope(|s| {
        s.spawn(arrive);
        s.spawn(arrive);
    });
    run.observe("guests", *guests.lock().unwrap());
}
