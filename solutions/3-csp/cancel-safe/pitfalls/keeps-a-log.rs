//! One number at a time, but the future writes each into a log when it has received it. The
//! log has room, so on real threads that hardly ever takes a moment. If it does (tokio lets a
//! task wait that has done much), a beat drops the future, and the number with it.
//!
//! rejected: nothing_is_lost: pairs = [], beats = 1

use tokio::sync::mpsc::{Receiver, Sender, channel};

/// The next number, which is in the log then.
async fn logged(numbers: &mut Receiver<u32>, log: &Sender<u32>) -> Option<u32> {
    let number = numbers.recv().await?;
    log.send(number).await.ok();
    Some(number)
}

/// All pairs, and how many beats there were.
pub async fn merge(mut numbers: Receiver<u32>, mut beats: Receiver<()>) -> (Vec<(u32, u32)>, u32) {
    let (mut pairs, mut count) = (Vec::new(), 0);
    let mut first = None;
    let (log, _kept) = channel(100);
    loop {
        tokio::select! {
            Some(number) = logged(&mut numbers, &log) => match first.take() {
                None => first = Some(number),
                Some(first) => pairs.push((first, number)),
            },
            Some(()) = beats.recv() => count += 1,
            else => return (pairs, count),
        }
    }
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/cancel-safe/check.rs"]
mod check;
