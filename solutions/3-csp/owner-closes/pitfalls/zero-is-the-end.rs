//! Each producer sends a 0 when it is done, and the consumer counts them. It works until
//! somebody has a 0 in the list.
//!
//! rejected: a_zero_is_a_number: gathered = []

use std::sync::mpsc;
use std::thread;

/// What the lists have, in any order, but no more than `enough` numbers. Each list is sent
/// by a thread of its own.
pub fn gather(lists: Vec<Vec<u32>>, enough: usize) -> Vec<u32> {
    let (sender, receiver) = mpsc::sync_channel(0);
    let producers = lists.len();
    thread::scope(|s| {
        for list in lists {
            let sender = sender.clone();
            let all = list.into_iter().chain([0]);
            s.spawn(move || all.into_iter().try_for_each(|number| sender.send(number)));
        }
        let (mut gathered, mut ended) = (Vec::new(), 0);
        while gathered.len() < enough && ended < producers {
            match receiver.recv().unwrap() {
                0 => ended += 1,
                number => gathered.push(number),
            }
        }
        drop(receiver);
        gathered
    })
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/owner-closes/check.rs"]
mod check;
