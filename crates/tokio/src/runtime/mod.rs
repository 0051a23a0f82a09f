//! Runtimes: inside an exploration an executor of model threads, outside of one the real
//! ones.

mod builder;
mod handle;
mod owned;

pub use builder::Builder;
pub use handle::{EnterGuard, Handle, TryCurrentError};
pub use owned::Runtime;
pub use real::runtime::RuntimeFlavor;

use std::sync::Arc;

use crate::driving::{Executor, entered};

/// The runtime in which this is called, and the name of a task that is spawned here.
#[track_caller]
pub(crate) fn here() -> (Arc<Executor>, String) {
    let executor = entered::executor();
    let executor = executor.unwrap_or_else(|| panic!("{NO_RUNTIME}"));
    (executor, entered::child())
}

const NO_RUNTIME: &str =
    "there is no reactor running, must be called from the context of a Tokio 1.x runtime";
