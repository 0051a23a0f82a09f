//! What is judged: that nobody waits for ever, and nobody goes on too early.

use super::*;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

/// Before, while, or just in between.
#[test]
fn it_may_have_happened() {
    interleave::explore(|run| {
        let event = Event::new();
        thread::scope(|s| {
            s.spawn(|| event.set());
            event.wait();
            run.observe("is set", event.is_set());
        });
    })
    .assert_snapshot();
}

/// One is not enough.
#[test]
fn all_who_wait_go_on() {
    interleave::explore(|run| {
        let event = Event::new();
        let awake = AtomicU32::new(0);
        let wait = || {
            event.wait();
            awake.fetch_add(1, SeqCst);
        };
        thread::scope(|s| {
            s.spawn(wait);
            s.spawn(wait);
            run.observe("is set before", event.is_set());
            event.set();
        });
        run.observe("awake", awake.load(SeqCst));
    })
    .assert_snapshot();
}

/// It happens twice, and is waited for twice, by one thread.
#[test]
fn it_stays() {
    interleave::explore(|run| {
        let event = Event::new();
        event.set();
        event.wait();
        event.set();
        event.wait();
        run.observe("is set", event.is_set());
    })
    .assert_snapshot();
}

/// One wait of each thread ends although nothing has happened.
#[test]
fn not_before_it_has_happened() {
    interleave::Check::new()
        .spurious_wakeups(1)
        .explore(|run| {
            let event = Event::new();
            let work = AtomicU32::new(0);
            thread::scope(|s| {
                s.spawn(|| {
                    work.store(7, SeqCst);
                    event.set();
                });
                event.wait();
                run.observe("work", work.load(SeqCst));
            });
        })
        .assert_snapshot();
}
