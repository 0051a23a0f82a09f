//! What is judged: whether the tasks may be under way at the same time, how long that takes
//! on one core and on more, and which numbers come back.

use super::*;
use interleave::{Machine, Run, work};

/// A task that is in a section of this name while it works.
fn task(run: &Run, name: &'static str, length: u64, number: u32) -> Task {
    let run = run.clone();
    Box::new(move || {
        let _in = run.section(name);
        work(length);
        number
    })
}

/// Two tasks of 40 units of work each.
#[test]
fn both_tasks_on_one_core_and_on_two() {
    interleave::explore(|run| {
        let tasks = vec![task(run, "left", 40, 1), task(run, "right", 40, 2)];
        run.observe("numbers", run_all(tasks));
    })
    .on(Machine::with_cores(1))
    .makespan()
    .on(Machine::with_cores(2))
    .makespan()
    .parallel_at(1, "left", "right")
    .assert_snapshot();
}

/// Four tasks of different lengths: the first one takes longest.
#[test]
fn four_tasks_on_four_cores() {
    interleave::explore(|run| {
        let lengths = [40, 10, 30, 20];
        let tasks = lengths.map(|length| task(run, "task", length, length as u32));
        run.observe("numbers", run_all(tasks.into()));
    })
    .on(Machine::with_cores(4))
    .makespan()
    .inside("task")
    .assert_snapshot();
}

/// Nothing to do, and a single task.
#[test]
fn none_and_one() {
    interleave::explore(|run| {
        run.observe("none", run_all(Vec::new()));
        run.observe("one", run_all(vec![task(run, "task", 10, 7)]));
    })
    .assert_snapshot();
}
