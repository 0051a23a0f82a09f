//! What is judged: that every number and every beat arrives.

use super::*;
use interleave::Run;
use tokio::runtime::Runtime;
use tokio::sync::mpsc::channel;

/// Runs it, and observes what comes of it.
fn observe<F: Future<Output = (Vec<(u32, u32)>, u32)>>(run: &Run, merging: F) {
    let (pairs, beats) = Runtime::new().unwrap().block_on(merging);
    run.observe("pairs", pairs);
    run.observe("beats", beats);
}

/// A number is there; another one and a beat come from different tasks.
#[test]
fn nothing_is_lost() {
    interleave::explore(|run| {
        observe(run, async {
            let (number, numbers) = channel(2);
            let (beat, beats) = channel(1);
            number.send(1).await.unwrap();
            tokio::spawn(async move { number.send(2).await.unwrap() });
            tokio::spawn(async move { beat.send(()).await.unwrap() });
            merge(numbers, beats).await
        });
    })
    .assert_snapshot();
}

/// Whoever waits for the second number without listening stops the sender.
#[test]
fn beats_in_between() {
    interleave::explore(|run| {
        observe(run, async {
            let (number, numbers) = channel(1);
            let (beat, beats) = channel(1);
            tokio::spawn(async move {
                number.send(1).await.unwrap();
                beat.send(()).await.unwrap();
                beat.send(()).await.unwrap();
                number.send(2).await.unwrap();
            });
            merge(numbers, beats).await
        });
    })
    .assert_snapshot();
}

/// No beats, and three numbers.
#[test]
fn one_ends_first() {
    interleave::explore(|run| {
        observe(run, async {
            let (number, numbers) = channel(1);
            let (beat, beats) = channel(1);
            drop(beat);
            tokio::spawn(async move {
                for each in 1..=3 {
                    number.send(each).await.unwrap();
                }
            });
            merge(numbers, beats).await
        });
    })
    .assert_snapshot();
}
