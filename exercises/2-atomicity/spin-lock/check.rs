//! What is judged: how many are inside at once, what they see there, and who gets in after a
//! panic; with weak memory.

use super::*;
use interleave::{Check, Exploration, Run};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::AtomicU32;
use std::thread;

fn explore<'p>(program: impl Fn(&Run) + Send + Sync + 'p) -> Exploration<'p> {
    Check::new().weak_memory().explore(program)
}

/// A number that must not be changed by two threads at once: adding takes two steps, and
/// neither says anything about other memory.
struct Plain {
    number: AtomicU32,
}

impl Plain {
    fn new() -> Self {
        Self {
            number: AtomicU32::new(0),
        }
    }

    fn add_one(&self) {
        let seen = self.number.load(Ordering::Relaxed);
        self.number.store(seen + 1, Ordering::Relaxed);
    }

    fn value(&self) -> u32 {
        self.number.load(Ordering::Relaxed)
    }
}

/// Two threads add one each.
#[test]
fn nothing_is_lost() {
    explore(|run| {
        let (lock, total) = (SpinLock::new(), Plain::new());
        thread::scope(|s| {
            for _ in 0..2 {
                s.spawn(|| lock.with(|| total.add_one()));
            }
        });
        run.observe("total", total.value());
    })
    .assert_snapshot();
}

/// Two threads, one inside at a time.
#[test]
fn one_at_a_time() {
    explore(|run| {
        let lock = SpinLock::new();
        let enter = || {
            lock.with(|| {
                let _in = run.section("work");
            });
        };
        thread::scope(|s| {
            s.spawn(enter);
            s.spawn(enter);
        });
    })
    .assert_snapshot();
}

/// Two numbers are kept equal, and another thread looks at both.
#[test]
fn what_was_done_is_seen() {
    explore(|run| {
        let lock = SpinLock::new();
        let (width, height) = (Plain::new(), Plain::new());
        thread::scope(|s| {
            s.spawn(|| {
                lock.with(|| {
                    width.add_one();
                    height.add_one();
                });
            });
            let looks = s.spawn(|| lock.with(|| (width.value(), height.value())));
            run.observe("seen", looks.join().unwrap());
        });
    })
    .assert_snapshot();
}

/// One of two threads panics inside, and the panic goes on to its caller.
#[test]
fn unlocked_after_a_panic() {
    explore(|run| {
        let (lock, total) = (SpinLock::new(), Plain::new());
        let panics = || {
            lock.with(|| {
                total.add_one();
                resume_unwind(Box::new("half done"));
            });
        };
        thread::scope(|s| {
            let first = s.spawn(|| catch_unwind(AssertUnwindSafe(panics)).is_err());
            s.spawn(|| lock.with(|| total.add_one()));
            run.observe("panic goes on", first.join().unwrap());
        });
        run.observe("total", total.value());
    })
    .assert_snapshot();
}

/// Two locks have nothing to do with each other; and what `work` returns comes back.
#[test]
fn two_locks() {
    explore(|run| {
        let (left, right) = (SpinLock::new(), SpinLock::new());
        let work = |section| {
            let _in = run.section(section);
            section.len()
        };
        thread::scope(|s| {
            let left = s.spawn(|| left.with(|| work("left")));
            let right = s.spawn(|| right.with(|| work("right")));
            run.observe("results", (left.join().unwrap(), right.join().unwrap()));
        });
    })
    .assert_snapshot();
}
