//! Weak memory: loads that get an older value, stores that take effect early.

use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release, SeqCst};
use std::thread;

use interleave::Check;

use crate::{NEVER, check_tells};

fn weak_tells(name: &str, outcomes: &[&str], program: impl Fn(&interleave::Run) + Send + Sync) {
    let expected = [outcomes, &NEVER].concat();
    check_tells(name, Check::new().weak_memory(), &expected, program);
}

#[test]
fn each_looks_before_it_sees() {
    let expected = ["a = 0, b = 1", "a = 1, b = 0", "a = 1, b = 1"];
    weak_tells("store_buffer", &expected, |run| {
        let (x, y) = (AtomicU32::new(0), AtomicU32::new(0));
        let (a, b) = thread::scope(|s| {
            let first = s.spawn(|| {
                x.store(1, Release);
                y.load(Acquire)
            });
            let second = s.spawn(|| {
                y.store(1, Release);
                x.load(Acquire)
            });
            (first.join().unwrap(), second.join().unwrap())
        });
        run.observe("a", a);
        run.observe("b", b);
    });
}

#[test]
fn a_flag_without_its_message() {
    let expected = ["message = None", "message = Some(7)"];
    weak_tells("message_not_seen", &expected, |run| {
        let (message, flag) = (AtomicU32::new(0), AtomicU32::new(0));
        let seen = thread::scope(|s| {
            s.spawn(|| {
                message.store(7, Relaxed);
                flag.store(1, Relaxed);
            });
            let reader = s.spawn(|| (flag.load(Acquire) == 1).then(|| message.load(Relaxed)));
            reader.join().unwrap()
        });
        run.observe("message", seen);
    });
}

#[test]
fn two_atomics_in_two_orders() {
    let expected = ["x = 1, y = 2", "x = 2, y = 1", "x = 2, y = 2"];
    weak_tells("stores_overtaken", &expected, |run| {
        let (x, y) = (AtomicU32::new(0), AtomicU32::new(0));
        thread::scope(|s| {
            s.spawn(|| {
                x.store(1, Relaxed);
                y.store(2, Relaxed);
            });
            s.spawn(|| {
                y.store(1, Relaxed);
                x.store(2, Relaxed);
            });
        });
        run.observe("x", x.load(Relaxed));
        run.observe("y", y.load(Relaxed));
    });
}

/// An addition can be lost because two are at it at once, and because the second one
/// does not see what the first one did. The former needs a preemption, and no weak memory.
#[test]
fn an_interleaving_is_told_if_one_is_wrong() {
    weak_tells("interleaving_preferred", &["total = 2"], |run| {
        let (inside, total) = (AtomicU32::new(0), AtomicU32::new(0));
        let enter = || {
            if inside.load(Relaxed) == 1 {
                total.fetch_add(1, SeqCst);
                return;
            }
            inside.store(1, Relaxed);
            let seen = total.load(Relaxed);
            total.store(seen + 1, Relaxed);
            inside.store(0, Relaxed);
        };
        thread::scope(|s| {
            s.spawn(enter);
            s.spawn(enter);
        });
        run.observe("total", total.load(Relaxed));
    });
}

#[test]
fn an_exchange_fails_without_a_cause() {
    weak_tells("spurious_failure", &["taken = Ok(0)"], |run| {
        let slot = AtomicU32::new(0);
        let taken = slot.compare_exchange_weak(0, 1, Acquire, Relaxed);
        run.observe("taken", taken);
    });
}
