//! Sends an item, and waits until it comes out before it sends the next one: so it knows which
//! result is whose. Three threads, and always two of them have nothing to do. Every result is
//! right.
//!
//! rejected: a_pair_of_items: load and scale: never overlap
//! rejected: a_pair_of_items: load and store: never overlap
//! rejected: a_pair_of_items: makespan on 3 cores: 60

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
    thread::spawn(move || to_load.iter().try_for_each(|item| loaded.send(load(item))));
    thread::spawn(move || {
        to_scale
            .iter()
            .try_for_each(|item| scaled.send(scale(item)))
    });
    thread::spawn(move || {
        to_store
            .iter()
            .try_for_each(|item| stored.send(store(item)))
    });
    let mut results = Vec::new();
    for item in items {
        feed.send(item).unwrap();
        results.push(done.recv().unwrap());
    }
    results
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/pipeline/check.rs"]
mod check;
