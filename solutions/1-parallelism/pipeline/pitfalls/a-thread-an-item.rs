//! A thread for each item, which takes it through all stages. Nothing waits for anything, so it
//! is fast; but several items are at the same stage, and they come out as they are done. On
//! real threads that nearly always is the order in which they began.
//!
//! rejected: a_pair_of_items: done = [1, 41]
//! rejected: a_pair_of_items: inside load: at most 2 at once

use std::sync::mpsc;
use std::thread;

/// What is done to an item at one stage.
pub type Stage = Box<dyn Fn(u32) -> u32 + Send + Sync>;

/// Every item after it has been through all three stages, in the order of the items. Each
/// stage is a thread of its own.
pub fn pipeline(items: Vec<u32>, stages: [Stage; 3]) -> Vec<u32> {
    let [load, scale, store] = stages;
    let (sender, done) = mpsc::channel();
    thread::scope(|s| {
        for item in items {
            let sender = sender.clone();
            let (load, scale, store) = (&load, &scale, &store);
            s.spawn(move || sender.send(store(scale(load(item)))));
        }
    });
    drop(sender);
    done.into_iter().collect()
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/pipeline/check.rs"]
mod check;
