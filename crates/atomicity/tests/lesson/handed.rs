//! The same, and the flag hands on what was done before.

use interleave::Run;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::thread;

pub fn number_then_flag(run: &Run) {
    let (number, ready) = (AtomicU32::new(0), AtomicBool::new(false));
    thread::scope(|s| {
        s.spawn(|| {
            number.store(7, Relaxed);
            ready.store(true, Release);
        });
        let look = || ready.load(Acquire).then(|| number.load(Relaxed));
        let seen = s.spawn(look).join().unwrap();
        run.observe("seen", seen);
    });
}
