//! What is judged: answers about the timelines of simulated runs. Two threads, `left` and
//! `right`, do something, and are on a machine with one core or two.

use super::*;
use interleave::{Machine, Run, Timeline, simulated, work};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

const ONE: Machine = Machine::with_cores(1);
const TWO: Machine = Machine::with_cores(2);

fn task(timeline: &Timeline, name: &str) -> Task {
    let (begin, end) = timeline.under_way(name);
    let progress = timeline.progress(name);
    Task {
        begin,
        end,
        progress,
    }
}

/// The answers at these grains about the program on this machine.
fn judge(program: impl Fn(&Run) + Send + Sync, machine: Machine, grains: &[u64]) {
    let mut run = simulated(program).on(machine);
    for &grain in grains {
        run = run.fact(&format!("parallel at grain {grain}"), |timeline| {
            let (left, right) = (task(timeline, "left"), task(timeline, "right"));
            let answer = parallel_at(grain, &left, &right);
            let exchanged = parallel_at(grain, &right, &left);
            assert!(answer == exchanged, "another answer with a and b exchanged");
            answer
        });
    }
    run.assert_snapshot();
}

/// Starts a thread with this name.
fn start(name: &str, task: impl FnOnce() + Send + 'static) -> thread::JoinHandle<()> {
    let builder = thread::Builder::new().name(name.to_owned());
    builder.spawn(task).unwrap()
}

/// Two tasks of 20 units each, started one right after the other.
fn two_tasks() {
    let both = ["left", "right"].map(|name| start(name, || work(20)));
    for thread in both {
        thread.join().unwrap();
    }
}

#[test]
fn both_at_once_on_two_cores() {
    judge(|_| two_tasks(), TWO, &[1, 20]);
}

#[test]
fn in_turns_of_five_on_one_core() {
    judge(|_| two_tasks(), ONE.with_quantum(5), &[1, 5, 6, 20]);
}

#[test]
fn in_turns_of_one_on_one_core() {
    judge(|_| two_tasks(), ONE.with_quantum(1), &[1, 2]);
}

#[test]
fn one_after_the_other() {
    let program = |_: &Run| {
        start("left", || work(20)).join().unwrap();
        start("right", || work(20)).join().unwrap();
    };
    judge(program, TWO, &[1, 20, 1_000]);
}

/// Left has worked for 30 units when right begins.
#[test]
fn one_begins_later() {
    let program = |_: &Run| {
        let left = start("left", || work(50));
        work(30);
        start("right", || work(40)).join().unwrap();
        left.join().unwrap();
    };
    judge(program, TWO, &[1, 10, 100]);
}

/// Left sleeps for 15 units in the middle of its work.
#[test]
fn one_pauses() {
    let program = |_: &Run| {
        let left = start("left", || {
            work(13);
            thread::sleep(Duration::from_micros(15));
            work(12);
        });
        start("right", || work(40)).join().unwrap();
        left.join().unwrap();
    };
    judge(program, TWO, &[1, 10, 15, 16]);
}

/// Right waits for a lock that left has for all of its work.
#[test]
fn one_waits_for_the_other() {
    static LOCK: Mutex<()> = Mutex::new(());
    let locked = || {
        let _guard = LOCK.lock().unwrap();
        work(20);
    };
    let program = |_: &Run| {
        let both = ["left", "right"].map(|name| start(name, locked));
        for thread in both {
            thread.join().unwrap();
        }
    };
    judge(program, TWO, &[1, 20]);
}
