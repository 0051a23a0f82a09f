//! Loops that never end.

use std::hint;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

use interleave::Check;

use crate::{NEVER, check_tells, tells};

#[test]
fn a_loop_that_does_not_pause() {
    let check = Check::new().max_steps(200);
    check_tells("livelock_without_a_hint", check, &NEVER, |_| {
        let ready = AtomicBool::new(false);
        thread::scope(|s| {
            s.spawn(|| while !ready.load(SeqCst) {});
            s.spawn(|| ready.store(true, SeqCst));
        });
    });
}

#[test]
fn a_loop_on_a_lock() {
    tells("livelock_on_a_lock", &[], |_| {
        let ready = Mutex::new(false);
        thread::scope(|s| {
            s.spawn(|| while !*ready.lock().unwrap() {});
            s.spawn(|| *ready.lock().unwrap() = true);
        });
    });
}

#[test]
fn a_loop_that_tries() {
    tells("livelock_of_tries", &[], |_| {
        let total = Mutex::new(0);
        let add = || {
            loop {
                if let Ok(mut total) = total.try_lock() {
                    *total += 1;
                    break;
                }
            }
        };
        thread::scope(|s| {
            s.spawn(add);
            s.spawn(add);
        });
    });
}

#[test]
fn a_loop_that_counts_its_rounds() {
    tells("livelock_that_counts", &[], |_| {
        let (ready, rounds) = (AtomicBool::new(false), AtomicU32::new(0));
        thread::scope(|s| {
            s.spawn(|| {
                while !ready.load(SeqCst) {
                    rounds.fetch_add(1, SeqCst);
                }
            });
            s.spawn(|| ready.store(true, SeqCst));
        });
    });
}

#[test]
fn a_loop_with_a_lock_in_hand() {
    tells("livelock_with_a_lock", &[], |_| {
        let (total, ready) = (Mutex::new(0), AtomicBool::new(false));
        thread::scope(|s| {
            s.spawn(|| {
                let _total = total.lock().unwrap();
                while !ready.load(SeqCst) {}
            });
            s.spawn(|| {
                *total.lock().unwrap() += 1;
                ready.store(true, SeqCst);
            });
        });
    });
}

#[test]
fn a_loop_that_looks_at_the_clock() {
    tells("livelock_with_a_clock", &[], |_| {
        let ready = AtomicBool::new(false);
        thread::scope(|s| {
            s.spawn(|| {
                let begin = Instant::now();
                while !ready.load(SeqCst) && begin.elapsed() < Duration::from_secs(1) {
                    thread::yield_now();
                }
            });
            s.spawn(|| ready.store(true, SeqCst));
        });
    });
}

#[test]
fn a_long_way_without_a_wait() {
    tells("more_steps_than_a_check_takes", &[], |_| {
        let total = AtomicU32::new(0);
        thread::scope(|s| {
            s.spawn(|| {
                for _ in 0..2_000 {
                    total.fetch_add(1, SeqCst);
                }
            });
        });
    });
}

#[test]
fn a_loop_that_nobody_ends() {
    tells("livelock_with_a_hint", &[], |_| {
        let ready = AtomicBool::new(false);
        thread::scope(|s| {
            s.spawn(|| {
                while !ready.load(SeqCst) {
                    hint::spin_loop();
                }
            });
        });
    });
}

#[test]
fn two_who_let_each_other_go_first() {
    back_off("livelock_back_off", false);
}

#[test]
fn two_who_let_each_other_go_first_and_pause() {
    back_off("livelock_back_off_with_a_pause", true);
}

fn back_off(name: &str, pause: bool) {
    let check = Check::new().max_steps(300);
    check_tells(name, check, &NEVER, |_| {
        let (left, right) = (Mutex::new(()), Mutex::new(()));
        let both = |first: &Mutex<()>, second: &Mutex<()>| {
            loop {
                let first = first.lock().unwrap();
                if second.try_lock().is_ok() {
                    return;
                }
                drop(first);
                if pause {
                    thread::yield_now();
                }
            }
        };
        thread::scope(|s| {
            s.spawn(|| both(&left, &right));
            s.spawn(|| both(&right, &left));
        });
    });
}
