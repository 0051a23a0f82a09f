//! The same work in few pieces and in many, a thread each.

use std::thread;

use interleave::{Run, work};

/// All of the work together.
pub const WORK: u64 = 960;

pub fn in_pieces(pieces: u64) -> impl Fn(&Run) {
    move |_| {
        thread::scope(|s| {
            for _ in 0..pieces {
                s.spawn(move || work(WORK / pieces));
            }
        });
    }
}
