//! Work of which some has to be done before and after all the rest.

use std::thread;

use interleave::{Run, work};

pub fn longest_first(_: &Run) {
    work(10);
    thread::scope(|s| {
        for length in [30, 20, 20, 10] {
            s.spawn(move || work(length));
        }
    });
    work(10);
}

pub fn shortest_first(_: &Run) {
    work(10);
    thread::scope(|s| {
        for length in [10, 20, 20, 30] {
            s.spawn(move || work(length));
        }
    });
    work(10);
}
