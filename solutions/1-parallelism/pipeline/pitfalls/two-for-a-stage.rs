//! Gives the second stage two threads, as it is the busiest. They share the receiver under a lock
//! that they hold only to receive. But the one that received first may send second.
//!
//! rejected: a_pair_of_items: inside scale: at most 2 at once
//! rejected: a_pair_of_items: done = [1, 41]

use std::sync::{Mutex, mpsc};
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
    let to_scale = Mutex::new(to_scale);
    let next = || to_scale.lock().unwrap().recv();
    let (next, scale) = (&next, &scale);
    thread::scope(|s| {
        s.spawn(move || {
            items
                .into_iter()
                .try_for_each(|item| loaded.send(load(item)))
        });
        for scaled in [scaled.clone(), scaled] {
            s.spawn(move || {
                while let Ok(item) = next() {
                    scaled.send(scale(item)).unwrap();
                }
            });
        }
        s.spawn(move || {
            to_store
                .iter()
                .try_for_each(|item| stored.send(store(item)))
        });
        done.into_iter().collect()
    })
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/pipeline/check.rs"]
mod check;
