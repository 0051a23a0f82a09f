//! A thread for each stage, which returns its results when it is joined. The next stage needs
//! them, so it is spawned after that.
//!
//! rejected: a_pair_of_items: load and scale: never overlap
//! rejected: a_pair_of_items: scale and store: never overlap
//! rejected: a_pair_of_items: makespan on 3 cores: 60
//! rejected: many_items: makespan on 3 cores: 600

use std::thread;

/// What is done to an item at one stage.
pub type Stage = Box<dyn Fn(u32) -> u32 + Send + Sync>;

/// Every item after it has been through all three stages, in the order of the items. Each
/// stage is a thread of its own.
pub fn pipeline(items: Vec<u32>, stages: [Stage; 3]) -> Vec<u32> {
    let [load, scale, store] = stages;
    let mut items = items;
    for stage in [load, scale, store] {
        let all = move || items.into_iter().map(stage).collect();
        items = thread::spawn(all).join().unwrap();
    }
    items
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/pipeline/check.rs"]
mod check;
