//! The last process drops the question that it should pass on, like a number.
//!
//! rejected: in_any_order: deadlock
//! rejected: full: deadlock

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
    let pass_on = |request| {
        if let Some(next) = &next {
            next.send(request).unwrap();
        }
    };
    let mut number = None;
    for request in requests {
        match (request, number) {
            (Request::Insert(new), None) => number = Some(new),
            (Request::Insert(new), Some(old)) if new < old => {
                number = Some(new);
                pass_on(Request::Insert(old));
            }
            (Request::Insert(new), Some(old)) if new > old => pass_on(Request::Insert(new)),
            (Request::Insert(_), Some(_)) => {}
            (Request::Has(wanted), Some(old)) if wanted > old => pass_on(Request::Has(wanted)),
            (Request::Has(wanted), _) => answers.send(number == Some(wanted)).unwrap(),
        }
    }
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/process-set/check.rs"]
mod check;
