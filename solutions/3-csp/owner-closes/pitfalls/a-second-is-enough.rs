//! Takes a second of silence for the end, to be on the safe side. On real threads no producer is
//! ever that late: right a thousand times of a thousand. But a thread may be kept waiting for
//! longer than that, and then its numbers are missing.
//!
//! rejected: all_of_two_lists: gathered = []
//! rejected: enough_is_enough: gathered = []

use std::iter;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// What the lists have, in any order, but no more than `enough` numbers. Each list is sent
/// by a thread of its own.
pub fn gather(lists: Vec<Vec<u32>>, enough: usize) -> Vec<u32> {
    let (sender, receiver) = mpsc::sync_channel(0);
    thread::scope(|s| {
        for list in lists {
            let sender = sender.clone();
            s.spawn(move || list.into_iter().try_for_each(|number| sender.send(number)));
        }
        drop(sender);
        let second = Duration::from_secs(1);
        let next = || receiver.recv_timeout(second).ok();
        let gathered = iter::from_fn(next).take(enough).collect();
        drop(receiver);
        gathered
    })
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/owner-closes/check.rs"]
mod check;
