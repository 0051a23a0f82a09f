//! A barrier, at which tasks wait for each other.

use std::fmt;
use std::future::Future;
use std::panic::Location;

use real::sync as real_sync;

use super::shared::Shared;

pub use real_sync::BarrierWaitResult;

/// A barrier for so many tasks.
pub struct Barrier {
    shared: Shared,
    real: real_sync::Barrier,
}

impl Barrier {
    /// A barrier for so many tasks.
    #[track_caller]
    #[must_use]
    pub fn new(tasks: usize) -> Self {
        Self {
            shared: Shared::new(),
            real: real_sync::Barrier::new(tasks),
        }
    }

    /// Waits for the others; one of them is the leader.
    #[track_caller]
    pub fn wait(&self) -> impl Future<Output = BarrierWaitResult> {
        let site = Location::caller();
        async move { self.shared.poll(site, self.real.wait()).await }
    }
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Barrier").finish_non_exhaustive()
    }
}
