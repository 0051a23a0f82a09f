//! Spawns a thread, but a single one, which runs all the tasks one after the other. The
//! thread that called has nothing to do meanwhile, nor has the second core.
//!
//! rejected: both_tasks_on_one_core_and_on_two: left and right: never overlap
//! rejected: both_tasks_on_one_core_and_on_two: makespan on 2 cores: 80
//! rejected: four_tasks_on_four_cores: inside task: at most 1 at once

use std::thread;

/// Something that takes a while and gives a number.
pub type Task = Box<dyn FnOnce() -> u32 + Send>;

/// Runs every task on a thread of its own, and gives their numbers in the order of the
/// tasks.
pub fn run_all(tasks: Vec<Task>) -> Vec<u32> {
    let all = move || tasks.into_iter().map(|task| task()).collect();
    thread::spawn(all).join().unwrap()
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/one-core/check.rs"]
mod check;
