//! Schedules that can't be followed: which line, why, and what to do.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};
use std::thread;

use interleave::{Check, Run};

use crate::programs::{deadlock, families, lost_update};
use crate::tells;

#[test]
fn an_unknown_thread() {
    tells("unknown_thread", "thread 1\nthread 3: load", lost_update);
}

#[test]
fn a_name_of_two() {
    tells("name_of_two", "worker: load", families);
}

#[test]
fn a_thread_that_has_ended() {
    tells("has_ended", "thread 1 x2\nthread 1: store", lost_update);
}

#[test]
fn a_line_too_many() {
    let schedule = "thread 1 x2\nthread 2 x2\nmain: load\nmain: load";
    tells("too_long", schedule, lost_update);
}

#[test]
fn a_thread_that_waits_for_a_lock() {
    let schedule = "thread 1: a.lock()\nthread 2: b.lock()\nthread 2: a.lock()";
    tells("waits_for_a_lock", schedule, deadlock);
}

#[test]
fn a_thread_that_waits_for_another() {
    tells("waits_for_the_end", "main: load", lost_update);
}

/// Where a program asks for ends, they are steps; a thread that waits for one needs no line.
#[test]
fn an_end_that_is_a_step() {
    let asks = |run: &Run| {
        let total = AtomicU32::new(0);
        thread::scope(|s| {
            let one = s.spawn(|| total.fetch_add(1, SeqCst));
            let two = s.spawn(|| total.fetch_add(1, SeqCst));
            run.observe("ended", one.is_finished());
            let _ = two.join();
            total.fetch_max(0, SeqCst);
        });
        run.observe("total", total.load(SeqCst));
    };
    let schedule = "main: is_finished\nthread 2: fetch_add\nmain: fetch_max";
    tells("ends_are_steps", schedule, asks);
}

#[test]
fn a_thread_that_nobody_has_notified() {
    let waits = |_: &Run| {
        let (ready, changed) = (Mutex::new(false), Condvar::new());
        thread::scope(|s| {
            s.spawn(|| {
                let mut ready = ready.lock().unwrap();
                while !*ready {
                    ready = changed.wait(ready).unwrap();
                }
            });
            *ready.lock().unwrap() = true;
            changed.notify_one();
        });
    };
    tells(
        "waits_for_a_signal",
        "thread 1 x2\nthread 1: goes on",
        waits,
    );
}

#[test]
fn a_thread_that_does_something_else() {
    tells(
        "something_else",
        "thread 1: load\nthread 2: store",
        lost_update,
    );
}

#[test]
fn a_line_that_is_none() {
    tells("no_step", "thread 1\n\n: load", lost_update);
    tells("reads_another", "thread 1: load reads step 1", lost_update);
}

#[test]
fn a_program_that_ends_itself_early() {
    let exits = |_: &Run| {
        let flag = AtomicU32::new(0);
        flag.store(1, SeqCst);
        if flag.load(SeqCst) == 1 {
            std::process::exit(0);
        }
        flag.store(2, SeqCst);
    };
    tells("ended_itself", "main x2\nmain: store", exits);
}

/// Set by a test while a schedule is replayed that was written before: as good as chance.
static OTHERWISE: ::core::sync::atomic::AtomicU32 = ::core::sync::atomic::AtomicU32::new(0);

/// Adds one in two ways, by chance.
fn by_chance(run: &Run) {
    let (total, other) = (AtomicU32::new(0), AtomicU32::new(0));
    let increment = || {
        let seen = match OTHERWISE.load(SeqCst) {
            1 => total.fetch_max(0, SeqCst),
            2 => other.load(SeqCst) + total.load(SeqCst),
            _ => total.load(SeqCst),
        };
        total.store(seen + 1, SeqCst);
    };
    thread::scope(|s| {
        s.spawn(increment);
        s.spawn(increment);
    });
    run.observe("total", total.load(SeqCst));
}

#[test]
fn a_program_that_is_not_repeatable() {
    let explored = Check::new().explore(by_chance);
    let schedule = explored.schedule(&["total = 2"]).unwrap();
    for otherwise in [1, 2] {
        OTHERWISE.store(otherwise, SeqCst);
        tells(&format!("by_chance_{otherwise}"), &schedule, by_chance);
    }
    OTHERWISE.store(0, SeqCst);
}

#[test]
fn lines_that_have_moved_are_told_of() {
    let explored = Check::new().explore(lost_update);
    let schedule = explored.schedule(&["total = 2"]).unwrap();
    // As if two lines had been written above, and one in between.
    let mut lines: Vec<u32> = Vec::new();
    for part in schedule.split("programs.rs:").skip(1) {
        let digits = part.split(' ').next().unwrap();
        lines.push(digits.parse().unwrap());
    }
    let (load, store) = (lines[0], lines[2]);
    let edited = schedule
        .replace(&format!(":{load}"), &format!(":{}", load - 3))
        .replace(&format!(":{store}"), &format!(":{}", store - 2));
    tells("moved", &edited, lost_update);
    // As if the two had changed places, which no edit elsewhere can do.
    let turned = schedule
        .replace(&format!(":{load}"), &format!(":{}", store + 5))
        .replace(&format!(":{store}"), &format!(":{load}"));
    tells("moved_apart", &turned, lost_update);
}
