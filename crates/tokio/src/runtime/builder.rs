//! [`Builder`]: what a runtime is to be like.

use std::fmt;
use std::io;
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use interleave::{awaiting, shadow};

use super::Runtime;
use crate::driving::{Executor, Flavor};

/// What a runtime is to be like. Inside an exploration only whether it has one thread
/// makes a difference.
pub struct Builder {
    flavor: Flavor,
    real: real::runtime::Builder,
}

impl Builder {
    /// A runtime with one thread: the one that calls `block_on`.
    #[must_use]
    pub fn new_current_thread() -> Self {
        Self {
            flavor: Flavor::CurrentThread,
            real: real::runtime::Builder::new_current_thread(),
        }
    }

    /// A runtime with threads of its own.
    #[must_use]
    pub fn new_multi_thread() -> Self {
        Self {
            flavor: Flavor::MultiThread,
            real: real::runtime::Builder::new_multi_thread(),
        }
    }

    /// With all that it can drive.
    pub fn enable_all(&mut self) -> &mut Self {
        self.real.enable_all();
        self
    }

    /// With a clock.
    pub fn enable_time(&mut self) -> &mut Self {
        self.real.enable_time();
        self
    }

    /// So many threads run tasks.
    #[track_caller]
    pub fn worker_threads(&mut self, threads: usize) -> &mut Self {
        self.real.worker_threads(threads);
        self
    }

    /// At most so many threads run blocking code.
    #[track_caller]
    pub fn max_blocking_threads(&mut self, threads: usize) -> &mut Self {
        self.real.max_blocking_threads(threads);
        self
    }

    /// The name of its threads.
    pub fn thread_name(&mut self, name: impl Into<String>) -> &mut Self {
        self.real.thread_name(name);
        self
    }

    /// How many bytes the stacks of its threads have.
    pub fn thread_stack_size(&mut self, bytes: usize) -> &mut Self {
        self.real.thread_stack_size(bytes);
        self
    }

    /// How long a thread for blocking code waits for more.
    pub fn thread_keep_alive(&mut self, duration: Duration) -> &mut Self {
        self.real.thread_keep_alive(duration);
        self
    }

    /// How often a thread looks at the queue of all.
    #[track_caller]
    pub fn global_queue_interval(&mut self, ticks: u32) -> &mut Self {
        self.real.global_queue_interval(ticks);
        self
    }

    /// How often a thread looks for events.
    pub fn event_interval(&mut self, ticks: u32) -> &mut Self {
        self.real.event_interval(ticks);
        self
    }

    /// The runtime.
    ///
    /// # Errors
    /// If the operating system can't give what it needs; never inside an exploration.
    #[track_caller]
    pub fn build(&mut self) -> io::Result<Runtime> {
        if !shadow::active() {
            return self.real.build().map(Runtime::real);
        }
        if !awaiting::is_covered() {
            shadow::refuse(
                "tokio under weak memory, or in a simulation",
                "Explore it without, or use threads.",
            );
        }
        let executor = Arc::new(Executor::new(self.flavor));
        // Its tasks run only inside of `block_on`.
        executor.enter(Location::caller());
        awaiting::end_turn();
        Ok(Runtime::model(executor))
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder").finish_non_exhaustive()
    }
}
