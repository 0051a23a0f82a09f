//! Three threads and channels between them. But a stage collects what comes in before it does
//! anything, to have it in order, which it is anyway. So the next stage begins when the one
//! before has ended.
//!
//! rejected: a_pair_of_items: load and scale: never overlap
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
    let all = [
        (load, to_load, loaded),
        (scale, to_scale, scaled),
        (store, to_store, stored),
    ];
    thread::scope(|s| {
        for (stage, receiver, sender) in all {
            s.spawn(move || {
                let items: Vec<u32> = receiver.iter().collect();
                for item in items {
                    sender.send(stage(item)).unwrap();
                }
            });
        }
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
