//! Look at the last line: how often two threads lose an addition on this machine, today.
//!
//! Two real threads each add one, with a load and a store, 100,000 times over. In half of
//! the interleavings an addition is lost; how many of the runs show it is luck.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

const TRIES: u32 = 100_000;

fn main() {
    let total = AtomicU32::new(0);
    let lost = AtomicU32::new(0);
    // The barrier brings both to the start of each try at about the same time.
    let (start, end) = (Barrier::new(2), Barrier::new(2));
    let increment = || {
        let seen = total.load(SeqCst);
        total.store(seen + 1, SeqCst);
    };
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                for _ in 0..TRIES {
                    start.wait();
                    increment();
                    // One of the two looks at the result and clears it.
                    if end.wait().is_leader() && total.swap(0, SeqCst) != 2 {
                        lost.fetch_add(1, SeqCst);
                    }
                }
            });
        }
    });
    println!("{} of {TRIES} tries lost an addition", lost.load(SeqCst));
}
