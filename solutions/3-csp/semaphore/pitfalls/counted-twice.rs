//! A place that comes back goes to who waits, and is counted as free as well. From then on there is
//! one place more than there should be.
//!
//! rejected: again_and_again: inside section: at most 2 at once

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, Sender};

/// What the semaphore is asked for.
pub enum Request {
    /// Give me a place: answer when I have it.
    Acquire(Sender<()>),
    /// I give my place back.
    Release,
}

/// Lends `places`, until no more requests can come.
pub fn semaphore(requests: Receiver<Request>, places: usize) {
    let (mut free, mut waiting) = (places, VecDeque::new());
    for request in requests {
        match request {
            Request::Acquire(answer) => waiting.push_back(answer),
            Request::Release => {
                free += 1;
                if let Some(answer) = waiting.pop_front() {
                    let _ = answer.send(());
                }
            }
        }
        while free > 0
            && let Some(answer) = waiting.pop_front()
        {
            // Who has given up waiting takes no place.
            if answer.send(()).is_ok() {
                free -= 1;
            }
        }
    }
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/semaphore/check.rs"]
mod check;
