//! What is judged: the pairs that a reader can see, and the pair in the end.

use super::*;
use std::thread;

/// Runs `write` and `read` in a thread each and gives what `read` returned.
fn while_writing<T: Send>(write: impl FnOnce() + Send, read: impl FnOnce() -> T + Send) -> T {
    thread::scope(|s| {
        s.spawn(write);
        s.spawn(read).join().unwrap()
    })
}

/// Somebody reads while the very first value is recorded.
#[test]
fn the_first_value_is_both() {
    interleave::explore(|run| {
        let extremes = Extremes::new();
        let seen = while_writing(|| extremes.record(7), || extremes.get());
        run.observe("seen", seen);
        run.observe("end", extremes.get());
    })
    .assert_snapshot();
}

/// Somebody reads while first the lowest changes, then the highest.
#[test]
fn both_are_of_one_moment() {
    interleave::explore(|run| {
        let extremes = Extremes::new();
        extremes.record(10);
        let low_then_high = || {
            extremes.record(3);
            extremes.record(20);
        };
        run.observe("seen", while_writing(low_then_high, || extremes.get()));
    })
    .assert_snapshot();
}

/// The same with the highest first.
#[test]
fn both_are_of_one_moment_the_other_way_round() {
    interleave::explore(|run| {
        let extremes = Extremes::new();
        extremes.record(10);
        let high_then_low = || {
            extremes.record(20);
            extremes.record(3);
        };
        run.observe("seen", while_writing(high_then_low, || extremes.get()));
    })
    .assert_snapshot();
}

/// Two threads record one value each.
#[test]
fn no_value_is_forgotten() {
    interleave::explore(|run| {
        let extremes = Extremes::new();
        thread::scope(|s| {
            s.spawn(|| extremes.record(4));
            s.spawn(|| extremes.record(9));
        });
        run.observe("end", extremes.get());
    })
    .assert_snapshot();
}

/// One thread alone: nothing, then the largest number there is, then a few more.
#[test]
fn every_number_counts() {
    interleave::explore(|run| {
        let extremes = Extremes::new();
        run.observe("none", extremes.get());
        extremes.record(i32::MAX);
        run.observe("one", extremes.get());
        for value in [0, -6, 2] {
            extremes.record(value);
        }
        run.observe("four", extremes.get());
    })
    .assert_snapshot();
}
