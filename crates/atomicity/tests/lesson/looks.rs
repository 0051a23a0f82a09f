//! Each of two threads raises its flag and looks at the other's.

use interleave::Run;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::thread;

pub fn raise_and_look(run: &Run) {
    let (left, right) = (AtomicBool::new(false), AtomicBool::new(false));
    let raise = |mine: &AtomicBool, theirs: &AtomicBool| {
        mine.store(true, Release);
        theirs.load(Acquire)
    };
    let seen = thread::scope(|s| {
        let first = s.spawn(|| raise(&left, &right));
        let second = s.spawn(|| raise(&right, &left));
        (first.join().unwrap(), second.join().unwrap())
    });
    run.observe("seen", seen);
}
