//! As concurrent as can be, and the lock is held for a moment only. But the numbers come in
//! the order in which the tasks were done. With two tasks of the same length, started one
//! after the other, that nearly always is the order of the tasks on real threads.
//!
//! rejected: both_tasks_on_one_core_and_on_two: numbers = [2, 1]

use std::sync::Mutex;
use std::thread;

/// Something that takes a while and gives a number.
pub type Task = Box<dyn FnOnce() -> u32 + Send>;

/// Runs every task on a thread of its own, and gives their numbers in the order of the
/// tasks.
pub fn run_all(tasks: Vec<Task>) -> Vec<u32> {
    let numbers = Mutex::new(Vec::new());
    thread::scope(|s| {
        for task in tasks {
            let numbers = &numbers;
            s.spawn(move || {
                let number = task();
                numbers.lock().unwrap().push(number);
            });
        }
    });
    numbers.into_inner().unwrap()
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/one-core/check.rs"]
mod check;
