//! What the shadow of an asynchronous runtime needs beside [`crate::shadow`]: steps that
//! wait for any of several things.
//!
//! Not for checks. A task is a model thread; where all that it has polled is pending, it
//! waits for the first of those things to be there, in one step.

use std::panic::Location;

use interleave_core::Select;
use interleave_core::op::{Action, Kind, ObjectId, Op, Outcome};

use crate::abandon;
use crate::model::{self, Model};
use crate::shadow::{Object, Site};

/// One of several things to wait for: an action, and the object that it is done to.
pub type Arm = (ObjectId, Action);

impl Object {
    /// `action` on this object, as one of several things to wait for. `kind` is as in
    /// [`Object::perform`]. Inside an exploration only.
    pub fn arm(&self, kind: impl Fn() -> Kind, action: Action) -> Arm {
        (model::with(|model| self.id_in(model, &kind)), action)
    }
}

/// A step that takes the first of several alternatives that may be taken, or waits.
#[derive(Clone, Copy)]
pub struct Alternatives<'a> {
    /// In this order; not empty.
    pub arms: &'a [Arm],
    /// What is done in the same step, whichever is taken, and may have to wait too.
    pub also: Option<Arm>,
    /// Where the program asked for it.
    pub site: Site,
}

impl Alternatives<'_> {
    /// Takes the first that may be taken; waits until there is one. Gives what came of
    /// it. Stories say that the thread waits for the last of them.
    #[must_use]
    pub fn take(self) -> Outcome {
        self.take_and_tell().0
    }

    /// As [`Alternatives::take`], with the place of the one that was taken.
    #[must_use]
    pub fn take_and_tell(self) -> (Outcome, usize) {
        let Some((&last, others)) = self.arms.split_last() else {
            return (Outcome::Done, 0);
        };
        let told = self.op(last);
        if others.is_empty() {
            return (model::step(told, self.site), 0);
        }
        let select = self.select(false).told_as(told);
        match model::step_one_of(select, self.site) {
            Some((taken, outcome)) => (outcome, taken),
            None => (abandon::answer(&told), others.len()),
        }
    }

    /// Waits until one may be taken, and takes none: a bit for each that may, the lowest
    /// for the first.
    #[must_use]
    pub fn ask(self) -> u64 {
        self.asks(self.select(false)).unwrap_or(0)
    }

    /// As [`Alternatives::ask`], without waiting.
    #[must_use]
    pub fn look(self) -> u64 {
        let none = Op::new(ObjectId::NONE, Action::Any);
        self.asks(self.select(false).or(none)).unwrap_or(0)
    }

    /// As [`Alternatives::ask`], until this moment of virtual time, in nanoseconds; none
    /// if it came first.
    #[must_use]
    pub fn ask_until(self, deadline: u64) -> Option<u64> {
        self.asks(self.select_until(deadline))
    }

    fn asks(self, select: Select) -> Option<u64> {
        let told = self.with_also(Op::new(ObjectId::NONE, Action::Any));
        match model::step_one_of(select.asking().told_as(told), self.site) {
            Some((_, Outcome::Value(bits))) => Some(bits),
            Some(_) => None,
            None => Some(0),
        }
    }

    fn select(self, timed: bool) -> Select {
        let arms = self.arms.iter().map(|&arm| Op {
            timed,
            ..self.op(arm)
        });
        Select::new(arms.collect()).in_order()
    }

    /// The same until this moment. Sets this thread's timer to it.
    fn select_until(self, deadline: u64) -> Select {
        let clock = set_deadline(deadline, self.site);
        let gives_up = self.op((clock, Action::Until(deadline)));
        self.select(true).or(gives_up)
    }

    fn op(self, (object, action): Arm) -> Op {
        self.with_also(Op::new(object, action))
    }

    fn with_also(self, op: Op) -> Op {
        match self.also {
            Some((object, action)) => op.and(object, action),
            None => op,
        }
    }
}

