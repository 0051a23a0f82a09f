//! Loads in one thread, and scales and stores in another, which does one thing after the other.
//! Twice as long for an item as the first thread, so that one is idle half of the time.
//!
//! rejected: a_pair_of_items: scale and store: never overlap
//! rejected: a_pair_of_items: makespan on 3 cores: 50

use std::sync::mpsc;
use std::thread;

/// What is done to an item at one stage.
pub type Stage = Box<dyn Fn(u32) -> u32 + Send + Sync>;

/// Every item after it has been through all three stages, in the order of the items. Each
/// stage is a thread of its own.
pub fn pipeline(items: Vec<u32>, stages: [Stage; 3]) -> Vec<u32> {
    let [load, scale, store] = stages;
    let (loaded, to_scale) = mpsc::channel();
    let loader = thread::spawn(move || {
        for item in items {
            loaded.send(load(item)).unwrap();
        }
    });
    let mut done = Vec::new();
    for item in to_scale {
        done.push(store(scale(item)));
    }
    loader.join().unwrap();
    done
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/pipeline/check.rs"]
mod check;
