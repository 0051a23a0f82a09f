//! A bounded buffer as a process. What to do is in README.md.

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
    let _ = capacity;
    let mut held = VecDeque::new();
    for request in requests {
        match request {
            Request::Put(portion, done) => {
                held.push_back(portion);
                done.send(()).unwrap();
            }
            Request::Take(answer) => {
                if let Some(portion) = held.pop_front() {
                    answer.send(portion).unwrap();
                }
            }
        }
    }
}

#[cfg(test)]
mod check;
