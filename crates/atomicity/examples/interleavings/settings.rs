//! Two threads need a number that is made when it is first needed.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::thread;

pub fn a_flag_first(run: &interleave::Run) {
    let (begun, number) = (AtomicBool::new(false), AtomicU32::new(0));
    let get = || {
        if !begun.swap(true, SeqCst) {
            number.store(7, SeqCst);
        }
        number.load(SeqCst)
    };
    thread::scope(|s| {
        let (first, second) = (s.spawn(get), s.spawn(get));
        let mut got = [first.join().unwrap(), second.join().unwrap()];
        got.sort_unstable();
        run.observe("got", got);
    });
}

pub fn a_once_lock(run: &interleave::Run) {
    let number = OnceLock::new();
    let get = || *number.get_or_init(|| 7);
    thread::scope(|s| {
        let (first, second) = (s.spawn(get), s.spawn(get));
        let got = [first.join().unwrap(), second.join().unwrap()];
        run.observe("got", got);
    });
}
