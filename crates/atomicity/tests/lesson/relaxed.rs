//! The same, and no operation says anything about other memory.

use interleave::Run;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::thread;

pub fn number_then_flag(run: &Run) {
    let (number, ready) = (AtomicU32::new(0), AtomicBool::new(false));
    thread::scope(|s| {
        s.spawn(|| {
            number.store(7, Relaxed);
            ready.store(true, Relaxed);
        });
        let look = || ready.load(Relaxed).then(|| number.load(Relaxed));
        let seen = s.spawn(look).join().unwrap();
        run.observe("seen", seen);
    });
}
