//! Two real threads that start at nearly the same moment, a million times a second or so.
//!
//! The examples use it to give bad luck a chance: threads that are started one after the
//! other hardly ever meet. It proves nothing. That no try went wrong means that none did,
//! not that none can.

use std::hint;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

/// Runs `first` and `second` side by side, each on a thread of its own, and then `look`,
/// while both rest. Does so until there were `tries` of them or `time` is over, and gives
/// the number of tries.
///
/// # Panics
/// If `look` does. `first` and `second` must not panic: the other thread would wait for
/// ever.
pub fn together(
    tries: u32,
    time: Duration,
    first: impl Fn() + Sync,
    second: impl Fn() + Sync,
    mut look: impl FnMut(),
) -> u32 {
    let begin = Instant::now();
    // The number of the try that may begin, has been noticed, has been done.
    let (start, noticed, done) = (AtomicU32::new(0), AtomicU32::new(0), AtomicU32::new(0));
    let over = Over(AtomicBool::new(false));
    thread::scope(|s| {
        s.spawn(|| {
            for number in 1.. {
                wait_until(|| start.load(SeqCst) == number || over.is_over());
                if over.is_over() {
                    return;
                }
                noticed.store(number, SeqCst);
                linger(number / 32);
                second();
                done.store(number, SeqCst);
            }
        });
        let _over_in_any_case = OverAtEnd(&over);
        let mut number = 0;
        while number < tries && begin.elapsed() < time {
            number += 1;
            start.store(number, SeqCst);
            wait_until(|| noticed.load(SeqCst) == number);
            linger(number);
            first();
            wait_until(|| done.load(SeqCst) == number);
            look();
        }
        number
    })
}

/// Whether there will be no more tries.
struct Over(AtomicBool);

impl Over {
    fn is_over(&self) -> bool {
        self.0.load(SeqCst)
    }
}

/// Lets the second thread end, also if the first one panics.
struct OverAtEnd<'a>(&'a Over);

impl Drop for OverAtEnd<'_> {
    fn drop(&mut self) {
        self.0.0.store(true, SeqCst);
    }
}

/// Spins, since a thread that sleeps comes too late; yields now and then, in case there is
/// one core only.
fn wait_until(condition: impl Fn() -> bool) {
    let mut turns = 0_u32;
    while !condition() {
        hint::spin_loop();
        turns += 1;
        if turns.is_multiple_of(1_000) {
            thread::yield_now();
        }
    }
}

/// Who is first, and by how much, differs from try to try.
fn linger(number: u32) {
    for _ in 0..number % 32 {
        hint::spin_loop();
    }
}
