//! Outcomes that should not be, and outcomes that are missing.

use std::sync::atomic::{AtomicBool, AtomicI8, AtomicU32, Ordering::SeqCst};
use std::sync::{Mutex, mpsc};
use std::thread;

use crate::{check_tells, tells};

struct Counter {
    value: AtomicU32,
}

impl Counter {
    fn new() -> Self {
        let value = AtomicU32::new(0);
        Self { value }
    }

    fn increment(&self) {
        let seen = self.value.load(SeqCst);
        self.value.store(seen + 1, SeqCst);
    }
}

/// So many threads add one each.
fn count(threads: u32) -> u32 {
    let counter = Counter::new();
    thread::scope(|s| {
        for _ in 0..threads {
            s.spawn(|| counter.increment());
        }
    });
    counter.value.into_inner()
}

#[test]
fn a_lost_update_of_two_threads() {
    tells("lost_update_2", &["total = 2"], |run| {
        run.observe("total", count(2));
    });
}

#[test]
fn a_lost_update_of_three_threads() {
    tells("lost_update_3", &["total = 3"], |run| {
        run.observe("total", count(3));
    });
}

#[test]
fn a_lost_update_of_four_threads() {
    tells("lost_update_4", &["total = 4"], |run| {
        run.observe("total", count(4));
    });
}

#[test]
fn more_threads_than_columns() {
    tells("more_than_four_threads", &["total = 6"], |run| {
        let counter = Counter::new();
        thread::scope(|s| {
            s.spawn(|| counter.increment());
            s.spawn(|| counter.increment());
            for _ in 0..4 {
                s.spawn(|| counter.value.fetch_add(1, SeqCst));
            }
        });
        run.observe("total", counter.value.into_inner());
    });
}

#[test]
fn named_threads() {
    tells("named_threads", &["balance = 30"], |run| {
        let balance = AtomicU32::new(0);
        let deposit = |amount| {
            let before = balance.load(SeqCst);
            balance.store(before + amount, SeqCst);
        };
        thread::scope(|s| {
            for (name, amount) in [("salary", 10), ("a-rather-long-name-of-a-thread", 20)] {
                let builder = thread::Builder::new().name(name.into());
                builder.spawn_scoped(s, move || deposit(amount)).unwrap();
            }
        });
        run.observe("balance", balance.into_inner());
    });
}

#[test]
fn a_check_before_the_act() {
    tells("check_then_act", &["sold = 1"], |run| {
        let (left, sold) = (AtomicI8::new(1), AtomicU32::new(0));
        let buy = || {
            if left.load(SeqCst) > 0 {
                left.fetch_sub(1, SeqCst);
                sold.fetch_add(1, SeqCst);
            }
        };
        thread::scope(|s| {
            s.spawn(buy);
            s.spawn(buy);
        });
        run.observe("sold", sold.into_inner());
    });
}

#[test]
fn two_locked_steps_that_should_be_one() {
    tells("two_critical_sections", &["total = 2"], |run| {
        let total = Mutex::new(0);
        let increment = || {
            let seen = *total.lock().unwrap();
            *total.lock().unwrap() = seen + 1;
        };
        thread::scope(|s| {
            s.spawn(increment);
            s.spawn(increment);
        });
        run.observe("total", total.into_inner().unwrap());
    });
}

#[test]
fn a_flag_that_two_threads_find_unset() {
    tells("two_initialise", &["initialised = 1"], |run| {
        let (done, times) = (AtomicBool::new(false), AtomicU32::new(0));
        let init = || {
            if !done.load(SeqCst) {
                times.fetch_add(1, SeqCst);
                done.store(true, SeqCst);
            }
        };
        thread::scope(|s| {
            s.spawn(init);
            s.spawn(init);
        });
        run.observe("initialised", times.into_inner());
    });
}

#[test]
fn several_outcomes_that_should_not_be() {
    tells("several_outcomes", &["first = 1"], |run| {
        let (sender, receiver) = mpsc::channel();
        thread::scope(|s| {
            for number in 1..=6 {
                let sender = sender.clone();
                s.spawn(move || sender.send(number));
            }
        });
        run.observe("first", receiver.recv().unwrap());
    });
}

#[test]
fn a_program_that_is_too_serial() {
    tells("too_serial", &["order = 1, 2", "order = 2, 1"], |run| {
        for number in [1, 2] {
            let run = run.clone();
            thread::spawn(move || run.observe("order", number))
                .join()
                .unwrap();
        }
    });
}

#[test]
fn the_order_of_what_is_printed() {
    let check = interleave::Check::new().printing_matters();
    let expected = ["printed = \"ab\"", "deadlock: never", "panic: never"];
    check_tells("printing", check, &expected, |run| {
        thread::scope(|s| {
            s.spawn(|| std::print!("a"));
            s.spawn(|| std::print!("b"));
        });
        run.observe("printed", run.printed());
    });
}
