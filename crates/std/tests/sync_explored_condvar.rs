//! The condition variable and the barrier in an exploration.

mod common;

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Barrier, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use common::gives;

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn waiting_for_a_state_loses_nothing() {
    gives(
        |run| {
            let (ready, changed) = (Mutex::new(false), Condvar::new());
            thread::scope(|s| {
                s.spawn(|| {
                    *ready.lock().unwrap() = true;
                    changed.notify_one();
                });
                let mut guard = ready.lock().unwrap();
                while !*guard {
                    guard = changed.wait(guard).unwrap();
                }
                run.observe("ready", *guard);
            });
        },
        &["ready = true"],
    );
}

#[test]
fn waiting_without_a_state_loses_the_notification() {
    gives(
        |run| {
            let (lock, changed) = (Mutex::new(()), Condvar::new());
            thread::scope(|s| {
                s.spawn(|| changed.notify_all());
                drop(changed.wait(lock.lock().unwrap()).unwrap());
            });
            run.observe("done", true);
        },
        &["done = true", "lost wake-up"],
    );
}

#[test]
fn notify_one_wakes_one_and_notify_all_wakes_all() {
    let program = |notify: fn(&Condvar)| {
        move |run: &interleave::Run| {
            let (open, changed) = (Mutex::new(false), Condvar::new());
            thread::scope(|s| {
                for _ in 0..2 {
                    s.spawn(|| {
                        let guard = open.lock().unwrap();
                        drop(changed.wait_while(guard, |open| !*open).unwrap());
                    });
                }
                *open.lock().unwrap() = true;
                notify(&changed);
            });
            run.observe("done", true);
        }
    };
    gives(program(Condvar::notify_all), &["done = true"]);
    gives(
        program(Condvar::notify_one),
        &["done = true", "lost wake-up"],
    );
}

#[test]
fn a_wait_with_a_time_out_ends_both_ways() {
    gives(
        |run| {
            let (lock, changed) = (Mutex::new(()), Condvar::new());
            thread::scope(|s| {
                s.spawn(|| {
                    let _guard = lock.lock().unwrap();
                    changed.notify_one();
                });
                let guard = lock.lock().unwrap();
                let (_guard, result) = changed.wait_timeout(guard, SECOND).unwrap();
                run.observe("timed out", result.timed_out());
            });
        },
        &["timed out = false", "timed out = true"],
    );
}

#[test]
fn a_condition_is_looked_at_until_the_time_is_over() {
    gives(
        |run| {
            let (steps, changed) = (Mutex::new(0), Condvar::new());
            thread::scope(|s| {
                s.spawn(|| {
                    for _ in 0..2 {
                        *steps.lock().unwrap() += 1;
                        changed.notify_one();
                    }
                });
                let guard = steps.lock().unwrap();
                let waiting = |steps: &mut i32| *steps < 2;
                let (guard, result) = changed.wait_timeout_while(guard, SECOND, waiting).unwrap();
                run.observe("ended", (*guard, result.timed_out()));
            });
        },
        &[
            "ended = (0, true)",
            "ended = (1, true)",
            "ended = (2, false)",
        ],
    );
}

#[test]
fn waiting_tells_that_the_mutex_is_poisoned() {
    gives(
        |run| {
            let pair = Arc::new((Mutex::new(()), Condvar::new()));
            let other = pair.clone();
            let guard = pair.0.lock().unwrap();
            let thread = thread::spawn(move || {
                let _guard = other.0.lock().unwrap();
                other.1.notify_one();
                panic!("with the lock");
            });
            run.observe("poisoned", pair.1.wait(guard).is_err());
            assert!(thread.join().is_err());
        },
        &["poisoned = true", "panic: with the lock"],
    );
}

#[test]
fn a_barrier_keeps_phases_apart() {
    gives(
        |run| {
            let (barrier, arrived) = (Barrier::new(2), AtomicU32::new(0));
            let phase = || {
                arrived.fetch_add(1, SeqCst);
                let leads = barrier.wait().is_leader();
                (leads, arrived.load(SeqCst))
            };
            thread::scope(|s| {
                let other = s.spawn(phase);
                let own = phase();
                run.observe("phases", (own, other.join().unwrap()));
            });
        },
        &[
            "phases = ((false, 2), (true, 2))",
            "phases = ((true, 2), (false, 2))",
        ],
    );
}

#[test]
fn a_barrier_that_lacks_a_thread_keeps_the_others() {
    gives(
        |run| {
            run.observe("alone", Barrier::new(0).wait().is_leader());
            let barrier = Barrier::new(2);
            thread::scope(|s| {
                s.spawn(|| barrier.wait());
                s.spawn(|| barrier.wait());
            });
        },
        &["alone = true"],
    );
}

#[test]
fn a_barrier_is_used_round_after_round() {
    gives(
        |run| {
            let (barrier, arrived) = (Barrier::new(2), AtomicU32::new(0));
            let rounds = || {
                [1, 2, 3].map(|round| {
                    arrived.fetch_add(1, SeqCst);
                    let leads = barrier.wait().is_leader();
                    // Nobody is in the next round but one before this thread is.
                    let seen = arrived.load(SeqCst);
                    assert!(seen == 2 * round || seen == 2 * round + 1);
                    u32::from(leads)
                })
            };
            let leads = thread::scope(|s| {
                let other = s.spawn(rounds);
                let own = rounds();
                let other = other.join().unwrap();
                [0, 1, 2].map(|round| own[round] + other[round])
            });
            run.observe("leaders of each round", leads);
        },
        &["leaders of each round = [1, 1, 1]"],
    );
}

#[test]
fn a_barrier_for_two_lets_three_go_only_in_pairs() {
    gives(
        |run| {
            let (barrier, gone) = (Barrier::new(2), AtomicU32::new(0));
            let go = || {
                barrier.wait();
                gone.fetch_add(1, SeqCst);
            };
            thread::scope(|s| {
                s.spawn(go);
                s.spawn(go);
                // The other two, or one of them and the closure's thread.
                s.spawn(go);
                barrier.wait();
            });
            run.observe("gone", gone.into_inner());
        },
        &["gone = 3"],
    );
}
