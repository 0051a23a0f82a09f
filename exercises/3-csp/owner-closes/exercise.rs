//! Several producers and one consumer. What to do is in README.md.

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
                for number in list {
                    sender.send(number).unwrap();
                }
            });
        }
        receiver.iter().take(enough).collect()
    })
}

#[cfg(test)]
mod check;
