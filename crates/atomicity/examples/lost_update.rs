//! Look at how often an addition is lost on this machine, today: seldom if you try as a
//! test would, more often if both threads start at the same moment.
//!
//! The bug is the same each time. What differs is the luck.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

use atomicity::together::together;

const TIME: Duration = Duration::from_millis(600);

fn load_and_store(total: &AtomicU32) {
    let seen = total.load(SeqCst);
    total.store(seen + 1, SeqCst);
}

fn one_step(total: &AtomicU32) {
    total.fetch_add(1, SeqCst);
}

/// As a test would: two new threads for each try.
fn new_threads(increment: fn(&AtomicU32)) -> (u32, u32) {
    let (mut tries, mut lost) = (0, 0);
    let begin = Instant::now();
    while tries < 10_000 && begin.elapsed() < TIME {
        let total = AtomicU32::new(0);
        thread::scope(|s| {
            s.spawn(|| increment(&total));
            s.spawn(|| increment(&total));
        });
        tries += 1;
        lost += 2 - total.load(SeqCst);
    }
    (lost, tries)
}

/// Two threads that wait for each other before each try.
fn same_moment(increment: fn(&AtomicU32)) -> (u32, u32) {
    let total = AtomicU32::new(0);
    let mut lost = 0;
    let add = || increment(&total);
    let tries = together(1_000_000, TIME, add, add, || {
        lost += 2 - total.swap(0, SeqCst);
    });
    (lost, tries)
}

fn main() {
    let (lost, tries) = new_threads(load_and_store);
    println!("load and store, new threads:       {lost} lost in {tries} tries");
    let (lost, tries) = same_moment(load_and_store);
    println!("load and store, at the same time:  {lost} lost in {tries} tries");
    let (lost, tries) = same_moment(one_step);
    println!("fetch_add, at the same time:       {lost} lost in {tries} tries");
}
