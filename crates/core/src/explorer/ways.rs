//! The ways to choose the next execution, and who decides in each of them.
//!
//! All of them repeat a prefix of the last execution, announce, perform and record steps
//! alike. What a way decides is whose step comes next on new ground, and what is left to
//! explore when an execution has ended. Where memory is weak, [`crate::weak`] decides it
//! all.

use super::{Explorer, Next};
use crate::bounded::{Bounded, Onward};
use crate::op::{Action, Kind, ObjectId, ThreadId};
use crate::weak::Weak;

/// How executions are chosen.
pub(super) enum Way {
    /// One of each class: see [`crate::explorer`].
    Optimal,
    /// All with few preemptions: see [`crate::bounded`].
    Bounded(Box<Bounded>),
    /// One, in which this thread has the next turn, if that has been said, and chooses so.
    Replayed(Option<(ThreadId, Option<u8>)>),
}

impl Way {
    /// Forgets what has been explored.
    pub fn forget(&mut self) {
        if let Way::Bounded(bounded) = self {
            bounded.forget();
        }
    }
}

impl Explorer {
    /// An explorer of the executions with at most so many preemptions, fewest first.
    #[must_use]
    pub fn bounded(max_steps: usize, preemptions: usize) -> Self {
        Self {
            way: Way::Bounded(Box::new(Bounded::new(preemptions))),
            ..Self::new(max_steps)
        }
    }

    /// Under weak memory: a load may read an older store, as RC11 allows it, and in an
    /// execution as many weak compare-and-exchanges may fail without a cause.
    #[must_use]
    pub fn weak_memory(mut self, spurious_failures: usize) -> Self {
        let weak = Weak::new(spurious_failures);
        let weak = match self.way {
            Way::Replayed(_) => weak.replaying(),
            _ => weak,
        };
        self.weak = Some(Box::new(weak));
        self
    }

    /// Never lets a waiting thread go on where nothing can change.
    #[cfg(test)]
    pub(crate) fn without_idle_rounds(mut self) -> Self {
        self.idle_rounds_allowed = 0;
        if let Some(weak) = &mut self.weak {
            weak.without_idle_rounds();
        }
        self
    }

    /// The graph of this execution, under weak memory.
    #[cfg(test)]
    pub(crate) fn class(&self) -> Option<crate::weak::testing::Class> {
        self.weak.as_ref().map(|weak| weak.class())
    }

    /// An atomic begins with a store of its own.
    pub(super) fn made(&mut self, id: ObjectId, kind: Kind) -> ObjectId {
        if let (Some(weak), Kind::Atomic(value, _)) = (&mut self.weak, kind) {
            weak.atomic(id, value);
        }
        id
    }

    /// A thread that has waited for the end of another one, which has come. It goes on at
    /// once: that it does is no step, and commutes with everything.
    pub(super) fn joiner(&mut self) -> Option<ThreadId> {
        if !self.may_have_joiner() {
            return None;
        }
        let may_go_on = |id: &ThreadId| {
            let pending = self.world.threads[id.index()].pending.as_ref();
            pending.is_some_and(|pending| {
                matches!(pending.op.action, Action::Join) && self.world.permits(*id, &pending.op)
            })
        };
        let joiner = self.thread_ids().find(may_go_on);
        self.world.ended = joiner.is_some();
        joiner
    }

    /// Whether a thread may have to go first, as [`Explorer::joiner`] then says.
    #[inline]
    pub(super) fn may_have_joiner(&self) -> bool {
        self.joining > 0 && self.world.ended
    }

    pub(super) fn thread_ids(&self) -> impl Iterator<Item = ThreadId> + use<> {
        (0..self.world.threads.len()).map(ThreadId::from_index)
    }

    /// Who goes next on new ground.
    pub(super) fn next_by_way(&mut self, current: ThreadId) -> Next {
        match &mut self.way {
            Way::Optimal => self.next_optimal(current),
            Way::Bounded(bounded) => match bounded.next(&self.world, &self.trace) {
                Onward::Run(thread, choice) => {
                    self.choice = choice;
                    Next::Run(thread)
                }
                Onward::Known => Next::Known,
                Onward::Diverged(thread) => Next::Diverged(thread),
                Onward::Nobody => self.nobody_bounded(),
            },
            Way::Replayed(turn) => {
                let turn = turn.take();
                self.next_replayed(turn, current)
            }
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
        match &mut self.way {
            Way::Optimal => self.end_optimal(),
            Way::Bounded(bounded) => {
                let kept = bounded.go_back(&self.trace);
                self.trace.truncate(kept.unwrap_or(0));
                self.planned = bounded.planned;
                kept.is_some()
            }
            Way::Replayed(_) => false,
        }
    }

    /// Whether what has been explored so far must be forgotten: only now the program
    /// asked whether a thread has ended, so ends are steps from now on.
    pub fn must_restart(&mut self) -> bool {
        if self.ends_are_steps || !self.asks_for_end {
            return false;
        }
        self.ends_are_steps = true;
        self.restart();
        true
    }

    /// Forgets what has been explored so far.
    pub fn restart(&mut self) {
        if let Some(weak) = &mut self.weak {
            weak.restart();
        }
        self.trace.truncate(0);
        self.forget_nodes(0);
        self.races.clear();
        self.way.forget();
        self.resume = None;
        self.forest.clear(&mut self.plan);
    }

    /// Whether the execution that has come to its end has not been explored before. To be
    /// asked once, before `end`.
    pub fn is_new(&mut self) -> bool {
        match &mut self.way {
            Way::Optimal | Way::Replayed(_) => true,
            Way::Bounded(bounded) => bounded.is_new(&self.trace, self.position),
        }
    }

    /// The bound on preemptions, if executions were left out for it. To be asked after the
    /// last `end`.
    #[must_use]
    pub fn cut_at(&self) -> Option<usize> {
        match &self.way {
            Way::Optimal | Way::Replayed(_) => None,
            Way::Bounded(bounded) => bounded.cut_at(),
        }
    }

    fn nobody_bounded(&mut self) -> Next {
        let next = self.nobody();
        if let (Next::Run(_), Way::Bounded(bounded)) = (next, &mut self.way) {
            bounded.let_go(&self.trace);
        }
        next
    }

    /// Nobody can go on by the ordinary rules.
    pub(super) fn nobody(&mut self) -> Next {
        let threads = &self.world.threads;
        if threads.iter().all(|thread| !thread.born || thread.finished) {
            return Next::Complete;
        }
        let Some(waiting) = self.thread_ids().find(|&id| self.world.is_idle(id)) else {
            return Next::Stuck;
        };
        if self.idle_rounds == 0 {
            return Next::Livelock;
        }
        self.idle_rounds -= 1;
        self.inexact = true;
        Next::Run(waiting)
    }
}
