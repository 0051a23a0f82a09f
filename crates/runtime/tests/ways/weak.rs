//! Schedules under weak memory: which store is read, and what else is left open by the
//! order of steps; what is replayed, and what is refused.

use std::sync::Mutex;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst};
use std::thread;

use interleave::{Check, Run};

use crate::programs::lost_update;
use crate::{check_tells, is_snapshot, tells, writes};

fn weak() -> Check {
    Check::new().weak_memory()
}

fn weak_tells(name: &str, schedule: &str, program: fn(&Run)) {
    check_tells(name, weak(), schedule, program);
}

/// The schedule of the one behaviour that is not expected is the snapshot `name`, and so is
/// the story of its replay.
fn writes_and_tells(name: &str, expected: &[&str], program: fn(&Run)) {
    writes(name, weak(), expected, program);
    let schedule = weak().explore(program).schedule(expected).unwrap();
    weak_tells(&format!("{name}_replayed"), &schedule, program);
}

/// A message and a flag, with nothing that keeps them in order.
fn message(run: &Run) {
    let (message, flag) = (AtomicU32::new(0), AtomicU32::new(0));
    let seen = thread::scope(|s| {
        s.spawn(|| {
            message.store(7, Relaxed);
            flag.store(1, Relaxed);
        });
        let reader = s.spawn(|| (flag.load(Acquire), message.load(Relaxed)));
        reader.join().unwrap()
    });
    run.observe("seen", seen);
}

/// Each thread stores twice.
fn stores(run: &Run) {
    let (x, y) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|s| {
        s.spawn(|| {
            x.store(1, Relaxed);
            y.store(2, Relaxed);
        });
        s.spawn(|| {
            y.store(1, Relaxed);
            x.store(2, Relaxed);
        });
    });
    run.observe("end", (x.load(Relaxed), y.load(Relaxed)));
}

/// One thread stores three times, the other one looks.
fn looks(run: &Run) {
    let x = AtomicU32::new(0);
    let seen = thread::scope(|s| {
        s.spawn(|| (1..=3).for_each(|value| x.store(value, Release)));
        let reader = s.spawn(|| (x.load(Acquire), x.load(Acquire)));
        reader.join().unwrap()
    });
    run.observe("seen", seen);
}

/// Waits for a flag, which goes up and down.
fn waits(run: &Run) {
    let flag = AtomicU32::new(0);
    let seen = thread::scope(|s| {
        s.spawn(|| {
            flag.store(1, Release);
            flag.store(2, Release);
        });
        let waiting = s.spawn(|| {
            loop {
                let seen = flag.load(Acquire);
                if seen > 0 {
                    return seen;
                }
                std::hint::spin_loop();
            }
        });
        waiting.join().unwrap()
    });
    run.observe("seen", seen);
}

/// Adds one by a weak exchange that is tried once, and by an update.
fn exchange(run: &Run) {
    let x = AtomicU32::new(0);
    thread::scope(|s| {
        s.spawn(|| x.compare_exchange_weak(0, 1, AcqRel, Relaxed));
        s.spawn(|| x.fetch_add(1, AcqRel));
    });
    run.observe("x", x.load(Relaxed));
}

/// Store buffering in the total order.
fn total_order(run: &Run) {
    let (x, y) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|s| {
        s.spawn(|| {
            x.store(1, SeqCst);
            y.load(SeqCst)
        });
        s.spawn(|| {
            y.store(1, SeqCst);
            x.load(SeqCst)
        });
    });
    run.observe("end", (x.load(Relaxed), y.load(Relaxed)));
}

const ALL_SEEN: [&str; 3] = ["seen = (0, 0)", "seen = (0, 7)", "seen = (1, 7)"];

#[test]
fn what_is_an_interleaving_is_told_as_one() {
    writes("written_weak", weak(), &["total = 2"], lost_update);
}

#[test]
fn a_load_says_which_store_it_reads() {
    writes_and_tells("written_message", &ALL_SEEN, message);
}

#[test]
fn a_store_says_what_it_comes_before() {
    let expected = ["end = (1, 2)", "end = (2, 1)", "end = (2, 2)"];
    writes_and_tells("written_stores", &expected, stores);
}

#[test]
fn an_exchange_says_that_it_fails() {
    writes_and_tells("written_exchange", &["taken = (Ok(0), 1)"], |run| {
        let x = AtomicU32::new(0);
        let first = x.compare_exchange_weak(0, 1, Acquire, Relaxed);
        run.observe("taken", (first, x.load(Relaxed)));
    });
}

