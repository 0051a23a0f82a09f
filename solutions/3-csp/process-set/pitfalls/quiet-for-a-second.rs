//! Ends when nothing has come for a second, and takes that for the end of the requests. Right a
//! thousand times of a thousand; but the user may be kept from running for longer, and then there
//! is no set any more.
//!
//! rejected: empty: panic: called `Result::unwrap()` on an `Err` value: SendError { .. }

use std::sync::mpsc::{Receiver, Sender};
use std::time::Duration;

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
    let pass_on = |request| match &next {
        Some(next) => next.send(request).unwrap(),
        None => {
            if let Request::Has(_) = request {
                answers.send(false).unwrap();
            }
        }
    };
    let mut number = None;
    while let Ok(request) = requests.recv_timeout(Duration::from_secs(1)) {
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
