//! The benchmark's programs on loom, which explores C11's memory model.
//!
//! Sequentially consistent programs are given to it as they are: it has no other memory.

use std::time::Duration;

use bench_protocol::{Explored, Memory, Run, counted};
use loom::model::Builder;

/// What the programs are written against.
mod facade {
    pub use bench_protocol::Run;
    pub use loom::sync::atomic::{AtomicUsize, Ordering};
    pub use loom::sync::{Condvar, Mutex};
    pub use loom::thread;
}

#[path = "../../programs/mod.rs"]
mod programs;

/// Enough for every program here that ends.
const BRANCHES: usize = 100_000;

/// Explores the program of this name without bounds.
///
/// # Panics
/// If there is none.
#[must_use]
pub fn explore(name: &str, memory: Memory, _limit: Duration) -> Explored {
    let body = programs::named(name, memory).expect("a program of the list");
    let mut builder = Builder::new();
    builder.max_threads = loom::MAX_THREADS;
    builder.max_branches = BRANCHES;
    builder.max_permutations = None;
    builder.max_duration = None;
    builder.preemption_bound = None;
    builder.checkpoint_file = None;
    builder.location = false;
    builder.log = false;
    counted(|| builder.check(move || body(&Run::begin())))
}
