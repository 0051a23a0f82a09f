//! Deals out the items beforehand, every n-th to the same thread, so that each knows the indices
//! of its own. The results are right. But who has got the long jobs is still at work when
//! the others have nothing to do any more.
//!
//! rejected: a_long_job_and_two_short_ones: makespan on 2 cores: 60

use std::thread;

/// What `job` makes of every item, in the order of the items. `threads` threads do it, and
/// each of them takes the next item as soon as it is free.
pub fn map<T: Send, R: Send>(items: Vec<T>, threads: usize, job: impl Fn(T) -> R + Sync) -> Vec<R> {
    let mut hands: Vec<Vec<T>> = (0..threads).map(|_| Vec::new()).collect();
    for (index, item) in items.into_iter().enumerate() {
        hands[index % threads].push(item);
    }
    let deal = |hand: Vec<T>| hand.into_iter().map(&job).collect::<Vec<R>>();
    thread::scope(|s| {
        let deal = &deal;
        let spawn = |hand| s.spawn(move || deal(hand));
        let spawned: Vec<_> = hands.into_iter().map(spawn).collect();
        let done = spawned.into_iter().map(|thread| thread.join().unwrap());
        let mut done: Vec<_> = done.map(Vec::into_iter).collect();
        let turns = (0..threads).cycle();
        turns.map_while(|thread| done[thread].next()).collect()
    })
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/by-index/check.rs"]
mod check;
