//! Inside an exploration, scoped threads borrow and are waited for as well.

mod common;

use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

use common::gives;

#[test]
fn threads_borrow_and_are_waited_for() {
    gives(
        |run| {
            let numbers = Vec::from([1, 2, 3]);
            let mut sum = 0;
            thread::scope(|s| {
                s.spawn(|| sum += numbers[0] + numbers[2]);
            });
            run.observe("sum", sum);
        },
        &["sum = 4"],
    );
}

#[test]
fn both_orders_of_two_threads() {
    gives(
        |run| {
            let order = Mutex::new(Vec::new());
            thread::scope(|s| {
                s.spawn(|| order.lock().unwrap().push('a'));
                s.spawn(|| order.lock().unwrap().push('b'));
            });
            run.observe("order", order.into_inner().unwrap());
        },
        &["order = ['a', 'b']", "order = ['b', 'a']"],
    );
}

#[test]
fn threads_that_threads_started_are_waited_for() {
    gives(
        |run| {
            let count = AtomicUsize::new(0);
            thread::scope(|s| {
                for _ in 0..2 {
                    s.spawn(|| {
                        s.spawn(|| count.fetch_add(1, Relaxed));
                    });
                }
            });
            run.observe("count", count.into_inner());
        },
        &["count = 2"],
    );
}

#[test]
fn a_nested_scope_may_use_the_outer_one() {
    gives(
        |run| {
            let count = AtomicUsize::new(0);
            thread::scope(|outer| {
                outer.spawn(|| {
                    thread::scope(|inner| {
                        inner.spawn(|| outer.spawn(|| count.fetch_add(1, Relaxed)));
                    });
                });
                outer.spawn(|| count.fetch_add(1, Relaxed));
            });
            run.observe("count", count.into_inner());
        },
        &["count = 2"],
    );
}

#[test]
fn handles_join_in_any_order() {
    gives(
        |run| {
            let results = thread::scope(|s| {
                let first = s.spawn(|| 1);
                let second = s.spawn(move || first.join().unwrap() + 1);
                let third = s.spawn(|| 3);
                (third.join().unwrap(), second.join().unwrap())
            });
            run.observe("results", results);
        },
        &["results = (3, 2)"],
    );
}

#[test]
fn a_panic_that_nobody_joined_panics_the_scope() {
    gives(
        |_| {
            thread::scope(|s| {
                s.spawn(|| panic!("on purpose"));
            });
        },
        &["panic: a scoped thread panicked", "panic: on purpose"],
    );
}

#[test]
fn a_panic_that_was_joined_does_not() {
    gives(
        |run| {
            let result = thread::scope(|s| s.spawn(|| panic!("on purpose")).join().map(|()| 1));
            run.observe("failed", result.is_err());
        },
        &["failed = true", "panic: on purpose"],
    );
}

#[test]
fn a_panicking_closure_is_resumed_after_all_threads_have_ended() {
    gives(
        |run| {
            let ended = AtomicUsize::new(0);
            let result = panic::catch_unwind(AssertUnwindSafe(|| {
                thread::scope(|s| {
                    s.spawn(|| ended.fetch_add(1, Relaxed));
                    panic!("the closure itself");
                })
            }));
            let payload = result.map(|()| 0).unwrap_err();
            run.observe("payload", payload.downcast_ref::<&str>());
            run.observe("ended", ended.into_inner());
        },
        &["payload = Some(\"the closure itself\"), ended = 1"],
    );
}

/// The abandoned threads hold borrows of frames that are abandoned with them.
#[test]
fn a_deadlock_in_a_scope_ends_the_execution() {
    gives(
        |run| {
            let (a, b) = (Mutex::new(vec![1]), Mutex::new(vec![2]));
            thread::scope(|s| {
                s.spawn(|| {
                    let mut first = a.lock().unwrap();
                    first.append(&mut b.lock().unwrap());
                });
                s.spawn(|| {
                    let mut first = b.lock().unwrap();
                    first.append(&mut a.lock().unwrap());
                });
            });
            run.observe("all", a.lock().unwrap().len() + b.lock().unwrap().len());
        },
        &["all = 2", "deadlock"],
    );
}
