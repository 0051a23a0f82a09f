//! Bounded channels, so that nothing piles up. But it wants to put all items in before it takes
//! the first one out: when all channels and all stages are full, nobody empties them. With a few
//! items it works.
//!
//! rejected: many_items: on 3 cores: deadlock

use std::sync::mpsc;
use std::thread;

/// What is done to an item at one stage.
pub type Stage = Box<dyn Fn(u32) -> u32 + Send + Sync>;

/// Every item after it has been through all three stages, in the order of the items. Each
/// stage is a thread of its own.
pub fn pipeline(items: Vec<u32>, stages: [Stage; 3]) -> Vec<u32> {
    let [load, scale, store] = stages;
    let (feed, to_load) = mpsc::sync_channel(1);
    let (loaded, to_scale) = mpsc::sync_channel(1);
    let (scaled, to_store) = mpsc::sync_channel(1);
    let (stored, done) = mpsc::sync_channel(1);
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
        drop(feed);
        done.into_iter().collect()
    })
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/pipeline/check.rs"]
mod check;
