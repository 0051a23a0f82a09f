//! When the first number has come, it waits for the second one outside of the `select!`: then
//! it does not listen to beats, and their sender may wait for it.
//!
//! rejected: beats_in_between: deadlock

use tokio::sync::mpsc::Receiver;

/// All pairs, and how many beats there were.
pub async fn merge(mut numbers: Receiver<u32>, mut beats: Receiver<()>) -> (Vec<(u32, u32)>, u32) {
    let (mut pairs, mut count) = (Vec::new(), 0);
    loop {
        tokio::select! {
            Some(first) = numbers.recv() => {
                if let Some(second) = numbers.recv().await {
                    pairs.push((first, second));
                }
            }
            Some(()) = beats.recv() => count += 1,
            else => return (pairs, count),
        }
    }
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/cancel-safe/check.rs"]
mod check;
