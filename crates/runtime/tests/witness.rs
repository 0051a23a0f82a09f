//! The witness of a behaviour has the fewest preemptions of all its executions.
//!
//! They are counted here in the story's rows: a change of thread is a preemption if the
//! thread that is left has rows to come, and is not about to wait.

extern crate judged as std;

use std::sync::atomic::Ordering::{Relaxed, SeqCst};
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::sync::{Condvar, Mutex, mpsc};
use std::thread;

use interleave::{Check, Run};

/// The first column of a row's text, which tells its thread; its text.
fn row(line: &str) -> Option<(usize, &str)> {
    let number = line.get(..5)?.trim();
    let text = line.get(5..)?;
    number.parse::<u32>().ok()?;
    Some((text.len() - text.trim_start().len(), text.trim()))
}

/// The rows of the first table in the story.
fn rows(story: &str) -> Vec<(usize, &str)> {
    let lines = story.lines().skip_while(|line| row(line).is_none());
    let table = lines.take_while(|line| !line.starts_with("  why") && !line.is_empty());
    table.filter_map(row).collect()
}

/// How often the threads of the witness take turns. `columns` may be offset by a place
/// that a row doesn't have, so they are told apart by halves of the page.
fn turns(story: &str) -> Vec<bool> {
    let mut turns: Vec<bool> = Vec::new();
    for (column, _) in rows(story) {
        let second = column > 20;
        if turns.last() != Some(&second) {
            turns.push(second);
        }
    }
    turns
}

fn story(expected: &[&str], program: impl Fn(&Run) + Send + Sync) -> String {
    interleave::explore(program).story(expected)
}

#[test]
fn a_lost_update_needs_one() {
    // Many increments before and after, of which only two need to be mixed.
    let story = story(&["total = 6"], |run| {
        let total = AtomicU32::new(0);
        let add = || {
            for _ in 0..3 {
                let seen = total.load(SeqCst);
                total.store(seen + 1, SeqCst);
            }
        };
        thread::scope(|s| {
            s.spawn(add);
            s.spawn(add);
        });
        run.observe("total", total.into_inner());
    });
    // Thread 1 loads, thread 2 does something, thread 1 goes on: the second change of
    // threads is none, if thread 2 has ended.
    assert!(turns(&story).len() <= 3, "{story}");
}

#[test]
fn a_deadlock_of_two_locks_needs_one() {
    let story = story(&[], |_| {
        let (a, b, noise) = (Mutex::new(0), Mutex::new(0), AtomicU32::new(0));
        let both = |first: &Mutex<i32>, second: &Mutex<i32>| {
            noise.fetch_add(1, SeqCst);
            let mut first = first.lock().unwrap();
            *first += *second.lock().unwrap();
            noise.fetch_add(1, SeqCst);
        };
        thread::scope(|s| {
            s.spawn(|| both(&a, &b));
            s.spawn(|| both(&b, &a));
        });
    });
    // Left in the middle, and never come back to.
    assert_eq!(turns(&story), [false, true], "{story}");
}

#[test]
fn a_lost_wake_up_needs_one() {
    let story = story(&[], |_| {
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
    assert_eq!(turns(&story), [false, true, false], "{story}");
}

#[test]
fn what_no_order_can_avoid_needs_none() {
    let story = story(&[], |_| {
        let (sender, receiver) = mpsc::channel::<u32>();
        let kept = sender.clone();
        thread::scope(|s| {
            s.spawn(move || sender.send(1));
            s.spawn(move || receiver.iter().count());
        });
        drop(kept);
    });
    assert_eq!(turns(&story), [false, true], "{story}");
}

#[test]
fn a_window_that_opens_twice_needs_two() {
    // The second thread must be seen before it is ready and again before it is done:
    // it is left twice in the middle, or the first one once and the second one once.
    let program = |run: &Run| {
        let (ready, done, seen) = (
            AtomicBool::new(false),
            AtomicBool::new(false),
            AtomicU32::new(0),
        );
        thread::scope(|s| {
            s.spawn(|| {
                for _ in 0..2 {
                    if ready.load(SeqCst) && !done.load(SeqCst) {
                        seen.fetch_add(1, SeqCst);
                    }
                    ready.store(false, SeqCst);
                }
            });
            s.spawn(|| {
                ready.store(true, SeqCst);
                ready.store(true, SeqCst);
                done.store(true, SeqCst);
            });
        });
        run.observe("seen", seen.into_inner());
    };
    let story = story(&["seen = 0", "seen = 1"], program);
    // 2 stores, 1 looks and clears, 2 stores, 1 looks again, 2 is done.
    assert_eq!(turns(&story), [true, false, true, false, true], "{story}");
}

/// The schedule of what only `behaviour` is, of all that the program gives.
fn schedule(behaviour: &str, check: Check, program: fn(&Run)) -> String {
    let all = check.clone().explore(program).behaviours();
    assert!(all.iter().any(|line| line == behaviour), "{all:?}");
    let others: Vec<&str> = all.iter().map(String::as_str).collect();
    let others: Vec<&str> = others
        .into_iter()
        .filter(|&line| line != behaviour)
        .collect();
    let schedule = check.explore(program).schedule(&others);
    schedule.unwrap_or_else(|| panic!("{behaviour} has a witness"))
}

/// The two behaviours come about by the same steps, with the two threads exchanged.
fn are_mirrored(one: &str, other: &str, check: &Check, program: fn(&Run)) {
    let one = schedule(one, check.clone(), program);
    let other = schedule(other, check.clone(), program);
    let exchanged = other
        .replace("thread 1", "thread one")
        .replace("thread 2", "thread 1")
        .replace("thread one", "thread 2");
    assert_eq!(one, exchanged);
}

/// Two threads that do the same, with two objects in the other order.
fn two(run: &Run, program: impl Fn(&AtomicU32, &AtomicU32) -> u32 + Sync) {
    let (x, y) = (AtomicU32::new(0), AtomicU32::new(0));
    let (x, y, program) = (&x, &y, &program);
    let seen = thread::scope(|s| {
        let first = s.spawn(move || program(x, y));
        let second = s.spawn(move || program(y, x));
        (first.join().unwrap(), second.join().unwrap())
    });
    run.observe("seen", seen);
}

fn looks_at_the_other(run: &Run) {
    two(run, |mine, other| {
        mine.store(1, SeqCst);
        other.load(SeqCst)
    });
}

fn adds_and_looks(run: &Run) {
    two(run, |mine, other| {
        mine.fetch_add(1, Relaxed);
        let seen = other.fetch_add(10, Relaxed);
        mine.store(5, Relaxed);
        seen + 100 * other.load(Relaxed)
    });
}

#[test]
fn mirrored_outcomes_have_mirrored_witnesses() {
    let mut pairs = 0;
    for check in [Check::new(), Check::new().weak_memory()] {
        are_mirrored("seen = (0, 1)", "seen = (1, 0)", &check, looks_at_the_other);
        let all = check.clone().explore(adds_and_looks).behaviours();
        for behaviour in &all {
            let pair = behaviour
                .trim_start_matches("seen = (")
                .trim_end_matches(')');
            let (a, b) = pair.split_once(", ").unwrap();
            if a < b {
                let other = format!("seen = ({b}, {a})");
                are_mirrored(behaviour, &other, &check, adds_and_looks);
                pairs += 1;
            }
        }
    }
    assert!(pairs > 10, "{pairs} pairs are few");
}
