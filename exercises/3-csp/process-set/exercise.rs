//! One number of a set that is an array of processes. What to do is in README.md.

use std::sync::mpsc::{Receiver, Sender};

/// What is sent along the array.
pub enum Request {
    /// The number is to be in the set.
    Insert(u32),
    /// Is the number in the set? It is answered with `true` or `false`.
    Has(u32),
}

/// One process of the array: it holds one number at most, and those that come after it hold
/// only larger ones.
pub fn member(requests: Receiver<Request>, next: Option<Sender<Request>>, answers: Sender<bool>) {
    let _ = next;
    for request in requests {
        match request {
            Request::Insert(_) => {}
            Request::Has(_) => answers.send(false).unwrap(),
        }
    }
}

#[cfg(test)]
mod check;
