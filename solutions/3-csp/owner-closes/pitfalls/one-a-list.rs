//! Knows how many will come: one from each list. So it needs no end of the stream, but what it
//! knows is wrong, and the rest is never received.
//!
//! rejected: all_of_two_lists: gathered = [1, 3]

use std::sync::mpsc;
use std::thread;

/// What the lists have, in any order, but no more than `enough` numbers. Each list is sent
/// by a thread of its own.
pub fn gather(lists: Vec<Vec<u32>>, enough: usize) -> Vec<u32> {
    let (sender, receiver) = mpsc::sync_channel(0);
    let count = lists.len();
    thread::scope(|s| {
        for list in lists {
            let sender = sender.clone();
            s.spawn(move || list.into_iter().try_for_each(|number| sender.send(number)));
        }
        drop(sender);
        let enough = enough.min(count);
        receiver.into_iter().take(enough).collect()
    })
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/owner-closes/check.rs"]
mod check;
