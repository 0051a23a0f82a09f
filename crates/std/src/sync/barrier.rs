//! The barrier. To arrive is a step of the explored program, and so is to go on.

use ::std::fmt;

use interleave::shadow::{self, Action, Kind, Object, Outcome};

/// Whether this thread was the last to arrive.
pub struct BarrierWaitResult(bool);

impl BarrierWaitResult {
    /// One thread of each round is the leader.
    #[must_use]
    pub fn is_leader(&self) -> bool {
        self.0
    }
}

impl fmt::Debug for BarrierWaitResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BarrierWaitResult")
            .field("is_leader", &self.is_leader())
            .finish()
    }
}

/// A place where threads wait for each other, round after round.
pub struct Barrier {
    object: Object,
    size: usize,
    real: ::std::sync::Barrier,
}

impl Barrier {
    /// A barrier for `size` threads; for one if `size` is 0.
    #[inline]
    #[must_use]
    pub const fn new(size: usize) -> Self {
        Self {
            object: Object::new(),
            size,
            real: ::std::sync::Barrier::new(size),
        }
    }

    /// Waits until all threads of this round have come.
    #[track_caller]
    pub fn wait(&self) -> BarrierWaitResult {
        if !shadow::active() {
            return BarrierWaitResult(self.real.wait().is_leader());
        }
        let leader = Outcome::Arrived { leader: true };
        let leads = self.object.perform(|| self.kind(), Action::Arrive) == leader;
        if !leads {
            self.object.perform(|| self.kind(), Action::Depart);
        }
        BarrierWaitResult(leads)
    }

    fn kind(&self) -> Kind {
        Kind::Barrier(u32::try_from(self.size).unwrap_or(u32::MAX))
    }
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Barrier").finish_non_exhaustive()
    }
}
