//! A step that is one of several: whichever can be taken first, and where several can be,
//! any of them.
//!
//! To the explorer, a thread that waits for several operations is as many threads as
//! there are operations, each about to take one, of which only one will: taking one makes
//! all the others impossible, and the thread goes on after the one that was taken. So
//! every operation that could have been taken instead is a race with the one that was,
//! whether it was ready then or later, and is planned like any other race
//! (see [`crate::race`]): nothing else is needed for each of them to be explored,
//! and none twice.
//!
//! What a select is to a program (in which order its arms are looked at, what happens to
//! messages) is not here.

mod asking;
mod taken;

pub(crate) use self::taken::Taken;
use crate::footprint::Footprint;
use crate::object::State;
use crate::op::{Action, ObjectId, Op, ThreadId};
use crate::trace::{Trace, Watched};
use crate::world;

/// Operations of which a thread takes one. See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Select {
    arms: Vec<Op>,
    in_order: bool,
    otherwise: Option<Op>,
    /// What is done where one can be taken, if none is.
    asking: Option<Op>,
    told: Option<Op>,
}

impl Select {
    /// One of these. Where a thread has set its timer before, an arm that is taken in
    /// time is [`Op::timed`]: it ends the timer. Arms for a point in time use
    /// [`Action::Until`].
    #[must_use]
    pub fn new(arms: Vec<Op>) -> Self {
        Self {
            arms,
            in_order: false,
            otherwise: None,
            asking: None,
            told: None,
        }
    }

    /// The first of them that can be taken.
    #[must_use]
    pub fn in_order(mut self) -> Self {
        self.in_order = true;
        self
    }

    /// If none of them can be taken, this: [`Action::Otherwise`], or [`Action::Any`] of a
    /// thread that asks, or [`Action::Until`] the time at which the thread gives up.
    #[must_use]
    pub fn or(mut self, otherwise: Op) -> Self {
        self.otherwise = Some(otherwise);
        self
    }

    /// To people, the thread is said to wait for this.
    #[must_use]
    pub fn told_as(mut self, op: Op) -> Self {
        self.told = Some(op);
        self
    }

    /// What the thread is said to wait for, if that is not one of several operations.
    pub(crate) fn told(&self) -> Option<&Op> {
        self.told.as_ref()
    }

    /// What keeps the thread waiting, as it is told; `None` if nothing does.
    #[must_use]
    pub fn waits_for(&self) -> Option<Action> {
        let goes_on = |op: &Op| op.action == Action::Otherwise;
        match &self.told {
            Some(told) => Some(told.action),
            None => (!self.otherwise.as_ref().is_some_and(goes_on)).then_some(Action::Select),
        }
    }

    /// The operations; last what is done if none of the others can be.
    pub fn ops(&self) -> impl Iterator<Item = &Op> {
        self.arms.iter().chain(&self.otherwise)
    }

    /// The operations as numbers.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = u8> + use<> {
        let count = self.arms.len() + usize::from(self.otherwise.is_some());
        0..u8::try_from(count).expect("fewer than 256 operations")
    }

    /// What is done where the operation of this number is taken.
    pub(crate) fn op(&self, number: u8) -> &Op {
        match &self.asking {
            Some(asking) if usize::from(number) < self.arms.len() => asking,
            _ => self.own(number),
        }
    }

    /// The operation of this number.
    fn own(&self, number: u8) -> &Op {
        let otherwise = self.otherwise.as_ref();
        let arm = self.arms.get(usize::from(number)).or(otherwise);
        arm.expect("it is one of the operations")
    }

    /// The arms that come before the operation of this number, and must not be possible.
    fn before(&self, number: u8) -> &[Op] {
        if usize::from(number) >= self.arms.len() {
            &self.arms
        } else if self.in_order {
            &self.arms[..usize::from(number)]
        } else {
            &[]
        }
    }

    /// The objects that decide about the operation of this number.
    pub(crate) fn objects(&self, number: u8) -> impl Iterator<Item = ObjectId> {
        let looked_at = match self.asking {
            Some(_) => &self.arms[..],
            None => self.before(number),
        };
        let ops = looked_at.iter().chain([self.own(number)]);
        let objects = ops.flat_map(|op| [Some(op.object), op.also.map(|(object, _)| object)]);
        objects.flatten().filter(|&object| object != ObjectId::NONE)
    }

    /// Whether the operation of this number may be taken.
    pub(crate) fn permits<'a>(
        &self,
        thread: ThreadId,
        number: u8,
        state: impl Fn(ObjectId) -> &'a State,
    ) -> bool {
        let passed = |op: &Op| !insists(thread, op, &state);
        let op = self.own(number).patient();
        world::permits(thread, &op, None, &state) && self.before(number).iter().all(passed)
    }

    /// How many of the conditions for the operation of this number are met.
    pub(crate) fn met<'a>(
        &self,
        thread: ThreadId,
        number: u8,
        state: impl Fn(ObjectId) -> &'a State,
    ) -> usize {
        let passed = |op: &&Op| !insists(thread, op, &state);
        let permitted = |&(object, action): &(ObjectId, Action)| {
            object == ObjectId::NONE || state(object).permits(thread, &action)
        };
        let op = self.own(number);
        let own = [Some((op.object, op.action)), op.also];
        let own = own.iter().flatten().filter(|one| permitted(one)).count();
        own + self.before(number).iter().filter(passed).count()
    }

    /// Whether the operation of this number waits for a point in time. In a loop, such a
    /// one has to wait for a change (see [`crate::waiting`]); the others are one.
    pub(crate) fn is_for_a_time(&self, number: u8) -> bool {
        matches!(self.op(number).action, Action::Until(_))
    }

    /// What the operation of this number depends on.
    pub(crate) fn footprint<'a>(
        &self,
        thread: ThreadId,
        number: u8,
        trace: &Trace,
        watched: &[Watched],
        clock: Option<ObjectId>,
        state: impl Fn(ObjectId) -> &'a State,
    ) -> Footprint {
        let mut footprint = match self.is_for_a_time(number) {
            true => world::watching(watched, trace),
            false => Footprint::new(),
        };
        let passed_over = match self.asking {
            Some(_) => &[][..],
            None => self.before(number),
        };
        if self.asking.is_some() {
            self.add_looks(thread, &mut footprint, &state);
        }
        for op in passed_over {
            for (object, action) in [Some((op.object, op.action)), op.also]
                .into_iter()
                .flatten()
            {
                let looks = match action {
                    Action::Until(_) => Action::Now,
                    other => other,
                };
                if object != ObjectId::NONE {
                    state(object).footprint(object, thread, &looks, &mut footprint);
                }
            }
        }
        world::add_footprint(thread, self.op(number), clock, &mut footprint, &state);
        footprint
    }
}

/// Whether the operation, which is to be passed over, can't be.
fn insists<'a>(thread: ThreadId, op: &Op, state: impl Fn(ObjectId) -> &'a State) -> bool {
    let now = |(object, action): (ObjectId, Action)| {
        object == ObjectId::NONE || state(object).insists(thread, action)
    };
    op.object != ObjectId::NONE && now((op.object, op.action)) && op.also.is_none_or(now)
}
