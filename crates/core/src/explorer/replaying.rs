//! Replaying one execution: whose step comes next is said from outside, step by step.
//!
//! Nothing is explored, and nothing is known to be left. Where nothing is said, the running
//! thread goes on, or the first that can.

use super::ways::Way;
use super::{Explorer, Next};
use crate::op::ThreadId;
use crate::weak::{Unfit, Variant};

/// Why a thread can't take the next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoTurn {
    /// It does not exist, or not yet.
    Absent,
    /// It has ended.
    Ended,
    /// What it is about to do keeps it waiting.
    Blocked,
    /// It can't be done in this variant.
    Unfit(Unfit),
}

impl Explorer {
    /// An explorer of one execution, which [`Explorer::give_turn`] directs.
    #[must_use]
    pub fn replaying(max_steps: usize) -> Self {
        Self {
            way: Way::Replayed(None),
            ..Self::new(max_steps)
        }
    }

    /// Whether the next to go on is a thread that has waited for the end of another one:
    /// that is no step, and nobody's turn.
    #[must_use]
    pub fn goes_on_by_itself(&mut self) -> bool {
        self.joiner().is_some()
    }

    /// In a replay: has `thread` take the next step, in this variant if memory is weak, and
    /// if it is a choice, choose so: 0 for no, 1 for yes, or which of several operations it
    /// takes. A thread that waits in a loop may go round it, whether or not anything has
    /// changed.
    ///
    /// # Errors
    /// If it can't.
    pub fn give_turn(
        &mut self,
        thread: ThreadId,
        choice: Option<u8>,
        variant: Variant,
    ) -> Result<(), NoTurn> {
        let known = self.world.threads.get(thread.index());
        let known = known.filter(|known| known.born).ok_or(NoTurn::Absent)?;
        let pending = known.pending.as_ref().ok_or(NoTurn::Ended)?;
        if !self.world.could_take(thread, pending, choice) {
            return Err(NoTurn::Blocked);
        }
        match (&mut self.weak, &mut self.way) {
            // There is no step more: next() will say so.
            (Some(_), _) if self.trace.events.len() >= self.max_steps => Ok(()),
            (Some(weak), _) => weak
                .give((thread, choice), variant, &self.world, &self.trace)
                .map_err(NoTurn::Unfit),
            (None, _) if variant != Variant::default() => Err(NoTurn::Unfit(Unfit::Sequential)),
            (None, Way::Replayed(turn)) => {
                *turn = Some((thread, choice));
                Ok(())
            }
            (None, _) => Ok(()),
        }
    }

    /// Under weak memory: all variants in which `thread` could take its next step, the one
    /// that is taken without a word first. None if nothing is open about such a step.
    #[must_use]
    pub fn variants(&mut self, thread: ThreadId) -> Vec<Variant> {
        let weak = self.weak.as_mut();
        weak.map_or_else(Vec::new, |weak| {
            weak.variants(thread, &self.world, &self.trace)
        })
    }

    /// Of the present execution, told in this order: the variant of each step.
    #[must_use]
    pub fn variants_of(&self, order: &[usize]) -> Vec<Variant> {
        match &self.weak {
            Some(weak) => weak.variants_of(order, &self.world, &self.trace),
            None => vec![Variant::default(); order.len()],
        }
    }

    /// The threads that could be given the turn.
    #[must_use]
    pub fn able(&self) -> Vec<ThreadId> {
        let able = |id: &ThreadId| {
            let pending = self.world.threads[id.index()].pending.as_ref();
            pending.is_some_and(|pending| self.world.could_take(*id, pending, None))
        };
        self.thread_ids().filter(able).collect()
    }

    pub(super) fn next_replayed(
        &mut self,
        turn: Option<(ThreadId, Option<u8>)>,
        current: ThreadId,
    ) -> Next {
        let Some((thread, choice)) = turn else {
            let mut all = std::iter::once(current).chain(self.thread_ids());
            let free = all.find(|&id| self.world.enabled(id, &self.trace));
            return free.map_or_else(|| self.nobody(), Next::Run);
        };
        if !self.world.enabled(thread, &self.trace) {
            self.idle_rounds = self.idle_rounds.saturating_sub(1);
            self.inexact = true;
        }
        self.choice = choice;
        Next::Run(thread)
    }
}
