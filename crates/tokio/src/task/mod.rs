//! Tasks: inside an exploration model threads, outside of one the real ones.

mod abort;
mod blocking;
mod error;
mod handle;
mod join_set;
mod local;
mod spawn;
mod yielding;

pub use abort::AbortHandle;
pub use blocking::{block_in_place, spawn_blocking};
pub use error::JoinError;
pub use handle::JoinHandle;
pub use join_set::JoinSet;
pub use local::{LocalSet, spawn_local};
pub use spawn::spawn;
pub use yielding::yield_now;

pub(crate) use spawn::{launch, launch_blocking};
