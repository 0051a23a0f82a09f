//! Look at the list of outcomes: all that two threads can do, however lucky you are.
//!
//! The same increments as in `lost_update`, under the explorer: a load and a store, then
//! one read-modify-write in their place.

use interleave::{Run, explore};
use judged::sync::atomic::{AtomicU32, Ordering::SeqCst};
use judged::thread;

fn load_and_store(total: &AtomicU32) {
    let seen = total.load(SeqCst);
    total.store(seen + 1, SeqCst);
}

fn one_step(total: &AtomicU32) {
    total.fetch_add(1, SeqCst);
}

fn two_threads(run: &Run, increment: fn(&AtomicU32)) {
    let total = AtomicU32::new(0);
    thread::scope(|s| {
        s.spawn(|| increment(&total));
        s.spawn(|| increment(&total));
    });
    run.observe("total", total.load(SeqCst));
}

fn main() {
    for (name, increment) in [
        ("a load and a store", load_and_store as fn(&AtomicU32)),
        ("one read-modify-write", one_step),
    ] {
        let explored = explore(move |run| two_threads(run, increment));
        println!("{name}: {} interleavings", explored.executions());
        for outcome in explored.behaviours() {
            println!("  {outcome}");
        }
        println!(
            "{}",
            explored.story(&["total = 2", "deadlock: never", "panic: never"])
        );
    }
}
