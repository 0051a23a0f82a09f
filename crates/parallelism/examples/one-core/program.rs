//! The program, written once: it runs on real threads, and in the simulator.
//!
//! What it says of its two loops is that neither waits for the other, and nothing about
//! cores.

use std::thread;

use interleave::work;

/// The names of the two loops.
pub const LOOPS: [&str; 2] = ["left", "right"];

/// After so many units of work, a loop notes how far it is.
pub const STEP: u64 = 20;

/// Two threads, with a busy loop each. `note` is told the loop's place in [`LOOPS`] each
/// time that it has got on by a [`STEP`].
pub fn two_loops(units: u64, note: impl Fn(usize) + Sync) {
    let note = &note;
    thread::scope(|s| {
        for (place, name) in LOOPS.into_iter().enumerate() {
            let thread = thread::Builder::new().name(name.to_owned());
            let thread = thread.spawn_scoped(s, move || busy_loop(units, || note(place)));
            thread.expect("there are threads for two");
        }
    });
}

/// Keeps a core busy for so many units, if it has one.
pub fn busy_loop(units: u64, note: impl Fn()) {
    let mut left = units;
    while left > 0 {
        let step = left.min(STEP);
        work(step);
        note();
        left -= step;
    }
}
