//! Loops that never end.

use std::hint;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

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
    let check = Check::new().max_steps(300);
    check_tells("livelock_back_off", check, &NEVER, |_| {
        let (left, right) = (Mutex::new(()), Mutex::new(()));
        let both = |first: &Mutex<()>, second: &Mutex<()>| {
            loop {
                let _first = first.lock().unwrap();
                if second.try_lock().is_ok() {
                    return;
                }
            }
        };
        thread::scope(|s| {
            s.spawn(|| both(&left, &right));
            s.spawn(|| both(&right, &left));
        });
    });
}
