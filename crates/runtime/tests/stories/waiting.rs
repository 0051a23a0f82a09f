//! Threads that wait for what nobody can signal any more, and threads that are left
//! behind.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Barrier, Condvar, Mutex, mpsc};
use std::thread;

use interleave::Check;

use crate::{NEVER, check_tells, tells};

#[test]
fn a_notification_that_comes_too_early() {
    tells("lost_wake_up_condvar", &[], |_| {
        let (ready, changed) = (Mutex::new(()), Condvar::new());
        thread::scope(|s| {
            s.spawn(|| drop(changed.wait(ready.lock().unwrap())));
            s.spawn(|| changed.notify_one());
        });
    });
}

#[test]
fn a_flag_that_is_set_between_the_look_and_the_wait() {
    tells("lost_wake_up_flag", &[], |_| {
        let (ready, changed) = (Mutex::new(false), Condvar::new());
        thread::scope(|s| {
            s.spawn(|| {
                if !*ready.lock().unwrap() {
                    drop(changed.wait(ready.lock().unwrap()));
                }
            });
            s.spawn(|| {
                *ready.lock().unwrap() = true;
                changed.notify_one();
            });
        });
    });
}

#[test]
fn one_notification_for_two_who_wait() {
    tells("lost_wake_up_notify_one", &[], |_| {
        let (ready, changed) = (Mutex::new(false), Condvar::new());
        let wait = || drop(changed.wait_while(ready.lock().unwrap(), |ready| !*ready));
        thread::scope(|s| {
            s.spawn(wait);
            s.spawn(wait);
            *ready.lock().unwrap() = true;
            changed.notify_one();
        });
    });
}

#[test]
fn one_token_for_two_unparks() {
    tells("lost_wake_up_park", &[], |_| {
        thread::scope(|s| {
            let sleeper = s.spawn(|| {
                thread::park();
                thread::park();
            });
            sleeper.thread().unpark();
            sleeper.thread().unpark();
        });
    });
}

#[test]
fn a_sender_that_is_kept() {
    tells("lost_wake_up_recv", &[], |_| {
        let (sender, receiver) = mpsc::channel();
        let theirs = sender.clone();
        thread::spawn(move || theirs.send(1));
        let sum: i32 = receiver.iter().sum();
        drop((sum, sender));
    });
}

#[test]
fn a_full_channel() {
    tells("lost_wake_up_send", &[], |_| {
        let (sender, receiver) = mpsc::sync_channel(1);
        sender.send(1).unwrap();
        sender.send(2).unwrap();
        drop(receiver);
    });
}

#[test]
fn a_rendezvous_that_nobody_comes_to() {
    tells("lost_wake_up_rendezvous", &[], |_| {
        let (sender, receiver) = mpsc::sync_channel(0);
        sender.send(1).unwrap();
        drop(receiver);
    });
}

#[test]
fn a_barrier_for_one_more() {
    tells("lost_wake_up_barrier", &[], |_| {
        let barrier = Barrier::new(3);
        thread::scope(|s| {
            s.spawn(|| barrier.wait());
            s.spawn(|| barrier.wait());
        });
    });
}

#[test]
fn a_thread_that_waits_when_all_is_over() {
    tells("left_waiting", &[], |_| {
        let (sender, receiver) = mpsc::channel::<u8>();
        let worker = thread::spawn(move || receiver.recv());
        std::mem::forget(sender);
        drop(worker);
    });
}

#[test]
fn a_thread_that_nobody_joins() {
    let check = Check::new().no_thread_left_running();
    check_tells("left_running", check, &NEVER, |_| {
        let done = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&done);
        let first = thread::spawn(move || theirs.fetch_add(1, SeqCst));
        thread::spawn(move || done.fetch_add(1, SeqCst));
        first.join().unwrap();
    });
}

#[test]
fn a_wait_that_ends_without_a_cause() {
    let check = Check::new().spurious_wakeups(1);
    let expected = ["ready = true", NEVER[0], NEVER[1]];
    check_tells("spurious_wake_up", check, &expected, |run| {
        let (ready, changed) = (Mutex::new(false), Condvar::new());
        thread::scope(|s| {
            s.spawn(|| {
                let mut guard = ready.lock().unwrap();
                if !*guard {
                    guard = changed.wait(guard).unwrap();
                }
                run.observe("ready", *guard);
            });
            *ready.lock().unwrap() = true;
            changed.notify_one();
        });
    });
}

#[test]
fn a_park_that_ends_without_a_cause() {
    let check = Check::new().spurious_wakeups(2);
    let expected = ["steps = 1", NEVER[0], NEVER[1]];
    check_tells("spurious_wake_up_park", check, &expected, |run| {
        let steps = AtomicU32::new(0);
        thread::scope(|s| {
            let sleeper = s.spawn(|| {
                thread::park();
                run.observe("steps", steps.load(SeqCst));
            });
            steps.store(1, SeqCst);
            sleeper.thread().unpark();
        });
    });
}

#[test]
fn time_that_is_over_while_another_has_the_lock() {
    let expected = ["seen = (false, true)", NEVER[0], NEVER[1]];
    check_tells("timed_out_too_late", Check::new(), &expected, |run| {
        let (ready, changed) = (Mutex::new(false), Condvar::new());
        thread::scope(|s| {
            let guard = ready.lock().unwrap();
            s.spawn(|| {
                let mut guard = ready.lock().unwrap();
                thread::sleep(std::time::Duration::from_secs(3));
                *guard = true;
                changed.notify_one();
            });
            let wait = changed.wait_timeout(guard, std::time::Duration::from_secs(2));
            let (guard, result) = wait.unwrap();
            run.observe("seen", (*guard, result.timed_out()));
        });
    });
}

#[test]
fn a_value_that_nobody_makes() {
    tells("lost_wake_up_once", &[], |_| {
        let name: std::sync::OnceLock<u8> = std::sync::OnceLock::new();
        name.wait();
    });
}

/// What two loads then see is not the mistake.
#[test]
fn results_that_nobody_waits_for() {
    let check = Check::new().no_thread_left_running();
    let expected = ["done = [1, 1]", NEVER[0], NEVER[1]];
    check_tells("left_running_with_results", check, &expected, |run| {
        let done = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
        let theirs = Arc::clone(&done);
        thread::spawn(move || {
            for one in &*theirs {
                one.store(1, SeqCst);
            }
        });
        run.observe("done", done.each_ref().map(|one| one.load(SeqCst)));
    });
}
