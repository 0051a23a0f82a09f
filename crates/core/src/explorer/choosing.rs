//! Choices: steps that come in two kinds, both of which are explored.
//!
//! A choice depends on nothing and nothing depends on it but what its own thread does
//! next. So it has no race, and the other kind is planned just once: where the choice is
//! made for the first time, on ground that is new. When a race with something later is
//! reversed, the choice moves along with its thread's steps, of the kind that it was; by
//! then the other kind has been explored from its place as well, with races of its own.
//!
//! Invariant: steps of the two kinds are never taken for the same step of their thread
//! ([`crate::wakeup::weak_initial`]).

use super::Explorer;
use crate::footprint::Footprint;
use crate::op::{Action, ThreadId};
use crate::wakeup::StepRef;

impl Explorer {
    /// If the thread comes to a choice, sees to it that the other one is explored as
    /// well.
    pub(super) fn plan_other_choice(&mut self, thread: ThreadId) {
        let pending = self.world.threads[thread.index()].pending.as_ref();
        let Some(pending) = pending.filter(|pending| pending.op.action == Action::Choose) else {
            return;
        };
        let (site, footprint) = (pending.site, Footprint::new());
        self.choice = Some(0);
        let other = StepRef {
            thread,
            site,
            choice: Some(1),
            footprint: &footprint,
            event: usize::MAX,
        };
        if let Some(node) = self.nodes.last_mut() {
            self.forest.insert(&mut node.wakeups, &mut vec![other]);
        }
    }
}
