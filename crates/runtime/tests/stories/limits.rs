//! Programs that can't be judged, or not to the end.

use std::panic;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

use interleave::Check;

use crate::{NEVER, check_tells, tells};

#[test]
fn what_is_not_covered() {
    tells("refused", &[], |_| {
        thread::scope(|s| {
            s.spawn(|| panic::set_hook(Box::new(|_| ())));
        });
    });
}

#[test]
fn a_thread_per_item_of_an_endless_iterator() {
    tells("too_many_threads", &[], |_| {
        thread::scope(|s| {
            for _ in 0.. {
                s.spawn(thread::park);
            }
        });
    });
}

#[test]
fn a_program_that_differs_each_time() {
    // The real one, which the explorer doesn't know of.
    use ::core::sync::atomic::AtomicU32 as Real;
    static EXECUTIONS: Real = Real::new(0);
    tells("not_repeatable", &["total = 2"], |run| {
        let odd = EXECUTIONS.fetch_add(1, SeqCst) % 2 == 1;
        let (total, other) = (AtomicU32::new(0), AtomicU32::new(0));
        if odd {
            other.store(1, SeqCst);
        } else {
            total.store(0, SeqCst);
        }
        thread::scope(|s| {
            s.spawn(|| total.fetch_add(1, SeqCst));
            s.spawn(|| total.fetch_add(1, SeqCst));
        });
        run.observe("total", total.into_inner());
    });
}

#[test]
fn a_program_that_differs_only_in_what_was_planned() {
    use ::core::sync::atomic::AtomicU32 as Real;
    static EXECUTIONS: Real = Real::new(0);
    let explored = Check::new().explore(|run| {
        let odd = EXECUTIONS.fetch_add(1, SeqCst) % 2 == 1;
        let (a, b) = (AtomicU32::new(0), AtomicU32::new(0));
        thread::scope(|s| {
            for _ in 0..2 {
                s.spawn(|| {
                    if odd {
                        b.fetch_add(1, SeqCst);
                    }
                    a.fetch_add(1, SeqCst);
                });
            }
        });
        run.observe("a", a.into_inner());
    });
    assert!(!explored.is_exhaustive());
    assert!(explored.behaviours().contains(&"not repeatable".to_owned()));
}

fn counters(run: &interleave::Run) {
    let (a, b) = (AtomicU32::new(0), AtomicU32::new(0));
    let both = || {
        a.fetch_add(1, SeqCst);
        b.fetch_add(1, SeqCst);
    };
    thread::scope(|s| {
        for _ in 0..3 {
            s.spawn(both);
        }
    });
    run.observe("a", a.into_inner());
}

#[test]
fn an_exploration_that_stops_before_the_end() {
    let check = Check::new().max_executions(20);
    let expected = [["a = 3"].as_slice(), &NEVER].concat();
    check_tells("bounded", check, &expected, counters);
}

#[test]
fn a_bound_and_a_wrong_outcome() {
    let check = Check::new().max_executions(20);
    let expected = [["a = 2"].as_slice(), &NEVER].concat();
    check_tells("bounded_and_wrong", check, &expected, counters);
}

#[test]
fn a_sleep_that_nobody_is_to_wait_for() {
    tells("long_sleep", &["total = 2"], |run| {
        let total = AtomicU32::new(0);
        let slowly = || {
            let seen = total.load(SeqCst);
            thread::sleep(std::time::Duration::from_secs(1000));
            total.store(seen + 1, SeqCst);
        };
        thread::scope(|s| {
            s.spawn(slowly);
            s.spawn(slowly);
        });
        run.observe("total", total.into_inner());
    });
}
