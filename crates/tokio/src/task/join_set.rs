//! [`JoinSet`]: tasks that are waited for as they end.

use std::fmt;
use std::future::{self, Future};
use std::panic::Location;
use std::sync::Arc;
use std::task::{Context, Poll};

use interleave::awaiting;
use interleave::shadow::{self, Site};

use super::{AbortHandle, JoinError, JoinHandle, LocalSet};
use crate::driving::{Ended, Leaf, What};
use crate::runtime::Handle;

/// Tasks of one kind. Dropped, it aborts them.
pub struct JoinSet<T> {
    /// Inside of an exploration.
    tasks: Vec<JoinHandle<T>>,
    ended: Arc<Ended>,
    leaf: Leaf,
    real: real::task::JoinSet<T>,
}

impl<T> JoinSet<T> {
    /// Without a task.
    #[must_use]
    pub fn new() -> Self {
        Self {
            tasks: Vec::new(),
            ended: Arc::default(),
            leaf: Leaf::new(),
            real: real::task::JoinSet::new(),
        }
    }

    /// How many tasks there are that were not waited for.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tasks.len() + self.real.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn add(&mut self, task: JoinHandle<T>) -> AbortHandle {
        if let Some(state) = task.task() {
            state.tell(&self.ended);
        }
        let handle = task.abort_handle();
        self.tasks.push(task);
        handle
    }
}

impl<T: 'static> JoinSet<T> {
    /// Starts a task.
    #[track_caller]
    pub fn spawn<F>(&mut self, task: F) -> AbortHandle
    where
        F: Future<Output = T> + Send + 'static,
        T: Send,
    {
        if shadow::active() {
            let task = super::spawn(task);
            self.add(task)
        } else {
            AbortHandle::real(self.real.spawn(task))
        }
    }

    /// Starts a task on that runtime.
    #[track_caller]
    pub fn spawn_on<F>(&mut self, task: F, handle: &Handle) -> AbortHandle
    where
        F: Future<Output = T> + Send + 'static,
        T: Send,
    {
        match handle.as_real() {
            Some(real) => AbortHandle::real(self.real.spawn_on(task, real)),
            None => self.add(handle.spawn(task)),
        }
    }

    /// Starts a local task.
    #[track_caller]
    pub fn spawn_local<F>(&mut self, task: F) -> AbortHandle
    where
        F: Future<Output = T> + 'static,
    {
        if shadow::active() {
            let task = super::spawn_local(task);
            self.add(task)
        } else {
            AbortHandle::real(self.real.spawn_local(task))
        }
    }

    /// Starts a local task on that set.
    #[track_caller]
    pub fn spawn_local_on<F>(&mut self, task: F, local: &LocalSet) -> AbortHandle
    where
        F: Future<Output = T> + 'static,
    {
        match local.as_real() {
            Some(real) => AbortHandle::real(self.real.spawn_local_on(task, real)),
            None => self.add(local.spawn_local(task)),
        }
    }

    /// Runs `f` where it may block.
    #[track_caller]
    pub fn spawn_blocking<F>(&mut self, f: F) -> AbortHandle
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send,
    {
        if shadow::active() {
            let task = super::spawn_blocking(f);
            self.add(task)
        } else {
            AbortHandle::real(self.real.spawn_blocking(f))
        }
    }

    /// Waits for one of the tasks to end; none if there is none.
    #[track_caller]
    pub fn join_next(&mut self) -> impl Future<Output = Option<Result<T, JoinError>>> {
        let site = Location::caller();
        async move { future::poll_fn(|cx| self.poll_at(cx, site)).await }
    }

    /// The result of a task that has ended, if there is one.
    #[track_caller]
    pub fn try_join_next(&mut self) -> Option<Result<T, JoinError>> {
        if !shadow::active() {
            let ended = self.real.try_join_next()?;
            return Some(ended.map_err(JoinError::real));
        }
        let ended = !self.tasks.is_empty() && self.ended.try_next(Location::caller());
        if ended { self.take() } else { None }
    }

    /// Aborts all tasks and waits for them to end.
    #[track_caller]
    pub fn shutdown(&mut self) -> impl Future<Output = ()> {
        let site = Location::caller();
        async move {
            self.abort_at(site);
            while future::poll_fn(|cx| self.poll_at(cx, site)).await.is_some() {}
        }
    }

    /// Waits for all tasks; gives their results as they ended.
    ///
    /// # Panics
    /// If a task has panicked or was aborted.
    #[track_caller]
    pub fn join_all(mut self) -> impl Future<Output = Vec<T>> {
        let site = Location::caller();
        async move {
            let mut results = Vec::with_capacity(self.len());
            while let Some(result) = future::poll_fn(|cx| self.poll_at(cx, site)).await {
                match result {
                    Ok(result) => results.push(result),
                    Err(error) if error.is_panic() => shadow::resume_unwind(error.into_panic()),
                    Err(error) => panic!("{error}"),
                }
            }
            results
        }
    }

    /// Aborts all tasks.
    #[track_caller]
    pub fn abort_all(&mut self) {
        self.abort_at(Location::caller());
    }

    fn abort_at(&mut self, site: Site) {
        self.real.abort_all();
        self.tasks.iter().for_each(|task| task.abort_at(site));
    }

    /// Lets all tasks go on alone.
    pub fn detach_all(&mut self) {
        self.real.detach_all();
        self.tasks.clear();
    }

    /// Polls for the end of a task.
    #[track_caller]
    pub fn poll_join_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, JoinError>>> {
        self.poll_at(cx, Location::caller())
    }

    fn poll_at(&mut self, cx: &mut Context<'_>, site: Site) -> Poll<Option<Result<T, JoinError>>> {
        if !shadow::active() {
            let ended = self.real.poll_join_next(cx);
            return ended.map(|ended| ended.map(|result| result.map_err(JoinError::real)));
        }
        if self.tasks.is_empty() {
            return Poll::Ready(None);
        }
        let next = || What::Arm(self.ended.next());
        if self.leaf.poll(cx, site, next).is_pending() {
            return Poll::Pending;
        }
        self.leaf = Leaf::new();
        Poll::Ready(self.take())
    }

    /// The result of the task that has ended longest ago.
    fn take(&mut self) -> Option<Result<T, JoinError>> {
        let number = self.ended.taken()?;
        let is_it = |task: &JoinHandle<T>| task.task().is_some_and(|task| task.number == number);
        let place = self.tasks.iter().position(is_it)?;
        self.tasks.remove(place).into_result()
    }
}

impl<T> Drop for JoinSet<T> {
    fn drop(&mut self) {
        if shadow::active() {
            let site = awaiting::here();
            self.tasks.iter().for_each(|task| task.abort_at(site));
        }
    }
}

impl<T> Default for JoinSet<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T, F> FromIterator<F> for JoinSet<T>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = F>>(futures: I) -> Self {
        let mut set = Self::new();
        for future in futures {
            set.spawn(future);
        }
        set
    }
}

impl<T> fmt::Debug for JoinSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinSet").field("len", &self.len()).finish()
    }
}
