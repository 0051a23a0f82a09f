//! The first answer is kept under a lock, which a thread takes before it asks its replica, so that
//! no other can come in between. So they ask one after the other.
//!
//! rejected: any_of_three: a and b: never overlap

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
                let mut first = first.lock().unwrap();
                if let Some(answer) = replica(stop) {
                    first.get_or_insert(answer);
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
