//! Each thread takes its own sender along, and ends with it. But the sender that feeds them is
//! still there while the results are collected. The first stage waits for more, the second one
//! for the first, and so on.
//!
//! rejected: a_pair_of_items: deadlock
//! rejected: no_item: deadlock

use std::sync::mpsc;
use std::thread;

/// What is done to an item at one stage.
pub type Stage = Box<dyn Fn(u32) -> u32 + Send + Sync>;

/// Every item after it has been through all three stages, in the order of the items. Each
/// stage is a thread of its own.
pub fn pipeline(items: Vec<u32>, stages: [Stage; 3]) -> Vec<u32> {
    let [load, scale, store] = stages;
    let (feed, to_load) = mpsc::channel();
    let (loaded, to_scale) = mpsc::channel();
    let (scaled, to_store) = mpsc::channel();
    let (stored, done) = mpsc::channel();
    thread::scope(|s| {
        s.spawn(move || to_load.iter().try_for_each(|item| loaded.send(load(item))));
        s.spawn(move || {
            to_scale
                .iter()
                .try_for_each(|item| scaled.send(scale(item)))
        });
        s.spawn(move || {
            to_store
                .iter()
                .try_for_each(|item| stored.send(store(item)))
        });
        for item in items {
            feed.send(item).unwrap();
        }
        done.into_iter().collect()
    })
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/pipeline/check.rs"]
mod check;
