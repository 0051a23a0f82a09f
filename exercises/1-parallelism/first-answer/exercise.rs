//! The same question to several replicas. What to do is in README.md.

use std::sync::atomic::AtomicBool;

/// Looks for the answer, until it is found or `stop` is true. `None` is no answer: it was
/// told to stop, or it is broken.
pub type Replica = Box<dyn FnOnce(&AtomicBool) -> Option<u32> + Send>;

/// Asks all replicas at once, and gives the answer of the first one that has any; the others
/// are told to stop. When it returns, none is at work any more. `None` if there is no
/// answer.
pub fn first_answer(replicas: Vec<Replica>) -> Option<u32> {
    let stop = AtomicBool::new(false);
    let mut answer = None;
    for replica in replicas {
        answer = answer.or(replica(&stop));
    }
    answer
}

#[cfg(test)]
mod check;
