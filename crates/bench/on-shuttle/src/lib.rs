//! The benchmark's programs on shuttle, with its exhaustive scheduler. Its memory is
//! sequentially consistent.

use std::time::Duration;

use bench_protocol::{Ended, Explored, Memory, Run, counted};
use shuttle::scheduler::DfsScheduler;
use shuttle::{Config, FailurePersistence, MaxSteps, Runner};

/// What the programs are written against.
mod facade {
    pub use bench_protocol::Run;
    pub use shuttle::sync::atomic::{AtomicUsize, Ordering};
    pub use shuttle::sync::{Condvar, Mutex};
    pub use shuttle::thread;
}

#[path = "../../programs/mod.rs"]
mod programs;

/// No program here has so many steps, unless it goes round and round.
const STEPS: usize = 1_000_000;

/// Explores the program of this name without bounds on what is explored.
///
/// # Panics
/// If there is none.
#[must_use]
pub fn explore(name: &str, memory: Memory, _limit: Duration) -> Explored {
    if memory == Memory::Weak {
        return Explored {
            executions: 0,
            outcomes: Default::default(),
            ended: Ended::Unsupported("it has no weak memory".to_owned()),
        };
    }
    let body = programs::named(name, memory).expect("a program of the list");
    let mut config = Config::new();
    config.failure_persistence = FailurePersistence::None;
    config.max_steps = MaxSteps::FailAfter(STEPS);
    config.max_time = None;
    let runner = Runner::new(DfsScheduler::new(None, false), config);
    counted(|| {
        runner.run(move || body(&Run::begin()));
    })
}
