//! Threads that come in between two steps of another one, and threads that give up.

use std::sync::atomic::{AtomicBool, AtomicI32, Ordering::SeqCst};
use std::sync::{Mutex, RwLock};
use std::thread;

use crate::tells;

/// A smallest and a largest value, which belong together.
struct Pair {
    low: AtomicI32,
    high: AtomicI32,
}

fn pair(low: i32, high: i32) -> Pair {
    let (low, high) = (AtomicI32::new(low), AtomicI32::new(high));
    Pair { low, high }
}

impl Pair {
    fn set(&self, low: i32, high: i32) {
        self.low.store(low, SeqCst);
        self.high.store(high, SeqCst);
    }

    fn get(&self) -> (i32, i32) {
        (self.low.load(SeqCst), self.high.load(SeqCst))
    }
}

#[test]
fn a_pair_that_is_read_between_two_writes() {
    let expected = [
        "seen = (1, 2)",
        "seen = (3, 4)",
        // What is read across both writes has a test of its own.
        "seen = (1, 4)",
    ];
    tells("torn_write", &expected, |run| {
        let pair = pair(1, 2);
        thread::scope(|s| {
            s.spawn(|| pair.set(3, 4));
            s.spawn(|| run.observe("seen", pair.get()));
        });
    });
}

#[test]
fn a_pair_that_is_changed_between_two_reads() {
    let expected = ["seen = (1, 2)", "seen = (3, 4)", "seen = (3, 2)"];
    tells("torn_read", &expected, |run| {
        let pair = pair(1, 2);
        thread::scope(|s| {
            s.spawn(|| pair.set(3, 4));
            // The last step of all: it must be among the rows all the same.
            run.observe("seen", pair.get());
        });
    });
}

#[test]
fn two_locks_that_are_not_held_together() {
    tells("torn_locks", &["total = 100"], |run| {
        let (left, right) = (Mutex::new(70), Mutex::new(30));
        thread::scope(|s| {
            s.spawn(|| {
                let (mut left, mut right) = (left.lock().unwrap(), right.lock().unwrap());
                *left -= 10;
                *right += 10;
            });
            let first = *left.lock().unwrap();
            let second = *right.lock().unwrap();
            run.observe("total", first + second);
        });
    });
}

#[test]
fn a_flag_that_is_set_before_the_work() {
    tells("early_flag", &["found = Some(7)", "found = None"], |run| {
        let (done, value) = (AtomicBool::new(false), AtomicI32::new(0));
        thread::scope(|s| {
            s.spawn(|| {
                done.store(true, SeqCst);
                value.store(7, SeqCst);
            });
            s.spawn(|| {
                let found = done.load(SeqCst).then(|| value.load(SeqCst));
                run.observe("found", found);
            });
        });
    });
}

#[test]
fn a_flag_that_is_set_before_a_lock_is_taken() {
    tells("early_flag_and_lock", &["left = 0"], |run| {
        let (done, value) = (AtomicBool::new(false), Mutex::new(None));
        let get = || {
            if !done.swap(true, SeqCst) {
                *value.lock().unwrap() = Some(7);
            }
            value.lock().unwrap().expect("it is done")
        };
        thread::scope(|s| {
            for thread in [s.spawn(get), s.spawn(get)] {
                drop(thread.join());
            }
        });
        run.observe("left", 0);
    });
}

#[test]
fn a_busy_lock_that_is_given_up() {
    tells("gave_up_a_lock", &["total = 2"], |run| {
        let total = Mutex::new(0);
        let add = || {
            if let Ok(mut total) = total.try_lock() {
                *total += 1;
            }
        };
        thread::scope(|s| {
            s.spawn(add);
            s.spawn(add);
        });
        run.observe("total", total.into_inner().unwrap());
    });
}

#[test]
fn an_exchange_that_is_given_up() {
    tells("gave_up_an_exchange", &["total = 2"], |run| {
        let total = AtomicI32::new(0);
        let add = || {
            let seen = total.load(SeqCst);
            let _ = total.compare_exchange(seen, seen + 1, SeqCst, SeqCst);
        };
        thread::scope(|s| {
            s.spawn(add);
            s.spawn(add);
        });
        run.observe("total", total.into_inner());
    });
}

#[test]
fn a_loop_of_exchanges_has_given_up_nothing() {
    // Wrong for another reason, of which nothing must be said that isn't so.
    tells("no_reason_to_tell", &["total = 3"], |run| {
        let total = AtomicI32::new(0);
        let add = || {
            while total
                .fetch_update(SeqCst, SeqCst, |old| Some(old + 1))
                .is_err()
            {}
        };
        thread::scope(|s| {
            s.spawn(add);
            s.spawn(add);
        });
        run.observe("total", total.into_inner());
    });
}

#[test]
fn threads_that_have_changed_places() {
    tells("exchanged", &["hosts = [1]", "hosts = [2]"], |run| {
        let hosts = RwLock::new(Vec::new());
        let volunteer = |number: u32| {
            if hosts.read().unwrap().is_empty() {
                hosts.write().unwrap().push(number);
            }
        };
        thread::scope(|s| {
            s.spawn(|| volunteer(1));
            s.spawn(|| volunteer(2));
        });
        run.observe("hosts", hosts.into_inner().unwrap());
    });
}
