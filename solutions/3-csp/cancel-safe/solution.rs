//! Two channels in one `select!`: what is half done is kept outside of the futures.

use tokio::sync::mpsc::Receiver;

/// All pairs, and how many beats there were.
pub async fn merge(mut numbers: Receiver<u32>, mut beats: Receiver<()>) -> (Vec<(u32, u32)>, u32) {
    let (mut pairs, mut count) = (Vec::new(), 0);
    // Outside of the loop: it outlives what a round drops.
    let mut first = None;
    loop {
        tokio::select! {
            Some(number) = numbers.recv() => match first.take() {
                None => first = Some(number),
                Some(first) => pairs.push((first, number)),
            },
            Some(()) = beats.recv() => count += 1,
            else => return (pairs, count),
        }
    }
}

#[cfg(test)]
#[path = "../../../exercises/3-csp/cancel-safe/check.rs"]
mod check;
