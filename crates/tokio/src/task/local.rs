//! [`LocalSet`]: tasks that stay on one thread, so that they may share what only one
//! thread may use.
//!
//! What they share so is nothing that the explorer sees. So they take turns by a lock,
//! and the order of all their turns is explored.

use std::cell::OnceCell;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::panic::Location;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};

use interleave::awaiting;
use interleave::shadow::{self, Site};

use super::{JoinHandle, launch};
use crate::driving::{Executor, Flavor, Leaf, What, current, entered};
use crate::runtime::Runtime;

/// Tasks that stay on one thread.
pub struct LocalSet {
    real: Option<real::task::LocalSet>,
    executor: OnceCell<Arc<Executor>>,
    /// Where the set is awaited: so many of its tasks have ended.
    ended: usize,
    leaf: Leaf,
    driving: Option<Driving>,
    _stays: PhantomData<*const ()>,
}

/// Starts a task on the present set of local tasks.
///
/// # Panics
/// If there is none.
#[track_caller]
pub fn spawn_local<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    if !shadow::active() {
        return JoinHandle::real(real::task::spawn_local(future));
    }
    let executor = current().and_then(|context| context.local_executor());
    let executor = executor.unwrap_or_else(|| {
        panic!("`spawn_local` called from outside of a `task::LocalSet` or `runtime::LocalRuntime`")
    });
    launch(&executor, entered::child(), future, Location::caller())
}

impl LocalSet {
    /// Without a task.
    #[must_use]
    pub fn new() -> Self {
        let explored = shadow::active();
        if explored {
            awaiting::take_turns_by_lock();
        }
        Self {
            real: (!explored).then(real::task::LocalSet::new),
            executor: OnceCell::new(),
            ended: 0,
            leaf: Leaf::new(),
            driving: None,
            _stays: PhantomData,
        }
    }

    pub(crate) fn as_real(&self) -> Option<&real::task::LocalSet> {
        self.real.as_ref()
    }

    /// The executor that its tasks are on.
    fn executor(&self) -> Arc<Executor> {
        let executor = self.executor.get_or_init(|| {
            let here = entered::executor();
            let beside = here.as_ref().map(|executor| executor.beside());
            Arc::new(beside.unwrap_or_else(|| Executor::new(Flavor::MultiThread).beside()))
        });
        Arc::clone(executor)
    }

    /// Starts a task.
    #[track_caller]
    pub fn spawn_local<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        match &self.real {
            Some(real) => JoinHandle::real(real.spawn_local(future)),
            None => launch(
                &self.executor(),
                entered::child(),
                future,
                Location::caller(),
            ),
        }
    }

    /// Runs `future` to its end, and the tasks beside it.
    #[track_caller]
    pub fn run_until<F: Future>(&self, future: F) -> impl Future<Output = F::Output> {
        let site = Location::caller();
        async move {
            if let Some(real) = &self.real {
                return real.run_until(future).await;
            }
            let _driving = Driving::begin(&self.executor(), site);
            future.await
        }
    }

    /// Runs `future` to its end on this thread, and the tasks beside it.
    #[track_caller]
    pub fn block_on<F: Future>(&self, runtime: &Runtime, future: F) -> F::Output {
        runtime.block_on(self.run_until(future))
    }
}

/// The task that runs here drives local tasks, until this is dropped.
struct Driving {
    executor: Arc<Executor>,
    /// It has taken the turn of the local tasks.
    took_turn: bool,
}

impl Driving {
    fn begin(executor: &Arc<Executor>, site: Site) -> Self {
        let mut took_turn = true;
        if let Some(context) = current() {
            took_turn = !context.executor.shares_turns(executor);
            *context.local.borrow_mut() = Some(Arc::clone(executor));
        }
        if took_turn {
            executor.enter(site);
        }
        Self {
            executor: Arc::clone(executor),
            took_turn,
        }
    }
}

impl Drop for Driving {
    fn drop(&mut self) {
        if let Some(context) = current() {
            *context.local.borrow_mut() = None;
        }
        if self.took_turn && shadow::active() {
            self.executor.leave(awaiting::here());
        }
    }
}

impl Future for LocalSet {
    type Output = ();

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let site = Location::caller();
        let this = &mut *self;
        if let Some(real) = &mut this.real {
            return pin!(real).poll(cx);
        }
        let executor = this.executor();
        this.driving
            .get_or_insert_with(|| Driving::begin(&executor, site));
        while let Some(task) = executor.nth(this.ended) {
            let end = || What::Arm(task.end());
            if this.leaf.poll(cx, site, end).is_pending() {
                return Poll::Pending;
            }
            this.leaf = Leaf::new();
            this.ended += 1;
        }
        this.driving = None;
        Poll::Ready(())
    }
}

impl Drop for LocalSet {
    fn drop(&mut self) {
        self.driving = None;
        if let Some(executor) = self.executor.get()
            && shadow::active()
        {
            let context = current();
            let in_turn = context.is_some_and(|context| context.executor.shares_turns(executor));
            executor.stop(in_turn, awaiting::here());
        }
    }
}

impl Default for LocalSet {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for LocalSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalSet").finish_non_exhaustive()
    }
}
