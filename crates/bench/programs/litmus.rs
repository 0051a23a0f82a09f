//! Litmus tests: the smallest programs that tell memory models apart.
//!
//! Shapes and names as in J. Alglave, L. Maranget, M. Tautschnig, *Herding Cats*, ACM
//! TOPLAS 36(2), 2014. Orderings as in GenMC's tests of these names (`SB`, `MP`, `LB` and
//! `IRIW-acq-sc`), so that its counts can stand beside ours.

use super::together;
use crate::facade::{
    AtomicUsize,
    Ordering::{Acquire, Release, SeqCst},
    Run,
};

/// Two locations.
fn x_and_y() -> [AtomicUsize; 2] {
    [AtomicUsize::new(0), AtomicUsize::new(0)]
}

/// Two threads that each store to a location of their own, then load the other one's.
pub fn store_buffering(run: &Run) {
    let memory = x_and_y();
    let read = together(2, move |thread| {
        memory[thread].store(1, Release);
        memory[1 - thread].load(Acquire)
    });
    run.observe("read", read);
}

/// One thread stores `x`, then `y`; the other one loads `y`, then `x`.
pub fn message_passing(run: &Run) {
    let memory = x_and_y();
    let read = together(2, move |thread| {
        if thread == 0 {
            memory[0].store(1, Release);
            memory[1].store(1, Release);
            return None;
        }
        let y = memory[1].load(Acquire);
        Some((y, memory[0].load(Acquire)))
    });
    run.observe("read", read[1]);
}

/// Two threads that each load a location, then store to the other one.
pub fn load_buffering(run: &Run) {
    let memory = x_and_y();
    let read = together(2, move |thread| {
        let seen = memory[1 - thread].load(Acquire);
        memory[thread].store(1, Release);
        seen
    });
    run.observe("read", read);
}

/// Two threads store to a location each, two others load both, in opposite order.
pub fn independent_reads(run: &Run) {
    let memory = x_and_y();
    let read = together(4, move |thread| match thread {
        0 | 3 => {
            memory[thread / 3].store(1, SeqCst);
            None
        }
        _ => {
            let first = thread - 1;
            let seen = memory[first].load(Acquire);
            Some((seen, memory[1 - first].load(SeqCst)))
        }
    });
    run.observe("read", (read[1], read[2]));
}
