//! Lets the receiver go when there is enough, and takes it for an error of the producer's that
//! nobody listens any more.
//!
//! rejected: enough_is_enough: panic: called `Result::unwrap()` on an `Err` value: SendError { .. }

use std::sync::mpsc;
use std::thread;

/// What the lists have, in any order, but no more than `enough` numbers. Each list is sent
/// by a thread of its own.
pub fn gather(lists: Vec<Vec<u32>>, enough: usize) -> Vec<u32> {
    let (sender, receiver) = mpsc::sync_channel(0);
    thread::scope(|s| {
        for list in lists {
            let sender = sender.clone();
            s.spawn(move || {
                list.into_iter()
                    .for_each(|number| sender.send(number).unwrap())
            });
        }
        drop(sender);
        receiver.into_iter().take(enough).collect()
    })
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/owner-closes/check.rs"]
mod check;
