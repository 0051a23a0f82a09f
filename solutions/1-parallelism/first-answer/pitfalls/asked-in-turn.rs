//! Asks one after the other, until one has an answer. A thread for each, and none of them has
//! anything to do at the same time as another.
//!
//! rejected: any_of_three: answer = Some(2)
//! rejected: the_second_is_quick: makespan on 4 cores: 100

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

/// Looks for the answer, until it is found or `stop` is true. `None` is no answer: it was
/// told to stop, or it is broken.
pub type Replica = Box<dyn FnOnce(&AtomicBool) -> Option<u32> + Send>;

/// Asks all replicas at once, and gives the answer of the first one that has any; the others
/// are told to stop. When it returns, none is at work any more. `None` if there is no
/// answer.
pub fn first_answer(replicas: Vec<Replica>) -> Option<u32> {
    let stop = AtomicBool::new(false);
    let stop = &stop;
    let ask = |replica: Replica| thread::scope(|s| s.spawn(|| replica(stop)).join().unwrap());
    let first = replicas.into_iter().find_map(ask);
    stop.store(true, Relaxed);
    first
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/first-answer/check.rs"]
mod check;
