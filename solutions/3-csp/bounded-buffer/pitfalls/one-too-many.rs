//! Makes room for a portion that is about to be taken. It is off by one.
//!
//! rejected: full: put into nothing = 2, taken = [1, 2, 3]

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
            Request::Put(portion, done) => putting.push_back((portion, done)),
            Request::Take(answer) => taking.push_back(answer),
        }
        // Each of the two may make the other possible.
        loop {
            if held.len() <= capacity
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
