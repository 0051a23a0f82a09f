//! Takes it that everybody who has asked still waits. A place that is given to nobody is never given
//! back.
//!
//! rejected: who_gives_up_takes_no_place: deadlock

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
            Request::Release => free += 1,
        }
        while free > 0
            && let Some(answer) = waiting.pop_front()
        {
            let _ = answer.send(());
            free -= 1;
        }
    }
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/semaphore/check.rs"]
mod check;
