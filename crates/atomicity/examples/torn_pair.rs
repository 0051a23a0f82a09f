//! Look at how many readings are torn: a square whose two sides are never the same number,
//! because the reader looked while the writer was between them.
//!
//! First each side is an atomic of its own, then both stand in one mutex.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

const TIME: Duration = Duration::from_millis(500);

/// One thread writes 1, 2, 3, … to both sides while this one reads: how many readings
/// were torn, and how many there were.
fn torn(write: impl Fn(u32) + Sync, read: impl Fn() -> (u32, u32)) -> (u64, u64) {
    let begin = Instant::now();
    let (mut torn, mut all) = (0, 0);
    thread::scope(|s| {
        s.spawn(|| {
            let mut size = 0;
            while begin.elapsed() < TIME {
                size += 1;
                write(size);
            }
        });
        while begin.elapsed() < TIME {
            let (width, height) = read();
            all += 1;
            torn += u64::from(width != height);
        }
    });
    (torn, all)
}

fn main() {
    let (width, height) = (AtomicU32::new(0), AtomicU32::new(0));
    let write = |size| {
        width.store(size, SeqCst);
        height.store(size, SeqCst);
    };
    let (some, all) = torn(write, || (width.load(SeqCst), height.load(SeqCst)));
    println!("two atomics:  {some} of {all} readings are torn");

    let sides = Mutex::new((0, 0));
    let write = |size| {
        let mut sides = sides.lock().unwrap();
        sides.0 = size;
        sides.1 = size;
    };
    let (some, all) = torn(write, || *sides.lock().unwrap());
    println!("one mutex:    {some} of {all} readings are torn");
}
