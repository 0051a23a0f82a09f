//! Looks once, after each request, what can be done. But the portion that is taken makes room
//! for one that waits, and nobody looks again.
//!
//! rejected: full: deadlock

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
        {
            if held.len() < capacity
                && let Some((portion, done)) = putting.pop_front()
            {
                held.push_back(portion);
                done.send(()).unwrap();
            } else if !held.is_empty()
                && let Some(answer) = taking.pop_front()
            {
                answer.send(held.pop_front().unwrap()).unwrap();
            }
        }
    }
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/bounded-buffer/check.rs"]
mod check;
