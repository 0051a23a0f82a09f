//! [`Runtime`]: a runtime and its tasks.

use std::fmt;
use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use interleave::awaiting;
use interleave::shadow::{self, Site};

use super::{Builder, EnterGuard, Handle};
use crate::driving::{Context, Executor, current, drive};
use crate::task::JoinHandle;

/// A runtime. Dropped, it ends its tasks at their next await.
pub struct Runtime {
    handle: Handle,
    /// Taken where it is shut down.
    real: Option<real::runtime::Runtime>,
}

impl Runtime {
    /// A runtime with threads of its own.
    ///
    /// # Errors
    /// If the operating system can't give what it needs; never inside an exploration.
    #[track_caller]
    pub fn new() -> io::Result<Self> {
        Builder::new_multi_thread().enable_all().build()
    }

    pub(crate) fn real(runtime: real::runtime::Runtime) -> Self {
        Self {
            handle: Handle::real(runtime.handle().clone()),
            real: Some(runtime),
        }
    }

    pub(crate) fn model(executor: Arc<Executor>) -> Self {
        Self {
            handle: Handle::model(executor),
            real: None,
        }
    }

    /// A handle to it.
    #[must_use]
    pub fn handle(&self) -> &Handle {
        &self.handle
    }

    /// Starts a task.
    #[track_caller]
    pub fn spawn<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        self.handle.spawn(future)
    }

    /// Runs `f` where it may block.
    #[track_caller]
    pub fn spawn_blocking<F, R>(&self, f: F) -> JoinHandle<R>
    where
        F: FnOnce() -> R + Send + 'static,
        R: Send + 'static,
    {
        self.handle.spawn_blocking(f)
    }

    /// Runs `future` to its end on this thread.
    ///
    /// # Panics
    /// Inside of a task.
    #[track_caller]
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        match &self.real {
            Some(runtime) if !shadow::active() => runtime.block_on(future),
            _ => self.handle.block_on(future),
        }
    }

    /// As if in a task of this runtime, until the guard is dropped.
    pub fn enter(&self) -> EnterGuard<'_> {
        self.handle.enter()
    }

    /// Ends its tasks without waiting for them.
    pub fn shutdown_background(mut self) {
        if let Some(runtime) = self.real.take() {
            runtime.shutdown_background();
        }
    }

    /// Ends its tasks, and waits for them no longer than that.
    pub fn shutdown_timeout(mut self, duration: Duration) {
        if let Some(runtime) = self.real.take() {
            runtime.shutdown_timeout(duration);
        }
    }
}

/// Runs `future` to its end on this model thread.
pub(super) fn block_on<F: Future>(executor: &Arc<Executor>, future: F, site: Site) -> F::Output {
    assert!(
        current().is_none(),
        "Cannot start a runtime from within a runtime. This happens because a function \
         (like `block_on`) attempted to block the current thread while the thread is being \
         used to drive asynchronous tasks."
    );
    let context = Context::new(Arc::clone(executor), None, String::new());
    executor.resume();
    let driven = drive(pin!(future), context, site);
    awaiting::end_turn();
    match driven {
        Ok(output) => output,
        Err(_) => unreachable!("nobody can abort it"),
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        if let Some(executor) = self.handle.executor()
            && shadow::active()
        {
            executor.shut_down(awaiting::here());
        }
    }
}

impl fmt::Debug for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Runtime").finish_non_exhaustive()
    }
}
