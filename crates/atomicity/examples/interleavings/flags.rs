//! Each of two threads raises its flag and looks at the other's.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

pub fn raise_and_look(run: &interleave::Run) {
    let (mine, theirs) = (AtomicU32::new(0), AtomicU32::new(0));
    let raise = |flag: &AtomicU32, other: &AtomicU32| {
        flag.store(1, SeqCst);
        other.load(SeqCst)
    };
    thread::scope(|s| {
        let first = s.spawn(|| raise(&mine, &theirs));
        let second = s.spawn(|| raise(&theirs, &mine));
        run.observe("first", first.join().unwrap());
        run.observe("second", second.join().unwrap());
    });
}
