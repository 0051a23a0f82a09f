//! What an exercise calls `tokio_util` while it is judged: cancellation tokens and task
//! trackers. Outside of an exploration they are the real ones.
//!
//! The crate's library is called `tokio_util` so that rustc's messages use the names that
//! the learner wrote. In here `real` is the real one.

pub mod sync {
    //! Words to stop.

    pub use crate::token::{CancellationToken, DropGuard, WaitForCancellationFuture};
}

pub mod task {
    //! Tasks that are counted.

    pub use crate::tracker::{TaskTracker, TaskTrackerToken, TrackedFuture};
}

mod token;
mod tracker;
