//! Asking: a step that takes none of its operations, but says which can be taken.
//!
//! It depends on all of them, as a thread does that watches them. Its number is that of the
//! first that can be taken: so whether a number is possible is a list of conditions, all of
//! which must be met, as for any operation of several.

use super::{Select, Taken};
use crate::footprint::Footprint;
use crate::object::{self, State};
use crate::op::{Action, ObjectId, Op, Outcome, ThreadId};
use crate::world::World;

impl Select {
    /// Takes none of them, but waits until one can be taken, and says which can:
    /// [`Action::Any`]. Its number is that of the first. All must have the same second action,
    /// which is done.
    #[must_use]
    pub fn asking(mut self) -> Self {
        let mut asking = Op::new(ObjectId::NONE, Action::Any);
        if let Some(first) = self.arms.first() {
            (asking.also, asking.timed) = (first.also, first.timed);
        }
        self.asking = Some(asking);
        self.in_order()
    }

    /// What a thread depends on that asks which of its operations can be taken: it watches
    /// them all.
    pub(super) fn add_looks<'a>(
        &self,
        thread: ThreadId,
        footprint: &mut Footprint,
        state: impl Fn(ObjectId) -> &'a State,
    ) {
        for op in &self.arms {
            let mut own = Footprint::new();
            state(op.object).footprint(op.object, thread, &op.action, &mut own);
            own.iter()
                .for_each(|access| object::watch(access, footprint));
        }
    }

    /// A bit for each operation that can be taken, the lowest for the first.
    fn open<'a>(&self, thread: ThreadId, state: impl Fn(ObjectId) -> &'a State) -> u64 {
        let can = |op: &Op| state(op.object).permits(thread, &op.action);
        let places = self.arms.iter().enumerate().take(64);
        let open = places.filter(|(_, op)| can(op));
        open.fold(0, |bits, (place, _)| bits | 1 << place)
    }
}

impl World {
    /// Takes the step, which is one of several operations, or may ask which can be taken.
    #[inline]
    pub fn apply_taken(&mut self, thread: ThreadId, op: &Op, taken: Option<&Taken>) -> Outcome {
        match taken {
            Some(taken) if op.action == Action::Any => {
                let state = |object: ObjectId| &self.objects[object.index()].state;
                let open = taken.select.open(thread, state);
                self.apply_rest(thread, op);
                Outcome::Value(open)
            }
            _ => self.apply(thread, op),
        }
    }
}
