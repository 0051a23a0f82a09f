//! [`Handle`]: a runtime from elsewhere.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::panic::Location;
use std::sync::Arc;

use interleave::shadow;

use super::RuntimeFlavor;
use super::owned::block_on;
use crate::driving::{Executor, Flavor, entered};
use crate::task::{JoinHandle, launch, launch_blocking};

/// A handle to a runtime.
#[derive(Clone)]
pub struct Handle(Which);

#[derive(Clone)]
enum Which {
    Real(real::runtime::Handle),
    Model(Arc<Executor>),
}

/// The thread is in no runtime.
pub struct TryCurrentError(());

impl Handle {
    pub(crate) fn real(handle: real::runtime::Handle) -> Self {
        Self(Which::Real(handle))
    }

    pub(crate) fn model(executor: Arc<Executor>) -> Self {
        Self(Which::Model(executor))
    }

    pub(crate) fn as_real(&self) -> Option<&real::runtime::Handle> {
        match &self.0 {
            Which::Real(handle) => Some(handle),
            Which::Model(_) => None,
        }
    }

    pub(crate) fn executor(&self) -> Option<&Arc<Executor>> {
        match &self.0 {
            Which::Real(_) => None,
            Which::Model(executor) => Some(executor),
        }
    }

    /// The runtime that this is called in.
    ///
    /// # Panics
    /// If there is none.
    #[track_caller]
    #[must_use]
    pub fn current() -> Self {
        match Self::try_current() {
            Ok(handle) => handle,
            Err(error) => panic!("{error}"),
        }
    }

    /// The runtime that this is called in.
    ///
    /// # Errors
    /// If there is none.
    pub fn try_current() -> Result<Self, TryCurrentError> {
        if shadow::active() {
            let executor = entered::executor().ok_or(TryCurrentError(()))?;
            return Ok(Self::model(executor));
        }
        let handle = real::runtime::Handle::try_current();
        handle.map(Self::real).map_err(|_| TryCurrentError(()))
    }

    /// Starts a task.
    #[track_caller]
    pub fn spawn<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        match &self.0 {
            Which::Real(handle) => JoinHandle::real(handle.spawn(future)),
            Which::Model(executor) => {
                launch(executor, entered::child(), future, Location::caller())
            }
        }
    }

    /// Runs `f` where it may block.
    #[track_caller]
    pub fn spawn_blocking<F, R>(&self, f: F) -> JoinHandle<R>
    where
        F: FnOnce() -> R + Send + 'static,
        R: Send + 'static,
    {
        match &self.0 {
            Which::Real(handle) => JoinHandle::real(handle.spawn_blocking(f)),
            Which::Model(executor) => {
                launch_blocking(executor, entered::child(), f, Location::caller())
            }
        }
    }

    /// Runs `future` to its end on this thread.
    ///
    /// # Panics
    /// Inside of a task.
    #[track_caller]
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        match &self.0 {
            Which::Real(_) if shadow::active() => shadow::refuse(
                "a tokio runtime made outside of the exploration",
                "Build the runtime in the closure that is explored.",
            ),
            Which::Real(handle) => handle.block_on(future),
            Which::Model(executor) => block_on(executor, future, Location::caller()),
        }
    }

    /// As if in a task of this runtime, until the guard is dropped.
    pub fn enter(&self) -> EnterGuard<'_> {
        let real = match &self.0 {
            Which::Real(handle) => Some(handle.enter()),
            Which::Model(executor) => {
                entered::enter(executor);
                None
            }
        };
        EnterGuard {
            real,
            handle: PhantomData,
        }
    }

    /// How it runs its tasks.
    #[must_use]
    pub fn runtime_flavor(&self) -> RuntimeFlavor {
        match &self.0 {
            Which::Real(handle) => handle.runtime_flavor(),
            Which::Model(executor) if executor.flavor == Flavor::CurrentThread => {
                RuntimeFlavor::CurrentThread
            }
            Which::Model(_) => RuntimeFlavor::MultiThread,
        }
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handle").finish_non_exhaustive()
    }
}

/// As long as it lives, its thread is in a runtime.
#[must_use = "Creating and dropping a guard does nothing"]
pub struct EnterGuard<'a> {
    real: Option<real::runtime::EnterGuard<'a>>,
    handle: PhantomData<&'a Handle>,
}

impl Drop for EnterGuard<'_> {
    fn drop(&mut self) {
        if self.real.is_none() {
            entered::leave();
        }
    }
}

impl fmt::Debug for EnterGuard<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EnterGuard").finish_non_exhaustive()
    }
}

impl TryCurrentError {
    /// Whether no runtime was entered.
    #[must_use]
    pub fn is_missing_context(&self) -> bool {
        true
    }

    /// Whether the thread is ending.
    #[must_use]
    pub fn is_thread_local_destroyed(&self) -> bool {
        false
    }
}

impl fmt::Display for TryCurrentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(super::NO_RUNTIME)
    }
}

impl fmt::Debug for TryCurrentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TryCurrentError")
    }
}

impl std::error::Error for TryCurrentError {}
