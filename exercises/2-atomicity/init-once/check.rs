//! What is judged: how often a value is made, who gets which, and who waits for whom.

use super::*;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::{self, ScopedJoinHandle};

/// Runs `a` and `b` in a thread each and gives what they returned.
fn at_once<A: Send, B: Send>(a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B + Send) -> (A, B) {
    thread::scope(|s| {
        let (a, b) = (s.spawn(a), s.spawn(b));
        (result(a), result(b))
    })
}

/// What a thread returned; if it panicked, this one panics in the same way.
fn result<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}

/// Two threads ask at once.
#[test]
fn init_runs_once() {
    interleave::explore(|run| {
        let memo = Memo::new();
        let runs = AtomicU32::new(0);
        let init = || {
            let _in = run.section("init");
            runs.fetch_add(1, Ordering::Relaxed);
            7
        };
        let (first, second) = at_once(|| memo.get_or_init(init), || memo.get_or_init(init));
        run.observe("runs", runs.load(Ordering::Relaxed));
        run.observe("first", first);
        run.observe("second", second);
    })
    .assert_snapshot();
}

/// Two threads ask at once, and each would make another value.
#[test]
fn all_get_the_same_value() {
    interleave::explore(|run| {
        let memo = Memo::new();
        let (first, second) = at_once(|| memo.get_or_init(|| 3), || memo.get_or_init(|| 4));
        run.observe("first", first);
        run.observe("second", second);
    })
    .assert_snapshot();
}

/// Two threads ask at once, then a third one.
#[test]
fn later_calls_only_read() {
    interleave::explore(|run| {
        let memo = Memo::new();
        let runs = AtomicU32::new(0);
        let init = || runs.fetch_add(1, Ordering::Relaxed) + 10;
        at_once(|| memo.get_or_init(init), || memo.get_or_init(init));
        run.observe("later", memo.get_or_init(init));
        run.observe("runs", runs.load(Ordering::Relaxed));
    })
    .assert_snapshot();
}

/// One thread alone asks twice; an empty value is a value, too.
#[test]
fn one_thread_needs_no_other() {
    interleave::explore(|run| {
        let memo = Memo::new();
        run.observe("first", memo.get_or_init(String::new));
        run.observe("second", memo.get_or_init(|| String::from("made again")));
    })
    .assert_snapshot();
}

/// Two threads ask two memos at once: neither has a reason to wait.
#[test]
fn two_memos_may_be_made_at_once() {
    interleave::explore(|run| {
        let (left, right) = (Memo::new(), Memo::new());
        let make = |section, value| {
            let _in = run.section(section);
            value
        };
        let (left, right) = at_once(
            || left.get_or_init(|| make("left", 1)),
            || right.get_or_init(|| make("right", 2)),
        );
        run.observe("values", (left, right));
    })
    .assert_snapshot();
}

/// The value of one memo is made with the value of another.
#[test]
fn init_may_ask_another_memo() {
    interleave::explore(|run| {
        let (inner, outer) = (Memo::new(), Memo::new());
        let value = outer.get_or_init(|| inner.get_or_init(|| 20) + 1);
        run.observe("outer", value);
    })
    .assert_snapshot();
}
