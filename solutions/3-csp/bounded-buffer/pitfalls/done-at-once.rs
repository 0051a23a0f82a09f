//! Says that it is done as soon as the request is there, although the portion still waits for
//! room. In the end everything arrives, but the producer has run ahead.
//!
//! rejected: full: put into nothing = 3, taken = [1, 2, 3]

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, Sender};

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
    for request in requests {
        match request {
            Request::Put(portion, done) => {
                done.send(()).unwrap();
                putting.push_back(portion);
            }
            Request::Take(answer) => taking.push_back(answer),
        }
        // Each of the two may make the other possible.
        loop {
            if held.len() < capacity
                && let Some(portion) = putting.pop_front()
            {
                held.push_back(portion);
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
