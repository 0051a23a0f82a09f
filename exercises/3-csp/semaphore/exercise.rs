//! A semaphore as a process. What to do is in README.md.

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
    let _ = places;
    for request in requests {
        if let Request::Acquire(answer) = request {
            answer.send(()).unwrap();
        }
    }
}

#[cfg(test)]
mod check;