#[test]
fn a_pause_says_what_it_ends_for() {
    let by_hand = "
        thread 2: load
        thread 1 x2
        thread 2: spin_loop  reads step 1 of thread 1
        thread 2: load  reads step 1 of thread 1";
    weak_tells("pause_by_hand", by_hand, waits);
    // The pause and what comes after it may be for different stores.
    let idle = "
        thread 2 x2
        thread 2: load
        thread 1: store
        thread 2: spin_loop  sees nothing new
        thread 2: load  reads the first value";
    weak_tells("pause_for_nothing", idle, waits);
    for (name, schedule) in [("written_pause", by_hand), ("written_pause_idle", idle)] {
        let written = weak().replay(schedule).explore(waits).schedule(&[]);
        is_snapshot(name, &written.unwrap());
    }
}

#[test]
fn a_schedule_without_a_clause_is_one_of_a_sequentially_consistent_memory() {
    let by_hand = "thread 1 x2\nthread 2: flag.load(..)\nthread 2: message.load(..)";
    weak_tells("weak_by_names", by_hand, message);
}

#[test]
fn an_edited_schedule_reads_what_it_can() {
    for (name, first, second) in [
        ("step 2 of thread 1", "step 2 of thread 1", "seen = (2, 2)"),
        ("the first value", "step 3 of thread 1", "seen = (0, 3)"),
        ("the first value", "the first value", "seen = (0, 0)"),
    ] {
        let schedule = format!("thread 1 x3\nthread 2: reads {name}\nthread 2: load reads {first}");
        let replayed = weak().replay(&schedule).explore(looks);
        assert_eq!(replayed.behaviours(), [second]);
    }
}

#[test]
fn lines_of_different_threads_may_change_places() {
    // The same steps of thread 1 are meant, wherever its other ones stand.
    for schedule in [
        "thread 1 x3\nthread 2: load reads step 1 of thread 1\nthread 2: reads step 2 of thread 1",
        "thread 1 x2\nthread 2: load reads step 1 of thread 1\nthread 2: reads step 2 of thread 1",
        "thread 1\nthread 2: reads step 1 of thread 1\nthread 1\nthread 2: reads step 2 of thread 1",
    ] {
        let replayed = weak().replay(schedule).explore(looks);
        assert_eq!(replayed.behaviours(), ["seen = (1, 2)"]);
    }
}

#[test]
fn an_impossible_store_is_refused() {
    let after =
        |line: &str| format!("thread 1 x3\nthread 2: x.load(..) reads step 2 of thread 1\n{line}");
    // Older than what the thread knows of.
    weak_tells(
        "known",
        &after("thread 2: load reads the first value"),
        looks,
    );
    // Not yet taken.
    weak_tells(
        "not_yet",
        "thread 1 x1\nthread 2: load reads step 2 of thread 1",
        looks,
    );
    // A step that stores nothing, nobody's, and of a thread that is none.
    weak_tells(
        "no_store",
        &after("thread 2: load reads step 1 of thread 2"),
        looks,
    );
    weak_tells(
        "nobodys_step",
        "thread 1\nthread 2: load reads step 1 of thread 3",
        looks,
    );
    // A load comes before nothing, and a store reads nothing.
    weak_tells("no_load", "thread 1: store reads the first value", looks);
    weak_tells(
        "no_exchange",
        "thread 1 x2\nthread 2: load fails for no reason",
        looks,
    );
}

#[test]
fn an_impossible_place_is_refused() {
    let own = "thread 1: store\nthread 1: store takes effect before step 1 of thread 1";
    weak_tells("own_store", own, looks);
    let replaced = "thread 2: fetch_add\nthread 1: compare_exchange_weak reads the first value";
    weak_tells("replaced", replaced, exchange);
    let total = "thread 1 x2\nthread 2: y.store(1)\nthread 2: load reads the first value";
    weak_tells("total_order", total, total_order);
}

#[test]
fn where_nothing_is_open_nothing_is_said() {
    let locks = |run: &Run| {
        let lock = Mutex::new(2);
        run.observe("total", *lock.lock().unwrap());
    };
    weak_tells("nothing_open", "main: lock reads the first value", locks);
    tells(
        "not_weak",
        "thread 1: load reads the first value",
        lost_update,
    );
}
