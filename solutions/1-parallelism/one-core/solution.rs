//! Tasks that may all be under way at once.

use std::thread::{self, JoinHandle};

/// Something that takes a while and gives a number.
pub type Task = Box<dyn FnOnce() -> u32 + Send>;

/// Runs every task on a thread of its own, and gives their numbers in the order of the
/// tasks.
pub fn run_all(tasks: Vec<Task>) -> Vec<u32> {
    // All are started before the first one is waited for.
    let threads: Vec<JoinHandle<u32>> = tasks.into_iter().map(thread::spawn).collect();
    let numbers = threads.into_iter().map(|thread| thread.join().unwrap());
    numbers.collect()
}

#[cfg(test)]
#[path = "../../../exercises/1-parallelism/one-core/check.rs"]
mod check;
