//! A scope for each task, in place of one scope for all. A scope ends when its threads have
//! ended, so there is a join in this loop, though none is written.
//!
//! rejected: both_tasks_on_one_core_and_on_two: makespan on 2 cores: 80
//! rejected: four_tasks_on_four_cores: inside task: at most 1 at once

use std::thread;

/// Something that takes a while and gives a number.
pub type Task = Box<dyn FnOnce() -> u32 + Send>;

/// Runs every task on a thread of its own, and gives their numbers in the order of the
/// tasks.
pub fn run_all(tasks: Vec<Task>) -> Vec<u32> {
    let mut numbers = Vec::new();
    for task in tasks {
        thread::scope(|s| {
            s.spawn(|| numbers.push(task()));
        });
    }
    numbers
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/one-core/check.rs"]
mod check;
