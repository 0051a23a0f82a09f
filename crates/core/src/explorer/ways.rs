//! The ways to choose the next execution, and who decides in each of them.
//!
//! All of them repeat a prefix of the last execution, announce, perform and record steps
//! alike. What a way decides is whose step comes next on new ground, and what is left to
//! explore when an execution has ended.

use super::{Explorer, Next};
use crate::op::ThreadId;
use crate::world::Thread;

/// How executions are chosen.
pub(super) enum Way {
    /// One of each class: see [`crate::explorer`].
    Optimal,
}

impl Explorer {
    /// Who goes next on new ground.
    pub(super) fn next_by_way(&mut self, current: ThreadId) -> Next {
        match self.way {
            Way::Optimal => self.next_optimal(current),
        }
    }

    /// Ends an execution. True if there is another one to explore.
    pub fn end(&mut self) -> bool {
        if let Some(weak) = &mut self.weak {
            return weak.end(&self.world, &self.trace);
        }
        if let Some(event) = self.trace.events.get(self.position) {
            self.races.truncate(event.races);
        }
        self.trace.truncate(self.position);
        match self.way {
            Way::Optimal => self.end_optimal(),
        }
    }

    /// Nobody can go on by the ordinary rules.
    pub(super) fn nobody(&mut self) -> Next {
        let threads = &self.world.threads;
        if threads.iter().all(|thread| !thread.born || thread.finished) {
            return Next::Complete;
        }
        let idle = |thread: &Thread| {
            thread
                .pending
                .as_ref()
                .is_some_and(|pending| !pending.watched.is_empty())
        };
        let Some(waiting) = threads.iter().position(idle) else {
            return Next::Stuck;
        };
        if self.idle_rounds == 0 {
            return Next::Livelock;
        }
        self.idle_rounds -= 1;
        self.inexact = true;
        Next::Run(ThreadId::from_index(waiting))
    }
}
