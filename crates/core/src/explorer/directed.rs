//! Steps in an order of the caller's: for a simulation, in which time decides who goes
//! next.
//!
//! Threads and objects are made as in an exploration, then these calls stand in for
//! `announce`, `next` and `perform`. Nothing is recorded, so there is nothing to explore
//! when the execution ends. What steps do, and when they must wait, is the same.
//!
//! The caller has the clock: it never sends `Action::Now`, `SetTimer`, `Sleep`, `Yield`
//! or `Spin`, but says whether the deadline of a timed step has come.

use super::Explorer;
use crate::chain::Chains;
use crate::object::State;
use crate::op::{Action, ObjectId, Op, Outcome, ThreadId};

impl Explorer {
    /// Whether `thread` may take the step now: because what it waits for is there, or,
    /// if `expired`, because its deadline has come.
    #[must_use]
    pub fn may_take(&self, thread: ThreadId, op: &Op, expired: bool) -> bool {
        let state = |object: ObjectId| &self.world.objects[object.index()].state;
        op.object == ObjectId::NONE
            || (op
                .also
                .is_none_or(|(object, action)| state(object).permits(thread, &action))
                && (op.timed && expired || state(op.object).permits(thread, &op.action)))
    }

    /// Whether `thread` might take the step after those of `others` on the same object.
    #[must_use]
    pub fn might_take_after(&self, others: &[(ThreadId, Op)], thread: ThreadId, op: &Op) -> bool {
        let mut state: State = self.world.objects[op.object.index()].state.clone();
        for (other, before) in others {
            if before.object == op.object && state.permits(*other, &before.action) {
                state.apply(*other, &before.action);
            }
        }
        state.permits(thread, &op.action)
    }

    /// Whether only the second object of the step keeps `thread` from taking it: a
    /// thread that was notified, or whose time is over, lacks the lock.
    #[must_use]
    pub fn lacks_second(&self, thread: ThreadId, op: &Op, expired: bool) -> bool {
        let alone = Op { also: None, ..*op };
        op.also.is_some() && self.may_take(thread, &alone, expired)
    }

    /// `thread` takes the step, which it may; with a deadline and without what it waits
    /// for, it gives up. `chains` learns what the step comes after.
    pub fn take_now(&mut self, thread: ThreadId, op: &Op, chains: &mut Chains) -> Outcome {
        match op.action {
            // Nothing happens without a cause.
            Action::Choose => return Outcome::Taken(false),
            _ if op.object == ObjectId::NONE => return Outcome::Done,
            _ => {}
        }
        let footprint = self.world.footprint(thread, op, &self.trace, &[]);
        chains.step(thread, &footprint);
        if matches!(op.action, Action::Finish) {
            self.world.finish(thread, op.object);
            return Outcome::Done;
        }
        self.world.apply(thread, op)
    }
    /// What the step depends on, were it taken now.
    #[cfg(test)]
    pub(crate) fn footprint_now(&self, thread: ThreadId, op: &Op) -> crate::footprint::Footprint {
        self.world.footprint(thread, op, &self.trace, &[])
    }
}
