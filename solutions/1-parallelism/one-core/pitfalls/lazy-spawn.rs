//! Looks as if it spawned all and then joined all. But an iterator's `map` does nothing until
//! it is asked for an item, and then hands on that one item: each thread is joined before
//! the next one is spawned.
//!
//! rejected: both_tasks_on_one_core_and_on_two: left and right: never overlap
//! rejected: both_tasks_on_one_core_and_on_two: left and right at grain 1 on 2 cores: not parallel
//! rejected: four_tasks_on_four_cores: inside task at once on 4 cores: 1

use std::thread;

/// Something that takes a while and gives a number.
pub type Task = Box<dyn FnOnce() -> u32 + Send>;

/// Runs every task on a thread of its own, and gives their numbers in the order of the
/// tasks.
pub fn run_all(tasks: Vec<Task>) -> Vec<u32> {
    tasks
        .into_iter()
        .map(thread::spawn)
        .map(|thread| thread.join().unwrap())
        .collect()
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/one-core/check.rs"]
mod check;
