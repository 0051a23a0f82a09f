//! Spawns a thread for each task, but waits for its end before it spawns the next one. Two
//! threads, and no concurrency. Every number is right, on real threads as well.
//!
//! rejected: both_tasks_on_one_core_and_on_two: left and right: never overlap
//! rejected: both_tasks_on_one_core_and_on_two: makespan on 2 cores: 80
//! rejected: four_tasks_on_four_cores: makespan on 4 cores: 100

use std::thread;

/// Something that takes a while and gives a number.
pub type Task = Box<dyn FnOnce() -> u32 + Send>;

/// Runs every task on a thread of its own, and gives their numbers in the order of the
/// tasks.
pub fn run_all(tasks: Vec<Task>) -> Vec<u32> {
    let mut numbers = Vec::new();
    for task in tasks {
        let thread = thread::spawn(task);
        numbers.push(thread.join().unwrap());
    }
    numbers
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/one-core/check.rs"]
mod check;
