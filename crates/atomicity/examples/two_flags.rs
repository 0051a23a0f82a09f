//! Look at how often both threads read 0, although each had raised its own flag before it
//! looked at the other's: never with `SeqCst`. With `Relaxed`, it depends on your processor.
//!
//! No interleaving of the four steps gives that. Section 9 of the lesson says what does.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use atomicity::together::together;

const TIME: Duration = Duration::from_millis(600);

/// How often both read 0, and out of how many tries.
fn both_read_zero(order: Ordering) -> (u32, u32) {
    let [mine, theirs, saw_theirs, saw_mine] = [const { AtomicU32::new(0) }; 4];
    let mut both = 0;
    let raise = |flag: &AtomicU32, other: &AtomicU32, saw: &AtomicU32| {
        flag.store(1, order);
        let seen = other.load(order);
        saw.store(seen, Ordering::Relaxed);
    };
    let tries = together(
        1_000_000,
        TIME,
        || raise(&mine, &theirs, &saw_theirs),
        || raise(&theirs, &mine, &saw_mine),
        || {
            let seen = [&saw_theirs, &saw_mine].map(|saw| saw.load(Ordering::SeqCst));
            both += u32::from(seen == [0, 0]);
            mine.store(0, Ordering::SeqCst);
            theirs.store(0, Ordering::SeqCst);
        },
    );
    (both, tries)
}

fn main() {
    for order in [Ordering::Relaxed, Ordering::SeqCst] {
        let (both, tries) = both_read_zero(order);
        println!("{order:?}: both read 0 in {both} of {tries} tries");
    }
}
