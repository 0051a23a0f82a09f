//! Waits that end without a cause, where a check allows for it.

mod common;

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

use common::{check_gives, gives};
use interleave::{Check, Run};

const SECOND: Duration = Duration::from_secs(1);

fn up_to(each: u32) -> Check {
    Check::new().spurious_wakeups(each)
}

/// Waits for a flag, and asks for it before the wait alone, or after it as well.
fn waits(loops: bool) -> impl Fn(&Run) {
    move |run| {
        let (ready, changed) = (Mutex::new(false), Condvar::new());
        thread::scope(|s| {
            s.spawn(|| {
                *ready.lock().unwrap() = true;
                changed.notify_one();
            });
            let mut guard = ready.lock().unwrap();
            if loops {
                while !*guard {
                    guard = changed.wait(guard).unwrap();
                }
            } else if !*guard {
                guard = changed.wait(guard).unwrap();
            }
            run.observe("ready", *guard);
        });
    }
}

#[test]
fn to_ask_once_is_found_out() {
    gives(waits(false), &["ready = true"]);
    check_gives(up_to(1), waits(false), &["ready = false", "ready = true"]);
}

#[test]
fn to_ask_again_each_time_is_right_however_often() {
    for each in 0..4 {
        check_gives(up_to(each), waits(true), &["ready = true"]);
    }
}

#[test]
fn each_wait_has_one_execution_more_for_each_end_it_can_have() {
    let executions = |each| up_to(each).explore(waits(false)).executions();
    // The flag is up; or it isn't, and the notification comes.
    assert_eq!(executions(0), 2);
    // Or the wait ends without it, before or after the flag is up.
    assert_eq!(executions(1), 4);
    assert_eq!(executions(2), 4);
}

#[test]
fn a_lost_notification_is_found_all_the_same() {
    check_gives(
        up_to(1),
        |run| {
            let (ready, changed) = (Mutex::new(false), Condvar::new());
            thread::scope(|s| {
                s.spawn(|| {
                    let mut guard = ready.lock().unwrap();
                    while !*guard {
                        guard = changed.wait(guard).unwrap();
                    }
                });
                // Not under the lock, and before what it tells of.
                changed.notify_one();
                *ready.lock().unwrap() = true;
            });
            run.observe("done", true);
        },
        &["done = true", "lost wake-up"],
    );
}

#[test]
fn waits_of_every_kind_can_end() {
    let program = |wait: fn(&Mutex<u32>, &Condvar) -> bool| {
        move |run: &Run| {
            let (lock, changed) = (Mutex::new(0), Condvar::new());
            run.observe("timed out", wait(&lock, &changed));
        }
    };
    let wait = program(|lock, changed| {
        drop(changed.wait(lock.lock().unwrap()).unwrap());
        false
    });
    let wait_timeout = program(|lock, changed| {
        let waited = changed.wait_timeout(lock.lock().unwrap(), SECOND);
        waited.unwrap().1.timed_out()
    });
    let wait_timeout_while = program(|lock, changed| {
        let mut asked = 0;
        let again = |_: &mut u32| {
            asked += 1;
            asked < 4
        };
        let waited = changed.wait_timeout_while(lock.lock().unwrap(), SECOND, again);
        waited.unwrap().1.timed_out()
    });
    gives(wait, &["lost wake-up"]);
    check_gives(up_to(1), wait, &["timed out = false", "lost wake-up"]);
    let both = ["timed out = false", "timed out = true"];
    gives(wait_timeout, &both[1..]);
    check_gives(up_to(1), wait_timeout, &both);
    check_gives(up_to(1), wait_timeout_while, &both[1..]);
    check_gives(up_to(2), wait_timeout_while, &both);
}

#[test]
fn a_park_can_end_and_leave_the_token() {
    let program = |run: &Run| {
        let (steps, seen) = (AtomicU32::new(0), AtomicU32::new(0));
        thread::scope(|s| {
            let sleeper = s.spawn(|| {
                thread::park();
                seen.store(1 + steps.load(SeqCst), SeqCst);
                thread::park_timeout(SECOND);
            });
            steps.store(1, SeqCst);
            sleeper.thread().unpark();
        });
        run.observe("seen", seen.into_inner());
    };
    gives(program, &["seen = 2"]);
    check_gives(up_to(1), program, &["seen = 1", "seen = 2"]);
}

#[test]
fn each_thread_has_its_own() {
    check_gives(
        up_to(1),
        |run| {
            let (lock, changed) = (Mutex::new(()), Condvar::new());
            thread::scope(|s| {
                s.spawn(|| {
                    let guard = changed.wait(lock.lock().unwrap()).unwrap();
                    drop(changed.wait(guard).unwrap());
                });
            });
            run.observe("ended", true);
        },
        &["lost wake-up"],
    );
    check_gives(
        up_to(1),
        |run| {
            let (awake, changed) = (Mutex::new(0), Condvar::new());
            let sleep = || *changed.wait(awake.lock().unwrap()).unwrap() += 1;
            thread::scope(|s| {
                s.spawn(sleep);
                s.spawn(sleep);
            });
            run.observe("awake", awake.into_inner().unwrap());
        },
        &["awake = 2", "lost wake-up"],
    );
}

#[test]
fn the_lock_is_another_threads_until_it_gives_it_up() {
    // The waiter wakes up before the flag is up, has to wait for the lock, and finds it
    // up although nobody has notified it.
    check_gives(
        up_to(1),
        |run| {
            let (ready, changed) = (Mutex::new(false), Condvar::new());
            thread::scope(|s| {
                let guard = ready.lock().unwrap();
                s.spawn(|| *ready.lock().unwrap() = true);
                run.observe("ready", *changed.wait(guard).unwrap());
            });
        },
        &["ready = false", "ready = true", "lost wake-up"],
    );
}

#[test]
fn the_same_holds_under_weak_memory() {
    check_gives(
        up_to(1).weak_memory(),
        waits(false),
        &["ready = false", "ready = true"],
    );
    check_gives(up_to(2).weak_memory(), waits(true), &["ready = true"]);
    check_gives(
        up_to(2).weak_memory(),
        |run| {
            let (lock, changed) = (Mutex::new(()), Condvar::new());
            let wait = changed.wait_timeout(lock.lock().unwrap(), SECOND);
            run.observe("timed out", wait.unwrap().1.timed_out());
            thread::park();
        },
        &["timed out = false", "timed out = true", "lost wake-up"],
    );
}
