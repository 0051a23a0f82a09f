//! Starting tasks.

use std::future::Future;
use std::panic::{AssertUnwindSafe, Location};
use std::sync::{Arc, Mutex, PoisonError};

use interleave::shadow::{self, Site};

use super::handle::Slot;
use super::{JoinError, JoinHandle};
use crate::driving::entered;
use crate::driving::{Cancelled, Context, Executor, TaskState, drive};
use crate::runtime::here;

/// Starts a task that runs `future`.
///
/// # Panics
/// If it is called outside of a runtime.
#[track_caller]
pub fn spawn<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    if shadow::active() {
        let (executor, name) = here();
        launch(&executor, name, future, Location::caller())
    } else {
        JoinHandle::real(real::spawn(future))
    }
}

/// Starts a task on a model thread.
pub(crate) fn launch<F>(
    executor: &Arc<Executor>,
    path: String,
    future: F,
    site: Site,
) -> JoinHandle<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    let name = format!("task {path}");
    let context = (Arc::clone(executor), path);
    launch_as(executor, name, site, move |task, slot| {
        let (executor, path) = context;
        executor.enter(site);
        let context = Context::new(Arc::clone(&executor), Some(Arc::clone(task)), path);
        let result = shadow::catch_at_root(AssertUnwindSafe(move || {
            let mut future = Box::pin(future);
            drive(future.as_mut(), context, site)
        }));
        put(slot, task, result);
        executor.leave(site);
    })
}

/// Starts a blocking task on a model thread.
pub(crate) fn launch_blocking<F, T>(
    executor: &Arc<Executor>,
    path: String,
    body: F,
    site: Site,
) -> JoinHandle<T>
where
    F: FnOnce() -> T + 'static,
    T: 'static,
{
    let name = format!("blocking task {path}");
    let inside = Arc::clone(executor);
    launch_as(executor, name, site, move |task, slot| {
        entered::enter(&inside);
        put(slot, task, shadow::catch_at_root(|| Ok(body())));
    })
}

fn launch_as<T: 'static>(
    executor: &Arc<Executor>,
    name: String,
    site: Site,
    body: impl FnOnce(&Arc<TaskState>, &Slot<T>) + 'static,
) -> JoinHandle<T> {
    let task = executor.task();
    let slot: Slot<T> = Arc::new(Mutex::new(None));
    let theirs = (Arc::clone(&task), Arc::clone(&slot));
    let main = move || {
        let (task, slot) = theirs;
        body(&task, &slot);
        // Whoever awaits the task may have the result alone.
        drop(slot);
        task.ends(site);
    };
    // SAFETY: it borrows nothing.
    unsafe { shadow::spawn(Some(name), Box::new(main)) };
    JoinHandle::model(task, slot)
}

fn put<T>(slot: &Slot<T>, task: &TaskState, result: std::thread::Result<Result<T, Cancelled>>) {
    let result = match result {
        Ok(Ok(output)) => Ok(output),
        Ok(Err(Cancelled)) => Err(JoinError::cancelled(task.number)),
        Err(payload) => Err(JoinError::panicked(task.number, payload)),
    };
    *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
}
