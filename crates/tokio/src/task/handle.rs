//! [`JoinHandle`]: what waits for a task.

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use super::{AbortHandle, JoinError};
use interleave::shadow::Site;

use crate::driving::{Leaf, TaskState, What};

/// Owns the permission to wait for a task; dropped, the task goes on alone.
pub struct JoinHandle<T>(Which<T>);

enum Which<T> {
    Real(real::task::JoinHandle<T>),
    Model(Joining<T>),
}

/// A task's result, once it has one.
pub(crate) type Slot<T> = Arc<Mutex<Option<Result<T, JoinError>>>>;

pub(crate) struct Joining<T> {
    pub task: Arc<TaskState>,
    pub slot: Slot<T>,
    pub leaf: Leaf,
}

// SAFETY: the handle gives access to the result alone, and a task is only spawned if its
// result may be sent, or on a set of local tasks, whose handles stay on one thread.
unsafe impl<T: Send> Send for JoinHandle<T> {}
// SAFETY: a shared handle gives no access to the result.
unsafe impl<T: Send> Sync for JoinHandle<T> {}
impl<T> Unpin for JoinHandle<T> {}

impl<T> JoinHandle<T> {
    pub(crate) fn real(handle: real::task::JoinHandle<T>) -> Self {
        Self(Which::Real(handle))
    }

    pub(crate) fn model(task: Arc<TaskState>, slot: Slot<T>) -> Self {
        let leaf = Leaf::new();
        Self(Which::Model(Joining { task, slot, leaf }))
    }

    /// Lets the task go no further than to its next await.
    #[track_caller]
    pub fn abort(&self) {
        match &self.0 {
            Which::Real(handle) => handle.abort(),
            Which::Model(joining) => joining.task.abort(Location::caller()),
        }
    }

    /// Whether the task has ended.
    #[track_caller]
    #[must_use]
    pub fn is_finished(&self) -> bool {
        match &self.0 {
            Which::Real(handle) => handle.is_finished(),
            Which::Model(joining) => joining.task.has_ended(Location::caller()),
        }
    }

    /// What can abort the task from elsewhere.
    #[must_use]
    pub fn abort_handle(&self) -> AbortHandle {
        match &self.0 {
            Which::Real(handle) => AbortHandle::real(handle.abort_handle()),
            Which::Model(joining) => AbortHandle::model(Arc::clone(&joining.task)),
        }
    }
}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.poll_at(cx, Location::caller())
    }
}

impl<T> JoinHandle<T> {
    pub(super) fn abort_at(&self, site: Site) {
        match &self.0 {
            Which::Real(handle) => handle.abort(),
            Which::Model(joining) => joining.task.abort(site),
        }
    }

    /// Inside an exploration: the task.
    pub(super) fn task(&self) -> Option<&Arc<TaskState>> {
        match &self.0 {
            Which::Real(_) => None,
            Which::Model(joining) => Some(&joining.task),
        }
    }

    /// The result of a task that has ended, inside an exploration.
    pub(super) fn into_result(self) -> Option<Result<T, JoinError>> {
        match self.0 {
            Which::Real(_) => None,
            Which::Model(joining) => {
                let mut slot = joining.slot.lock().unwrap_or_else(PoisonError::into_inner);
                slot.take()
            }
        }
    }

    pub(super) fn poll_at(
        &mut self,
        cx: &mut Context<'_>,
        site: Site,
    ) -> Poll<Result<T, JoinError>> {
        let joining = match &mut self.0 {
            Which::Real(handle) => return Pin::new(handle).poll(cx).map_err(JoinError::real),
            Which::Model(joining) => joining,
        };
        let end = || What::Arm(joining.task.end());
        if joining.leaf.poll(cx, site, end).is_pending() {
            return Poll::Pending;
        }
        let mut slot = joining.slot.lock().unwrap_or_else(PoisonError::into_inner);
        Poll::Ready(slot.take().expect("JoinHandle polled after completion"))
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle").finish_non_exhaustive()
    }
}
