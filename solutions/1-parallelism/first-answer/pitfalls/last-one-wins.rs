//! Whoever has an answer puts it where the first one is to be, and tells the others to stop. One
//! that is about to find its own does so after that, and replaces the first answer.
//!
//! rejected: one_answers_too_late: answer = Some(9)

use std::sync::Mutex;
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
    let first = Mutex::new(None);
    thread::scope(|s| {
        for replica in replicas {
            let (first, stop) = (&first, &stop);
            s.spawn(move || {
                let answer = replica(stop);
                if answer.is_some() {
                    *first.lock().unwrap() = answer;
                    stop.store(true, Relaxed);
                }
            });
        }
    });
    first.into_inner().unwrap()
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/first-answer/check.rs"]
mod check;
