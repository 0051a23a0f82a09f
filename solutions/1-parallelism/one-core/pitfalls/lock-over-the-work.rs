//! Spawns all threads first, and they share the list for their numbers. But each of them
//! takes the lock before it runs its task, and so keeps all others out while it works.
//!
//! rejected: both_tasks_on_one_core_and_on_two: left and right: never overlap
//! rejected: both_tasks_on_one_core_and_on_two: makespan on 2 cores: 80
//! rejected: four_tasks_on_four_cores: makespan on 4 cores: 100

use std::sync::Mutex;
use std::thread;

/// Something that takes a while and gives a number.
pub type Task = Box<dyn FnOnce() -> u32 + Send>;

/// Runs every task on a thread of its own, and gives their numbers in the order of the
/// tasks.
pub fn run_all(tasks: Vec<Task>) -> Vec<u32> {
    let numbers = Mutex::new(vec![0; tasks.len()]);
    thread::scope(|s| {
        for (place, task) in tasks.into_iter().enumerate() {
            let numbers = &numbers;
            s.spawn(move || {
                let mut numbers = numbers.lock().unwrap();
                numbers[place] = task();
            });
        }
    });
    numbers.into_inner().unwrap()
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/one-core/check.rs"]
mod check;
