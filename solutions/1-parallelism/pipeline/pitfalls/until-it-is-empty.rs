//! Receives with `try_iter`, which ends when there is nothing in the channel at the moment, not
//! when nothing will come any more. A stage that is faster than the one before gives up.
//!
//! rejected: a_pair_of_items: done = []
//! rejected: a_pair_of_items: done = [41]

use std::sync::mpsc;
use std::thread;

/// What is done to an item at one stage.
pub type Stage = Box<dyn Fn(u32) -> u32 + Send + Sync>;

/// Every item after it has been through all three stages, in the order of the items. Each
/// stage is a thread of its own.
pub fn pipeline(items: Vec<u32>, stages: [Stage; 3]) -> Vec<u32> {
    let [load, scale, store] = stages;
    let (loaded, to_scale) = mpsc::channel();
    let (scaled, to_store) = mpsc::channel();
    let (stored, done) = mpsc::channel();
    thread::scope(|s| {
        s.spawn(move || {
            items
                .into_iter()
                .try_for_each(|item| loaded.send(load(item)))
        });
        s.spawn(move || {
            to_scale
                .try_iter()
                .try_for_each(|item| scaled.send(scale(item)))
        });
        s.spawn(move || {
            to_store
                .try_iter()
                .try_for_each(|item| stored.send(store(item)))
        });
        done.into_iter().collect()
    })
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/pipeline/check.rs"]
mod check;
