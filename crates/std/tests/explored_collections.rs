//! Inside an exploration, a hash's order is the same in every execution.

mod common;

use std::collections::{HashMap, HashSet};
use std::sync::Mutex;
use std::thread;

use common::gives;

#[test]
fn the_order_does_not_differ_between_executions() {
    gives(
        |run| {
            let turns = Mutex::new(0);
            let (map, set) = thread::scope(|s| {
                let map = s.spawn(|| {
                    *turns.lock().unwrap() += 1;
                    (0..100).map(|i| (i, i)).collect::<HashMap<u64, u64>>()
                });
                let set = s.spawn(|| {
                    *turns.lock().unwrap() += 1;
                    (0..100).collect::<HashSet<u64>>()
                });
                (map.join().unwrap(), set.join().unwrap())
            });
            let first = (map.keys().next().unwrap(), set.iter().next().unwrap());
            // One outcome, whichever key it is: all executions have met the same first.
            static FIRST: core::sync::atomic::AtomicU64 = core::sync::atomic::AtomicU64::new(0);
            let met = FIRST.swap(*first.0 + 1, core::sync::atomic::Ordering::Relaxed);
            run.observe("as before", met == 0 || met == *first.0 + 1);
            run.observe("alike", first.0 == first.1);
            run.observe("turns", turns.into_inner().unwrap());
        },
        &["as before = true, alike = true, turns = 2"],
    );
}
