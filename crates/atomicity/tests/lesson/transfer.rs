//! Two threads lock the same two accounts, each in the order of its own transfer.

use std::sync::Mutex;
use std::thread;

pub fn both_ways(run: &interleave::Run) {
    let (a, b) = (Mutex::new(100), Mutex::new(100));
    let transfer = |from: &Mutex<i32>, to: &Mutex<i32>| {
        let mut from = from.lock().unwrap();
        let mut to = to.lock().unwrap();
        *from -= 10;
        *to += 10;
    };
    thread::scope(|s| {
        s.spawn(|| transfer(&a, &b));
        s.spawn(|| transfer(&b, &a));
    });
    run.observe("done", true);
}
