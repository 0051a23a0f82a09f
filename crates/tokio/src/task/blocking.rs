//! Code that blocks, beside tasks.

use std::panic::Location;

use interleave::shadow;

use super::{JoinHandle, launch_blocking};
use crate::driving::{Flavor, current};
use crate::runtime::here;

/// Runs `f` where it may block.
///
/// # Panics
/// If it is called outside of a runtime.
#[track_caller]
pub fn spawn_blocking<F, R>(f: F) -> JoinHandle<R>
where
    F: FnOnce() -> R + Send + 'static,
    R: Send + 'static,
{
    if shadow::active() {
        let (executor, name) = here();
        launch_blocking(&executor, name, f, Location::caller())
    } else {
        JoinHandle::real(real::task::spawn_blocking(f))
    }
}

/// Runs `f`, which may block, in the task that calls this.
///
/// # Panics
/// On a runtime with one thread.
#[track_caller]
pub fn block_in_place<F, R>(f: F) -> R
where
    F: FnOnce() -> R,
{
    if !shadow::active() {
        return real::task::block_in_place(f);
    }
    let alone = current().is_some_and(|context| context.executor.flavor == Flavor::CurrentThread);
    assert!(
        !alone,
        "can call blocking only when running on the multi-threaded runtime"
    );
    f()
}
