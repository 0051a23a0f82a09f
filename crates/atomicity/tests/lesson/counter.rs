//! Two threads add one each.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

pub fn load_and_store(run: &interleave::Run) {
    let total = AtomicU32::new(0);
    let increment = || {
        let seen = total.load(SeqCst);
        total.store(seen + 1, SeqCst);
    };
    thread::scope(|s| {
        s.spawn(increment);
        s.spawn(increment);
    });
    run.observe("total", total.load(SeqCst));
}

pub fn one_step(run: &interleave::Run) {
    let total = AtomicU32::new(0);
    let increment = || {
        total.fetch_add(1, SeqCst);
    };
    thread::scope(|s| {
        s.spawn(increment);
        s.spawn(increment);
    });
    run.observe("total", total.load(SeqCst));
}
