//! Ends when there was no request for a second, as everybody must have ended then. Right a thousand
//! times of a thousand; but a producer may be kept from running for longer, and then there is no
//! buffer any more.
//!
//! rejected: one_of_each: panic: called `Result::unwrap()` on an `Err` value: RecvError

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, Sender};
use std::time::Duration;

/// What the buffer is asked for.
pub enum Request {
    /// Keep this portion, and answer when you have it.
    Put(u32, Sender<()>),
    /// Give me the oldest portion.
    Take(Sender<u32>),
}

/// Holds up to `capacity` portions, until no more requests can come.
pub fn buffer(requests: Receiver<Request>, capacity: usize) {
    let (mut held, mut putting, mut taking) = (VecDeque::new(), VecDeque::new(), VecDeque::new());
    while let Ok(request) = requests.recv_timeout(Duration::from_secs(1)) {
        match request {
            Request::Put(portion, done) => putting.push_back((portion, done)),
            Request::Take(answer) => taking.push_back(answer),
        }
        // Each of the two may make the other possible.
        loop {
            if held.len() < capacity
                && let Some((portion, done)) = putting.pop_front()
            {
                held.push_back(portion);
                done.send(()).unwrap();
            } else if !held.is_empty()
                && let Some(answer) = taking.pop_front()
            {
                answer.send(held.pop_front().unwrap()).unwrap();
            } else {
                break;
            }
        }
    }
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/bounded-buffer/check.rs"]
mod check;
