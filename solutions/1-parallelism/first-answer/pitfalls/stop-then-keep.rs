//! Keeps only the first answer, but tells the others to stop before it has put it in its place. In
//! between, another one may see that it is to stop, and put in what it has.
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
                if let Some(answer) = replica(stop) {
                    stop.store(true, Relaxed);
                    first.lock().unwrap().get_or_insert(answer);
                }
            });
        }
    });
    first.into_inner().unwrap()
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/first-answer/check.rs"]
mod check;
