//! [`AbortHandle`]: what ends a task from elsewhere.

use std::fmt;
use std::panic::Location;
use std::sync::Arc;

use crate::driving::TaskState;

/// Owns the permission to abort a task, and none to wait for it.
#[derive(Clone)]
pub struct AbortHandle(Which);

#[derive(Clone)]
enum Which {
    Real(real::task::AbortHandle),
    Model(Arc<TaskState>),
}

impl AbortHandle {
    pub(crate) fn real(handle: real::task::AbortHandle) -> Self {
        Self(Which::Real(handle))
    }

    pub(crate) fn model(task: Arc<TaskState>) -> Self {
        Self(Which::Model(task))
    }

    /// Lets the task go no further than to its next await.
    #[track_caller]
    pub fn abort(&self) {
        match &self.0 {
            Which::Real(handle) => handle.abort(),
            Which::Model(task) => task.abort(Location::caller()),
        }
    }

    /// Whether the task has ended.
    #[track_caller]
    #[must_use]
    pub fn is_finished(&self) -> bool {
        match &self.0 {
            Which::Real(handle) => handle.is_finished(),
            Which::Model(task) => task.has_ended(Location::caller()),
        }
    }
}

impl fmt::Debug for AbortHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AbortHandle").finish_non_exhaustive()
    }
}
