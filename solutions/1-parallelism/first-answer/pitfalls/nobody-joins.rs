//! Tells the others to stop, and returns at once. They will stop soon, but when? They may still
//! be at work when nobody expects it any more. On real threads every result is right.
//!
//! rejected: any_of_three: left running
//! rejected: one_never_answers: left running

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, mpsc};
use std::thread;

/// Looks for the answer, until it is found or `stop` is true. `None` is no answer: it was
/// told to stop, or it is broken.
pub type Replica = Box<dyn FnOnce(&AtomicBool) -> Option<u32> + Send>;

/// Asks all replicas at once, and gives the answer of the first one that has any; the others
/// are told to stop. When it returns, none is at work any more. `None` if there is no
/// answer.
pub fn first_answer(replicas: Vec<Replica>) -> Option<u32> {
    let stop = Arc::new(AtomicBool::new(false));
    let (sender, receiver) = mpsc::channel();
    for replica in replicas {
        let (sender, stop) = (sender.clone(), Arc::clone(&stop));
        thread::spawn(move || replica(&stop).map(|answer| sender.send(answer)));
    }
    drop(sender);
    let first = receiver.recv().ok();
    stop.store(true, Relaxed);
    first
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/first-answer/check.rs"]
mod check;
