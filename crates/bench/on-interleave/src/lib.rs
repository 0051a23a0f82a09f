//! The benchmark's programs on Interleave.
//!
//! This package's `std` is what a learner's is while it is judged, so the programs are
//! explored as an exercise would be. Outside of an exploration that `std` is the real
//! one.

use std::time::Duration;

use bench_protocol::{Ended, Explored, Memory};
use interleave::Check;

pub mod growth;

/// What the programs are written against.
mod facade {
    pub use interleave::Run;
    pub use std::sync::atomic::{AtomicUsize, Ordering};
    pub use std::sync::{Condvar, Mutex};
    pub use std::thread;
}

#[path = "../../programs/mod.rs"]
mod programs;

/// Explores the program of this name within `limit` alone.
///
/// # Panics
/// If there is none.
#[must_use]
pub fn explore(name: &str, memory: Memory, limit: Duration) -> Explored {
    let body = programs::named(name, memory).expect("a program of the list");
    let begin = std::time::Instant::now();
    let check = match memory {
        Memory::SequentiallyConsistent => unbounded(limit),
        Memory::Weak => unbounded(limit).weak_memory(),
    };
    let exploration = check.explore(body);
    let ended = if exploration.is_exhaustive() {
        Ended::Complete
    } else if begin.elapsed() >= limit {
        Ended::TimeLimit
    } else {
        Ended::GaveUp("the exploration is not exhaustive".to_owned())
    };
    Explored {
        executions: exploration.executions(),
        outcomes: exploration.behaviours().into_iter().collect(),
        ended,
    }
}

/// A check with no bound but this time.
fn unbounded(limit: Duration) -> Check {
    Check::new()
        .max_executions(u64::MAX)
        .max_steps(1_000_000)
        .max_time(limit)
}
