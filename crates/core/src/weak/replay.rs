//! Replaying one execution graph: of each step it is said which variant of it is taken, and
//! no other graph is planned.
//!
//! What is said is held against the graph so far. As the order of steps agrees with causes,
//! and the part of a consistent graph that comes before a step is consistent, every graph
//! can be reached by every telling of it.

use super::choices::as_chosen;
use super::node::{Choice, Node, Role, Source};
use super::variant::{Variant, Which};
use super::{Step, Weak, is_access};
use crate::op::{Action, Op, ThreadId};
use crate::trace::Trace;
use crate::world::{Pending, World};

/// Why a step can't be taken so. Events are named by their places in the execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Memory is sequentially consistent: every load reads the newest store.
    Sequential,
    /// Nothing of that kind is open about such a step.
    NotOpen,
    /// The event has stored nothing in the atomic, or nothing that could end the pause.
    NoStore,
    /// The thread knows of the store of this event, which is newer.
    Known(usize),
    /// The update of this event has read that store: nothing can come between the two.
    Replaced(usize),
    /// The sequentially consistent steps would have no order that all agree on.
    NoTotalOrder,
    /// Only a weak compare-and-exchange that finds what it expects may fail without a
    /// cause, and only so often.
    CannotFail,
}

impl Weak {
    /// Explores nothing: [`Weak::give`] says what is done.
    pub fn replaying(mut self) -> Self {
        self.replays = true;
        self
    }

    /// Has the thread, which can go on, take the next step in this variant; if that is a
    /// choice of the program's own, it chooses so.
    pub fn give(
        &mut self,
        (thread, choice): (ThreadId, Option<u8>),
        variant: Variant,
        world: &World,
        trace: &Trace,
    ) -> Result<(), Unfit> {
        let pending = world.threads[thread.index()].pending.as_ref();
        let pending = pending.expect("it can go on");
        let draft = self.draft(world, trace, thread);
        let choice = if pending.op.action == Action::Choose {
            let only = Choice {
                fails: choice == Some(1),
                ..Choice::NONE
            };
            (variant == Variant::default()).then_some(only)
        } else if let Some(select) = &pending.select {
            let may = |number: &u8| self.may_select(thread, pending, *number, world, trace);
            let arm = choice.or_else(|| select.numbers().find(may)).unwrap_or(0);
            if select.is_for_a_time(arm) && !pending.watched.is_empty() {
                return self.end_pause((thread, arm), pending, variant, world, trace);
            }
            let only = Choice {
                arm,
                ..Choice::NONE
            };
            (variant == Variant::default()).then_some(only)
        } else if !pending.watched.is_empty() {
            return self.end_pause((thread, 0), pending, variant, world, trace);
        } else if is_access(pending.op.action) {
            Some(self.chosen(&pending.op, &draft, variant)?)
        } else {
            (variant == Variant::default()).then_some(Choice::NONE)
        };
        self.take_next(thread, choice.ok_or(Unfit::NotOpen)?);
        Ok(())
    }

    fn take_next(&mut self, thread: ThreadId, choice: Choice) {
        let mut step = Step::new(thread, choice);
        step.is_new = false;
        self.steps().push(step);
    }

    /// The choice that an access has in this variant, if it is allowed.
    fn chosen(&mut self, op: &Op, draft: &Node, variant: Variant) -> Result<Choice, Unfit> {
        let choice = self.meant(op, variant)?;
        let node = as_chosen(&self.graph, draft, op, choice);
        if variant.fails {
            let exchanged = Choice {
                fails: false,
                ..choice
            };
            let exchanges = as_chosen(&self.graph, draft, op, exchanged).role == Role::Update;
            if !exchanges || !self.may_fail(op, &self.graph) {
                return Err(Unfit::CannotFail);
            }
        }
        if self.graph.allows(&node) {
            return Ok(choice);
        }
        Err(self.contradicted(&node))
    }

    /// The choice, whether or not it is allowed.
    fn meant(&self, op: &Op, variant: Variant) -> Result<Choice, Unfit> {
        let (object, fails) = (op.object, variant.fails);
        let order = self.graph.order(object);
        let newest = *order.last().expect("there is a first value");
        let store_of = |event| self.store_of(event, object).ok_or(Unfit::NoStore);
        let stores = matches!(op.action, Action::Store(..));
        let (from, after) = match variant.store {
            Which::Newest if stores => (Source::INITIAL, newest),
            Which::Newest => (newest, Source::INITIAL),
            Which::First if !stores => (Source::INITIAL, Source::INITIAL),
            Which::Event(event) if !stores => (store_of(event)?, Source::INITIAL),
            Which::Before(event) if stores => {
                let place = self.graph.position(object, store_of(event)?);
                (Source::INITIAL, order[place - 1])
            }
            _ => return Err(Unfit::NotOpen),
        };
        Ok(Choice {
            from,
            after,
            gate: None,
            arm: 0,
            fails,
        })
    }

