//! Serial parts: one that is meant to be, and one that isn't.

use std::sync::Mutex;
use std::thread;

use interleave::{Run, work};

/// A fifth of the work can't be divided, and the rest is, among so many threads.
pub fn a_fifth(threads: u64) -> impl Fn(&Run) {
    move |_| {
        work(48);
        thread::scope(|s| {
            for _ in 0..threads {
                s.spawn(move || work(192 / threads));
            }
        });
    }
}

pub fn locked_over_the_work(run: &Run) {
    let total = Mutex::new(0);
    thread::scope(|s| {
        for _ in 0..4 {
            s.spawn(|| {
                let mut total = total.lock().unwrap();
                let _inside = run.section("work");
                work(9);
                *total += 9;
            });
        }
    });
}

pub fn locked_for_the_result(run: &Run) {
    let total = Mutex::new(0);
    thread::scope(|s| {
        for _ in 0..4 {
            s.spawn(|| {
                let inside = run.section("work");
                work(9);
                drop(inside);
                *total.lock().unwrap() += 9;
            });
        }
    });
}
