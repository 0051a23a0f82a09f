//! Sends a 0 behind the last item, and who receives a 0 passes it on and ends. It works as long
//! as nothing else is 0.
//!
//! rejected: a_pair_of_items: done = [41]

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
                loop {
                    match receiver.recv().unwrap() {
                        0 => break sender.send(0),
                        item => sender.send(stage(item)).unwrap(),
                    }
                }
            });
        }
        for item in items {
            feed.send(item).unwrap();
        }
        feed.send(0).unwrap();
        done.iter().take_while(|&item| item != 0).collect()
    })
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/pipeline/check.rs"]
mod check;