    /// Why the graph does not allow `node`.
    fn contradicted(&self, node: &Node) -> Unfit {
        let source = match node.role {
            Role::Store => node.choice.after,
            _ => node.choice.from,
        };
        let order = self.graph.order(node.object);
        let place = self.graph.position(node.object, source);
        let floor = self.graph.floor(node.object, &node.known.before);
        let at = |place: usize| order.get(place).and_then(|store| store.index());
        if place < floor
            && let Some(newer) = at(floor)
        {
            return Unfit::Known(newer);
        }
        match at(place + 1) {
            Some(update) if node.role.writes() && self.graph.is_updated(node.object, place) => {
                Unfit::Replaced(update)
            }
            _ => Unfit::NoTotalOrder,
        }
    }

    /// Ends the pause of a waiting loop so, if that can be.
    fn end_pause(
        &mut self,
        (thread, arm): (ThreadId, u8),
        pending: &Pending,
        variant: Variant,
        world: &World,
        trace: &Trace,
    ) -> Result<(), Unfit> {
        if variant.fails {
            return Err(Unfit::CannotFail);
        }
        let mut ends = self.pause_ends(thread, pending, world, trace).into_iter();
        let end = match variant.store {
            Which::Newest => ends.next(),
            which => ends.find(|(end, _)| *end == which),
        };
        let (end, choice) = end.ok_or(match variant.store {
            Which::Event(_) => Unfit::NoStore,
            _ => Unfit::NotOpen,
        })?;
        if end == Which::Nothing {
            self.idle_rounds = self.idle_rounds.saturating_sub(1);
            self.inexact = true;
        }
        self.take_next(thread, Choice { arm, ..choice });
        Ok(())
    }

    /// What can end a pause; the one of the rule comes first.
    fn pause_ends(
        &self,
        thread: ThreadId,
        pending: &Pending,
        world: &World,
        trace: &Trace,
    ) -> Vec<(Which, Choice)> {
        let changed = self.sync_changed(&pending.watched, world, trace, |_| true);
        let known = self.known(thread, world).before;
        let gates = self.gates(&pending.watched, &known, world, trace, |_| true);
        let by_gate = gates.map(|gate| {
            let choice = Choice {
                gate: Some(gate),
                ..Choice::NONE
            };
            (Self::as_read(gate.1), choice)
        });
        let by_change = changed.then_some((Which::Newest, Choice::NONE));
        let by_nothing = (!changed).then_some((Which::Nothing, Choice::NONE));
        by_change
            .into_iter()
            .chain(by_gate)
            .chain(by_nothing)
            .collect()
    }

    /// All variants of the thread's next step, if there are several. The one of the rule
    /// comes first, by its name.
    pub fn variants(&mut self, thread: ThreadId, world: &World, trace: &Trace) -> Vec<Variant> {
        let Some(pending) = world.threads[thread.index()].pending.as_ref() else {
            return Vec::new();
        };
        if !pending.watched.is_empty() {
            let ends = self.pause_ends(thread, pending, world, trace).into_iter();
            return ends.map(|(end, _)| end.into()).collect();
        }
        if !is_access(pending.op.action) {
            return Vec::new();
        }
        let draft = self.draft(world, trace, thread);
        let stores = self.graph.order(pending.op.object).iter().rev();
        let read = stores.map(|&store| Self::as_read(store));
        let mut all: Vec<Variant> = if matches!(pending.op.action, Action::Store(..)) {
            // Nothing comes before the first value.
            let before = read.filter_map(|which| match which {
                Which::Event(event) => Some(Which::Before(event).into()),
                _ => None,
            });
            [Variant::default()].into_iter().chain(before).collect()
        } else {
            let read: Vec<Variant> = read.map(Variant::from).collect();
            let failing = read.iter().map(|&variant| Variant {
                fails: true,
                ..variant
            });
            [read.clone(), failing.collect()].concat()
        };
        all.retain(|&variant| self.chosen(&pending.op, &draft, variant).is_ok());
        all
    }
}
