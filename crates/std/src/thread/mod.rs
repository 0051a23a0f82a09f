//! Threads: inside an exploration model threads, outside of one the operating
//! system's.
//!
//! No glob over the real module: what a later std adds here must not be silently real.

mod builder;
mod current;
mod join_handle;
mod launch;
mod local;
mod local_macro;
mod own;
mod packet;
mod scope;

pub use ::std::thread::Result;
pub use builder::{Builder, spawn};
pub use current::{Thread, ThreadId, current};
pub use join_handle::JoinHandle;
pub use local::{AccessError, LocalKey};
pub use own::{available_parallelism, panicking, park, park_timeout, sleep, yield_now};
#[expect(deprecated, reason = "programs may still use what std still has")]
pub use own::{park_timeout_ms, sleep_ms};
pub use scope::{Scope, ScopedJoinHandle, scope};

/// For [`thread_local!`](crate::thread_local), which makes a real one as well.
#[doc(hidden)]
pub use ::std::{thread::LocalKey as RealLocalKey, thread_local as real_thread_local};
