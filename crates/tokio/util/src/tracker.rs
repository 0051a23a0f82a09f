//! [`TaskTracker`]: waits for as many tasks as it has been given.

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use interleave::awaiting;
use real::task as real_task;
use tokio::runtime::Handle;
use tokio::shadowing::Shared;
use tokio::task::JoinHandle;

/// Counts tasks. To wait for them it must be closed.
#[derive(Clone)]
pub struct TaskTracker {
    shared: Arc<Shared>,
    real: real_task::TaskTracker,
}

/// As long as it lives, a task counts.
#[derive(Clone)]
pub struct TaskTrackerToken {
    tracker: TaskTracker,
    /// Dropped after the step that says so.
    _real: real_task::task_tracker::TaskTrackerToken,
}

/// A future that counts.
#[must_use = "futures do nothing unless polled"]
#[derive(Debug)]
pub struct TrackedFuture<F> {
    // Dropped before the token, as in the real one.
    future: F,
    _token: TaskTrackerToken,
}

impl TaskTracker {
    /// Without a task, and open.
    #[must_use]
    pub fn new() -> Self {
        Self {
            shared: Arc::new(Shared::new()),
            real: real_task::TaskTracker::new(),
        }
    }

    /// Waits until it is closed and no task is left.
    #[track_caller]
    pub fn wait(&self) -> impl Future<Output = ()> {
        let site = Location::caller();
        async move { self.shared.poll(site, self.real.wait()).await }
    }

    /// Closes it; whether it was open. Tasks can still be given to it.
    #[track_caller]
    pub fn close(&self) -> bool {
        self.shared.touch(Location::caller());
        self.real.close()
    }

    /// Opens it; whether it was closed.
    #[track_caller]
    pub fn reopen(&self) -> bool {
        self.shared.touch(Location::caller());
        self.real.reopen()
    }

    /// Whether it is closed.
    #[track_caller]
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.shared.look(Location::caller());
        self.real.is_closed()
    }

    /// How many tasks are left.
    #[track_caller]
    #[must_use]
    pub fn len(&self) -> usize {
        self.shared.look(Location::caller());
        self.real.len()
    }

    /// Whether none is left.
    #[track_caller]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Starts a task that counts.
    #[track_caller]
    pub fn spawn<F>(&self, task: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        tokio::spawn(self.track_future(task))
    }

    /// Starts a task that counts, on that runtime.
    #[track_caller]
    pub fn spawn_on<F>(&self, task: F, handle: &Handle) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        handle.spawn(self.track_future(task))
    }

    /// Runs `f`, which counts, where it may block.
    #[track_caller]
    pub fn spawn_blocking<F, T>(&self, f: F) -> JoinHandle<T>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        let token = self.token();
        tokio::task::spawn_blocking(move || {
            let result = f();
            drop(token);
            result
        })
    }

    /// A future that counts from now on.
    #[track_caller]
    pub fn track_future<F: Future>(&self, future: F) -> TrackedFuture<F> {
        TrackedFuture {
            future,
            _token: self.token(),
        }
    }

    /// Counts as a task.
    #[track_caller]
    #[must_use]
    pub fn token(&self) -> TaskTrackerToken {
        self.shared.touch(Location::caller());
        TaskTrackerToken {
            tracker: self.clone(),
            _real: self.real.token(),
        }
    }
}

impl TaskTrackerToken {
    /// The tracker.
    #[must_use]
    pub fn task_tracker(&self) -> &TaskTracker {
        &self.tracker
    }
}

impl Drop for TaskTrackerToken {
    fn drop(&mut self) {
        self.tracker.shared.touch(awaiting::here());
    }
}

impl<F: Future> Future for TrackedFuture<F> {
    type Output = F::Output;

    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        // SAFETY: the future is pinned as the whole is, and is not moved out of it.
        unsafe { self.map_unchecked_mut(|this| &mut this.future) }.poll(cx)
    }
}

impl Default for TaskTracker {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for TaskTracker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskTracker").finish_non_exhaustive()
    }
}

impl fmt::Debug for TaskTrackerToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskTrackerToken").finish_non_exhaustive()
    }
}
