//! For shadows: steps that are one of several operations, and rendezvous at which threads
//! may wait at several places at once.
//!
//! A rendezvous has no state of its own here: all of them are one object of the explorer,
//! and an [`Object`] is only its name.

use std::panic::Location;
use std::time::Duration;

use interleave_core::Select;
use interleave_core::op::{Action, Kind, Meet, ObjectId, Op, Outcome, Side};

use crate::model::{self, Model};
use crate::shadow::{Object, Site};

/// Operations of which this thread takes one, whichever is possible first. If several
/// are, each of them is explored.
#[derive(Default)]
pub struct Several {
    ops: Vec<Op>,
    places: Vec<(u32, Side)>,
    in_order: bool,
    goes_on: bool,
    gives_up_at: Option<u64>,
}

impl Several {
    /// No operations yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Of those that are possible, the first is taken.
    #[must_use]
    pub fn in_order(mut self) -> Self {
        self.in_order = true;
        self
    }

    /// If none of them is possible, it goes on at once: nothing is waited for.
    #[must_use]
    pub fn or_go_on(mut self) -> Self {
        self.goes_on = true;
        self
    }

    /// It gives up at this virtual time.
    #[must_use]
    pub fn or_give_up_at(mut self, time: Duration) -> Self {
        self.gives_up_at = Some(nanoseconds(time));
        self
    }

    /// An operation on an object that threads can also wait for alone.
    pub fn add(&mut self, object: &Object, kind: impl Fn() -> Kind, action: Action) {
        let object = model::with(|model| object.id_in(model, &kind));
        self.ops.push(Op::new(object, action));
    }

    /// To meet somebody at a rendezvous. To be added after [`Several::or_go_on`].
    pub fn add_meeting(&mut self, rendezvous: &Object, side: Side) {
        let at = place(rendezvous);
        let meet = if self.goes_on {
            Meet::Try(side)
        } else {
            self.places.push((at, side));
            Meet::Await(side)
        };
        self.ops.push(Op::new(meetings(), Action::Meet(at, meet)));
    }

    /// Something that is never possible.
    pub fn add_never(&mut self) {
        let never = model::with(Model::never);
        self.ops.push(Op::new(never, Action::Park));
    }

    /// That it is this virtual time, or later.
    pub fn add_time(&mut self, time: Duration) {
        let clock = model::with(Model::clock);
        self.ops
            .push(Op::new(clock, Action::Until(nanoseconds(time))));
    }

    /// Takes one: gives its number, in the order of being added, and what came of it. `None`
    /// if it goes on without any, or has given up.
    #[track_caller]
    pub fn take(self) -> Option<(usize, Outcome)> {
        let site = Location::caller();
        if model::with(|model| model.simulated.is_some()) {
            crate::shadow::refuse_at(
                "waiting for one of several operations in a simulation",
                "wait for one of them at a time",
                site,
            );
        }
        let arms = self.ops.len();
        if arms == 0 && !self.goes_on && self.gives_up_at.is_none() {
            crate::shadow::park_for_ever(site);
        }
        let select = self.prepared(site);
        let (arm, outcome) = model::step_one_of(select, site)?;
        (arm < arms).then_some((arm, outcome))
    }

    /// The operations, where this thread waits at all rendezvous and has set its timer.
    fn prepared(mut self, site: Site) -> Select {
        let times = self.ops.iter().filter_map(|op| match op.action {
            Action::Until(time) => Some(time),
            _ => None,
        });
        let first = times.chain(self.gives_up_at).min();
        if let Some(time) = first.filter(|_| !self.goes_on) {
            let clock = model::with(Model::clock);
            model::step(Op::new(clock, Action::SetDeadline(time)), site);
        }
        for &(at, side) in &self.places {
            enrol(at, side, site);
        }
        let leaves = (!self.places.is_empty()).then(|| {
            let place = self.places[0].0;
            (meetings(), Action::Meet(place, Meet::Withdraw))
        });
        for op in &mut self.ops {
            let is_time = matches!(op.action, Action::Until(_));
            op.timed = first.is_some() && !self.goes_on && !is_time;
            if !matches!(op.action, Action::Meet(..)) {
                op.also = leaves;
            }
        }
        let mut select = Select::new(self.ops);
        if self.in_order {
            select = select.in_order();
        }
        if self.goes_on {
            select = select.or(Op::new(ObjectId::NONE, Action::Otherwise));
        } else if let Some(time) = self.gives_up_at {
            let clock = model::with(Model::clock);
            let mut gives_up = Op::new(clock, Action::Until(time));
            gives_up.also = leaves;
            select = select.or(gives_up);
        }
        select
    }
}

/// The virtual time, to be asked right after this thread has waited for a time: then it is
/// no step.
#[must_use]
pub fn time_just_waited_for() -> Duration {
    Duration::from_nanos(model::with(|model| model.explorer.time()))
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

/// The number by which a rendezvous is known.
fn place(rendezvous: &Object) -> u32 {
    let kind = || Kind::Channel(Some(0));
    model::with(|model| rendezvous.id_in(model, &kind)).0
}

fn meetings() -> ObjectId {
    model::with(Model::meetings)
}

fn enrol(at: u32, side: Side, site: Site) {
    let op = Op::new(meetings(), Action::Meet(at, Meet::Enrol(side)));
    model::step(op, site);
}

/// Does something at a rendezvous that needs no waiting.
#[track_caller]
pub fn meet(rendezvous: &Object, meet: Meet) -> Outcome {
    let op = Op::new(meetings(), Action::Meet(place(rendezvous), meet));
    model::step(op, Location::caller())
}

/// Waits at a rendezvous until the other side comes or is gone for good, until this virtual
/// time at most.
#[track_caller]
pub fn wait_at(rendezvous: &Object, side: Side, until: Option<Duration>) -> Outcome {
    let site = Location::caller();
    let at = place(rendezvous);
    let mut op = Op::new(meetings(), Action::Meet(at, Meet::Await(side)));
    if let Some(time) = until {
        let clock = model::with(Model::clock);
        model::step(Op::new(clock, Action::SetDeadline(nanoseconds(time))), site);
        op = op.timed();
    }
    enrol(at, side, site);
    model::step(op, site)
}
