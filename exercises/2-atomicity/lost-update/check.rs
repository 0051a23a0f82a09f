//! What is judged: where the counter stands once all threads have ended.

use super::*;
use std::thread;

/// Two threads add one each.
#[test]
fn nothing_is_lost() {
    interleave::explore(|run| {
        let counter = Counter::new();
        thread::scope(|s| {
            s.spawn(|| counter.increment());
            s.spawn(|| counter.increment());
        });
        run.observe("total", counter.value());
    })
    .assert_snapshot();
}

/// Two threads add one twice each.
#[test]
fn nothing_is_lost_in_a_row() {
    interleave::explore(|run| {
        let counter = Counter::new();
        let twice = || {
            counter.increment();
            counter.increment();
        };
        thread::scope(|s| {
            s.spawn(twice);
            s.spawn(twice);
        });
        run.observe("total", counter.value());
    })
    .assert_snapshot();
}

/// Three threads add one each.
#[test]
fn three_threads_count_to_three() {
    interleave::explore(|run| {
        let counter = Counter::new();
        thread::scope(|s| {
            for _ in 0..3 {
                s.spawn(|| counter.increment());
            }
        });
        run.observe("total", counter.value());
    })
    .assert_snapshot();
}

/// One thread alone, and two counters that have nothing to do with each other.
#[test]
fn every_counter_starts_at_zero() {
    interleave::explore(|run| {
        let (used, unused) = (Counter::new(), Counter::new());
        for _ in 0..5 {
            used.increment();
        }
        run.observe("used", used.value());
        run.observe("unused", unused.value());
    })
    .assert_snapshot();
}
