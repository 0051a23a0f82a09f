//! Alternatives: the lists of actions of which a step takes the first that it may, or
//! asks which of them it might.
//!
//! A list is known by its number, so that an operation stays a small copy. Lists live as
//! long as the explorer: objects have the same number in every execution.

use crate::footprint::Footprint;
use crate::hash::NumberMap;
use crate::object::{self, State};
use crate::op::{Action, Arms, ObjectId, Op, ThreadId};

/// One alternative: an action, and the object that it is done to.
pub type Arm = (ObjectId, Action);

/// All lists of alternatives that the program has come to.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    lists: Vec<Box<[Arm]>>,
    /// Lists by their first object.
    by_object: NumberMap<u32, Vec<Arms>>,
}

impl Lists {
    /// The number of this list.
    pub fn number(&mut self, list: &[Arm]) -> Arms {
        let first = list
            .first()
            .map_or(ObjectId::NONE.0, |(object, _)| object.0);
        let alike = self.by_object.entry(first).or_default();
        let known = alike.iter().copied();
        if let Some(number) = known
            .into_iter()
            .find(|n| *self.lists[n.0 as usize] == *list)
        {
            return number;
        }
        let number = Arms(u32::try_from(self.lists.len()).expect("fewer lists than 2^32"));
        self.lists.push(list.into());
        alike.push(number);
        number
    }

    /// The list of that number.
    #[inline]
    pub fn of(&self, op: &Op) -> &[Arm] {
        match self.lists.get(op.arms.0 as usize) {
            Some(list) => list,
            None => &[],
        }
    }
}

/// Whether the operation only asks which alternatives there are, and takes none.
pub(crate) fn asks(op: &Op) -> bool {
    matches!(op.action, Action::Any | Action::Glance)
}

/// The first alternative that may be taken.
pub(crate) fn first<'a>(
    list: &[Arm],
    thread: ThreadId,
    state: impl Fn(ObjectId) -> &'a State,
) -> Option<usize> {
    let open = |(object, action): &Arm| state(*object).permits(thread, action);
    list.iter().position(open)
}

/// One bit for each alternative that may be taken, the lowest for the first.
pub(crate) fn open<'a>(
    list: &[Arm],
    thread: ThreadId,
    state: impl Fn(ObjectId) -> &'a State,
) -> u64 {
    let bit = |place: usize| 1_u64.checked_shl(u32::try_from(place).unwrap_or(u32::MAX));
    let mut bits = 0;
    for (place, (object, action)) in list.iter().enumerate() {
        if state(*object).permits(thread, action) {
            bits |= bit(place).unwrap_or(0);
        }
    }
    bits
}

/// All that the thread would watch for as long as it may take no alternative.
pub(crate) fn watch_all<'a>(
    list: &[Arm],
    thread: ThreadId,
    state: impl Fn(ObjectId) -> &'a State,
    footprint: &mut Footprint,
) {
    for (object, action) in list {
        watch((*object, *action), thread, state(*object), footprint);
    }
}

fn watch((object, action): Arm, thread: ThreadId, now: &State, footprint: &mut Footprint) {
    let mut own = Footprint::new();
    now.footprint(object, thread, &action, &mut own);
    for access in own.iter() {
        object::watch(access, footprint);
    }
}

/// What the operation depends on: the alternatives before the one that it takes as a
/// thread does that watches them, and that one.
pub(crate) fn mark<'a>(
    list: &[Arm],
    op: &Op,
    thread: ThreadId,
    state: impl Fn(ObjectId) -> &'a State,
    footprint: &mut Footprint,
) {
    let asks = asks(op);
    for (object, action) in list {
        let now = state(*object);
        if !asks && now.permits(thread, action) {
            return now.footprint(*object, thread, action, footprint);
        }
        watch((*object, *action), thread, now, footprint);
    }
}
