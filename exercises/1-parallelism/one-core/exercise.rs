//! Tasks that keep a core busy. What to do is in README.md.

/// Something that takes a while and gives a number.
pub type Task = Box<dyn FnOnce() -> u32 + Send>;

/// Runs every task on a thread of its own, and gives their numbers in the order of the
/// tasks.
pub fn run_all(tasks: Vec<Task>) -> Vec<u32> {
    let mut numbers = Vec::new();
    for task in tasks {
        numbers.push(task());
    }
    numbers
}

#[cfg(test)]
mod check;
