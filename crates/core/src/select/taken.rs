//! What a thread takes of several operations: what it may choose, and what that depends on.

use std::rc::Rc;

use super::Select;
use crate::footprint::Footprint;
use crate::op::{Action, ObjectId, Op, ThreadId};
use crate::trace::Trace;
use crate::world::{Pending, World};

/// The operation that is taken of several.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub select: Rc<Select>,
    pub number: u8,
}

impl Pending {
    /// The operation that is taken where `choice` was made.
    pub fn op_chosen(&self, choice: Option<u8>) -> &Op {
        match &self.select {
            Some(select) => select.op(choice.unwrap_or(0)),
            None => &self.op,
        }
    }

    /// Which of several operations that is.
    pub fn taken(&self, choice: Option<u8>) -> Option<Taken> {
        let select = self.select.clone()?;
        let number = choice.unwrap_or(0);
        Some(Taken { select, number })
    }
}

impl World {
    /// Whether the thread may take the step that it has announced, with this choice; if
    /// none is given, with any.
    #[inline]
    pub fn could_take(&self, id: ThreadId, pending: &Pending, choice: Option<u8>) -> bool {
        match &pending.select {
            None => self.permits(id, &pending.op),
            Some(select) => self.could_select(id, select, choice),
        }
    }

    #[inline(never)]
    fn could_select(&self, id: ThreadId, select: &Select, choice: Option<u8>) -> bool {
        let state = |object: ObjectId| &self.objects[object.index()].state;
        match choice {
            Some(number) => select.permits(id, number, state),
            None => select
                .numbers()
                .any(|number| select.permits(id, number, state)),
        }
    }

    /// The choices that the thread has in its next step now.
    pub fn choices(&self, id: ThreadId, trace: &Trace) -> impl Iterator<Item = Option<u8>> {
        let pending = self.threads[id.index()].pending.as_ref();
        let kinds: &[Option<u8>] = match pending.map(|pending| pending.op.action) {
            Some(Action::Choose) => &[Some(0), Some(1)],
            Some(Action::Select) => &[],
            _ => &[None],
        };
        let selects = pending.and_then(|pending| Some((pending, pending.select.as_ref()?)));
        let numbers = selects.into_iter().flat_map(move |(pending, select)| {
            let woken =
                pending.watched.is_empty() || self.changed(&pending.watched, trace, |_| true);
            let may = move |number: &u8| {
                (woken || !select.is_for_a_time(*number))
                    && self.could_select(id, select, Some(*number))
            };
            select.numbers().filter(may).map(Some)
        });
        kinds.iter().copied().chain(numbers)
    }

    /// What the thread's next step would depend on now, with this choice.
    pub fn footprint_of(
        &self,
        id: ThreadId,
        pending: &Pending,
        choice: Option<u8>,
        trace: &Trace,
    ) -> Footprint {
        let Some(select) = &pending.select else {
            return self.footprint(id, &pending.op, trace, &pending.watched);
        };
        let state = |object: ObjectId| &self.objects[object.index()].state;
        let number = choice.unwrap_or(0);
        select.footprint(id, number, trace, &pending.watched, self.clock, state)
    }
}
