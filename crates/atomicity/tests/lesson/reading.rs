//! One thread reads, and reads again before it has let go; another one writes.

use std::sync::RwLock;
use std::thread;

pub fn read_while_reading(run: &interleave::Run) {
    let number = RwLock::new(1);
    thread::scope(|s| {
        s.spawn(|| {
            let first = number.read().unwrap();
            let second = number.read().unwrap();
            run.observe("sum", *first + *second);
        });
        s.spawn(|| *number.write().unwrap() = 2);
    });
}
