//! Two threads take the last seat, if there is one.

use std::sync::atomic::{AtomicI32, Ordering::SeqCst};
use std::thread;

pub fn look_and_take(run: &interleave::Run) {
    let seats = AtomicI32::new(1);
    let take = || {
        if seats.load(SeqCst) > 0 {
            seats.fetch_sub(1, SeqCst);
        }
    };
    thread::scope(|s| {
        s.spawn(take);
        s.spawn(take);
    });
    run.observe("seats", seats.load(SeqCst));
}
