//! One thread changes two numbers that belong together, the other looks at both.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

pub fn two_atomics(run: &interleave::Run) {
    let (width, height) = (AtomicU32::new(1), AtomicU32::new(1));
    thread::scope(|s| {
        s.spawn(|| {
            width.store(2, SeqCst);
            height.store(2, SeqCst);
        });
        let look = || (width.load(SeqCst), height.load(SeqCst));
        let seen = s.spawn(look).join().unwrap();
        run.observe("seen", seen);
    });
}
