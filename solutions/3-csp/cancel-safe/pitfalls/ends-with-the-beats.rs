//! Ends when one of the channels has ended: the numbers that are still to come are not
//! received.
//!
//! rejected: one_ends_first: pairs = [], beats = 0

use tokio::sync::mpsc::Receiver;

/// All pairs, and how many beats there were.
pub async fn merge(mut numbers: Receiver<u32>, mut beats: Receiver<()>) -> (Vec<(u32, u32)>, u32) {
    let (mut pairs, mut count) = (Vec::new(), 0);
    let mut first = None;
    loop {
        tokio::select! {
            Some(number) = numbers.recv() => match first.take() {
                None => first = Some(number),
                Some(first) => pairs.push((first, number)),
            },
            beat = beats.recv() => match beat {
                Some(()) => count += 1,
                None => return (pairs, count),
            },
            else => return (pairs, count),
        }
    }
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/cancel-safe/check.rs"]
mod check;
