//! Tells the others to stop, but after the scope: when that has ended, they have all ended by
//! themselves.
//!
//! rejected: the_second_is_quick: makespan on 4 cores: 200
//! rejected: one_never_answers: livelock

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::mpsc;
use std::thread;

/// Looks for the answer, until it is found or `stop` is true. `None` is no answer: it was
/// told to stop, or it is broken.
pub type Replica = Box<dyn FnOnce(&AtomicBool) -> Option<u32> + Send>;

/// Asks all replicas at once, and gives the answer of the first one that has any; the others
/// are told to stop. When it returns, none is at work any more. `None` if there is no
/// answer.
pub fn first_answer(replicas: Vec<Replica>) -> Option<u32> {
    let stop = AtomicBool::new(false);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|s| {
        for replica in replicas {
            let (sender, stop) = (sender.clone(), &stop);
            s.spawn(move || replica(stop).map(|answer| sender.send(answer)));
        }
    });
    drop(sender);
    let first = receiver.recv().ok();
    stop.store(true, Relaxed);
    first
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/first-answer/check.rs"]
mod check;
