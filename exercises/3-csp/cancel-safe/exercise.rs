//! Two channels in one `select!`. What to do is in README.md.

use tokio::sync::mpsc::Receiver;

/// The next two numbers.
async fn pair(numbers: &mut Receiver<u32>) -> Option<(u32, u32)> {
    let first = numbers.recv().await?;
    let second = numbers.recv().await?;
    Some((first, second))
}

/// All pairs, and how many beats there were.
pub async fn merge(mut numbers: Receiver<u32>, mut beats: Receiver<()>) -> (Vec<(u32, u32)>, u32) {
    let (mut pairs, mut count) = (Vec::new(), 0);
    loop {
        tokio::select! {
            Some(pair) = pair(&mut numbers) => pairs.push(pair),
            Some(()) = beats.recv() => count += 1,
            else => return (pairs, count),
        }
    }
}

#[cfg(test)]
mod check;