/// Sets this thread's timer to this moment; gives the clock.
fn set_deadline(deadline: u64, site: Site) -> ObjectId {
    let clock = model::with(Model::clock);
    model::step(Op::new(clock, Action::SetDeadline(deadline)), site);
    clock
}

/// Sleeps until this moment of virtual time, in nanoseconds, or until one of `stops` may
/// be taken, which is taken then. `also` is done in the same step. Gives whether it was
/// stopped.
#[must_use]
pub fn sleep_until(deadline: u64, stops: &[Arm], also: Option<Arm>, site: Site) -> bool {
    let alternatives = Alternatives {
        arms: stops,
        also,
        site,
    };
    if stops.is_empty() {
        let clock = set_deadline(deadline, site);
        model::step(alternatives.op((clock, Action::Sleep)), site);
        return false;
    }
    let select = alternatives.select_until(deadline);
    let told = alternatives.op((model::with(Model::clock), Action::Sleep));
    let taken = model::step_one_of(select.told_as(told), site);
    taken.is_some_and(|(taken, _)| taken < stops.len())
}

/// Chooses between yes and no; both are explored.
#[must_use]
pub fn choose(site: Site) -> bool {
    model::step(Op::new(ObjectId::NONE, Action::Choose), site) == Outcome::Taken(true)
}

/// Nanoseconds of virtual time since the execution began.
#[must_use]
pub fn now(site: Site) -> u64 {
    let clock = model::with(Model::clock);
    match model::step(Op::new(clock, Action::Now), site) {
        Outcome::Time(nanoseconds) => nanoseconds,
        _ => 0,
    }
}

/// Takes the step `action` on `object`, asked for at `site`.
pub fn perform(object: &Object, kind: impl Fn() -> Kind, action: Action, site: Site) -> Outcome {
    model::step_on(object, &kind, Op::new(ObjectId::NONE, action), site)
}

/// Lets others go first, as asked for at `site`.
pub fn yield_now(site: Site) {
    model::step(Op::new(ObjectId::NONE, Action::Yield), site);
}

/// Whether tasks that take turns have a lock for that, see `turns`.
#[must_use]
pub fn takes_turns_by_lock() -> bool {
    model::with(|model| model.turns.locked)
}

/// What a shadow finds out of a place in the program, and must know from the start: the
/// exploration begins anew.
pub fn learn(site: Site) {
    model::with(|model| {
        if !model.turns.learned.contains(&site) {
            model.turns.learned.push(site);
        }
    });
}

/// Whether that has been found out before this exploration.
#[must_use]
pub fn is_learned(site: Site) -> bool {
    model::with(|model| model.turns.learned[..model.turns.known].contains(&site))
}

/// From this exploration on they have one.
pub fn take_turns_by_lock() {
    model::with(|model| model.turns.to_be_locked = true);
}

/// A turn of this thread's begins, with the step that it has just taken, or, where it has
/// taken none for it, with the next one. Without a group it is nobody's turn.
pub fn begin_turn(group: Option<u32>, taken: bool) {
    model::with(|model| {
        let thread = model.current;
        let from = model.explorer.steps_of(thread) + u32::from(!taken);
        model.turns.begin(thread, from, group);
        model.thread().in_turn = group.is_some();
    });
}

/// This thread goes on with its turn, after something that is nobody's.
pub fn resume_turn() {
    model::with(|model| model.thread().in_turn = true);
}

/// This thread waits for its next turn.
pub fn end_turn() {
    model::with(|model| model.thread().in_turn = false);
}

/// Whether it is this thread's turn.
#[must_use]
pub fn is_in_turn() -> bool {
    model::with(|model| model.thread().in_turn)
}

/// Whether this exploration is neither one of weak memory nor a simulation: tasks are for
/// sequential consistency.
#[must_use]
pub fn is_covered() -> bool {
    model::with(|model| model.simulated.is_none() && !model.explorer.is_weak())
}

/// Where this is called from.
#[must_use]
#[track_caller]
pub fn here() -> Site {
    Location::caller()
}
