//! One thread writes a number and then raises a flag, the other looks at the flag first.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::thread;

pub fn number_then_flag(run: &interleave::Run) {
    let (number, ready) = (AtomicU32::new(0), AtomicBool::new(false));
    thread::scope(|s| {
        s.spawn(|| {
            number.store(7, SeqCst);
            ready.store(true, SeqCst);
        });
        let look = || ready.load(SeqCst).then(|| number.load(SeqCst));
        let seen = s.spawn(look).join().unwrap();
        run.observe("seen", seen);
    });
}
