//! Whom a notification wakes up, and what a wait with a time-out can see.

mod common;

use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

use common::gives;
use interleave::Run;

const SECOND: Duration = Duration::from_secs(1);

/// Three threads wait; when all do, `notify` is called. Observes whom it wakes up.
fn three_wait(notify: impl Fn(&Condvar) + Sync) -> impl Fn(&Run) {
    move |run| {
        let (state, arrived, open) = (Mutex::new((0, Vec::new())), Condvar::new(), Condvar::new());
        let wait = |name: char| {
            let mut guard = state.lock().unwrap();
            guard.0 += 1;
            arrived.notify_one();
            let mut guard = open.wait(guard).unwrap();
            guard.1.push(name);
            // Whoever is first lets the others go.
            open.notify_all();
        };
        thread::scope(|s| {
            for name in ['a', 'b', 'c'] {
                s.spawn(move || wait(name));
            }
            let guard = state.lock().unwrap();
            let guard = arrived.wait_while(guard, |state| state.0 < 3).unwrap();
            notify(&open);
            drop(guard);
        });
        let (_, woken) = state.into_inner().unwrap();
        run.observe("first", woken[0]);
        run.observe("all", woken.len());
    }
}

#[test]
fn notify_one_wakes_any_waiter() {
    gives(
        three_wait(Condvar::notify_one),
        &[
            "first = 'a', all = 3",
            "first = 'b', all = 3",
            "first = 'c', all = 3",
        ],
    );
}

#[test]
fn notify_all_wakes_all_in_any_order() {
    gives(
        three_wait(Condvar::notify_all),
        &[
            "first = 'a', all = 3",
            "first = 'b', all = 3",
            "first = 'c', all = 3",
        ],
    );
}

#[test]
fn two_notifications_wake_any_two_of_three() {
    gives(
        |run| {
            let (state, arrived, open) =
                (Mutex::new((0, Vec::new())), Condvar::new(), Condvar::new());
            let (state, arrived, open) = (&state, &arrived, &open);
            thread::scope(|s| {
                for name in ['a', 'b', 'c'] {
                    s.spawn(move || {
                        let mut guard = state.lock().unwrap();
                        guard.0 += 1;
                        arrived.notify_one();
                        let mut guard = open.wait(guard).unwrap();
                        guard.1.push(name);
                        arrived.notify_one();
                    });
                }
                let guard = state.lock().unwrap();
                let guard = arrived.wait_while(guard, |state| state.0 < 3).unwrap();
                open.notify_one();
                open.notify_one();
                let mut guard = arrived
                    .wait_while(guard, |state| state.1.len() < 2)
                    .unwrap();
                guard.1.sort_unstable();
                run.observe("woken", &guard.1);
                drop(guard);
                open.notify_one();
            });
        },
        &[
            "woken = ['a', 'b']",
            "woken = ['a', 'c']",
            "woken = ['b', 'c']",
        ],
    );
}

#[test]
fn time_passes_whoever_has_the_lock() {
    gives(
        |run| {
            let (ready, changed) = (Mutex::new(false), Condvar::new());
            thread::scope(|s| {
                let guard = ready.lock().unwrap();
                s.spawn(|| {
                    let mut guard = ready.lock().unwrap();
                    thread::sleep(3 * SECOND);
                    *guard = true;
                    changed.notify_one();
                });
                let (guard, result) = changed.wait_timeout(guard, 2 * SECOND).unwrap();
                run.observe("seen", (*guard, result.timed_out()));
            });
        },
        // Before the other thread begins; while it sleeps; or, where this thread was slow
        // to look at the clock, after it has notified.
        &[
            "seen = (false, true)",
            "seen = (true, false)",
            "seen = (true, true)",
        ],
    );
}

#[test]
fn a_time_out_leaves_the_notification_to_another_waiter() {
    gives(
        |run| {
            let (state, changed) = (Mutex::new(0), Condvar::new());
            thread::scope(|s| {
                s.spawn(|| {
                    let guard = state.lock().unwrap();
                    drop(changed.wait_while(guard, |state| *state == 0).unwrap());
                });
                let impatient = s.spawn(|| {
                    let guard = state.lock().unwrap();
                    let wait = changed.wait_timeout_while(guard, SECOND, |state| *state == 0);
                    wait.unwrap().1.timed_out()
                });
                *state.lock().unwrap() = 1;
                changed.notify_one();
                let timed_out = impatient.join().unwrap();
                run.observe("timed out", timed_out);
                // It may have taken the notification.
                changed.notify_one();
            });
        },
        &["timed out = false", "timed out = true"],
    );
}

#[test]
fn the_deprecated_form_tells_the_opposite() {
    gives(
        |run| {
            let (lock, changed) = (Mutex::new(()), Condvar::new());
            #[expect(deprecated)]
            let (_guard, notified) = changed.wait_timeout_ms(lock.lock().unwrap(), 5).unwrap();
            run.observe("notified", notified);
        },
        &["notified = false"],
    );
}
