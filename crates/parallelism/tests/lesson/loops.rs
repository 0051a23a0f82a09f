//! Two tasks that don't wait for each other, and the same two in a row.

use std::thread;

use interleave::{Run, work};

/// A task, named for the check.
fn task(run: &Run, name: &'static str) {
    let _inside = run.section(name);
    work(40);
}

pub fn together(run: &Run) {
    let left = || task(run, "left");
    let right = || task(run, "right");
    thread::scope(|s| {
        s.spawn(left);
        s.spawn(right);
    });
}

pub fn in_a_row(run: &Run) {
    let left = || task(run, "left");
    let right = || task(run, "right");
    thread::scope(|s| {
        s.spawn(left).join().unwrap();
        s.spawn(right).join().unwrap();
    });
}
