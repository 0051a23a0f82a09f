//! What an execution leaves open about its steps under weak memory beside their order, in
//! the terms of somebody who tells it step by step.
//!
//! A telling is an order of the events that agrees with their causes. Of each step it must
//! say what does not follow from the order and one rule: a load reads the newest store of
//! those told before it, a store is the newest, nothing fails without a cause. How a graph
//! holds the same, see [`super::node`].

use super::Weak;
use super::node::{Role, Source};
use crate::op::ObjectId;
use crate::trace::Trace;
use crate::world::World;

/// How a step is taken where its memory leaves more than one way. The default is the rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Variant {
    /// Which store it reads, or what its own store comes before.
    pub store: Which,
    /// A weak compare-and-exchange fails although it found what it expected.
    pub fails: bool,
}

/// Which store a step reads, or what its own store comes before. An event is named by its
/// place in the telling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// The rule: a load reads the newest store so far, and a store becomes the newest. A
    /// pause in a waiting loop ends because something that is no atomic has changed, or
    /// else for the newest store that can end it, if there is one.
    #[default]
    Newest,
    /// The value that the atomic was made with is read.
    First,
    /// What this event has stored is read. A pause ends for it.
    Event(usize),
    /// The store takes effect just before the one of this event.
    Before(usize),
    /// A pause ends although nothing is new.
    Nothing,
}

impl From<Which> for Variant {
    fn from(store: Which) -> Self {
        Self {
            store,
            fails: false,
        }
    }
}

impl Weak {
    /// The variant of each step, told in this order.
    pub fn variants_of(&self, order: &[usize], world: &World, trace: &Trace) -> Vec<Variant> {
        let mut places = vec![usize::MAX; self.graph.nodes.len()];
        for (place, &index) in order.iter().enumerate() {
            places[index] = place;
        }
        let told = Told {
            weak: self,
            world,
            trace,
            places,
        };
        order.iter().map(|&index| told.variant(index)).collect()
    }
}

/// A telling of the present graph.
struct Told<'a> {
    weak: &'a Weak,
    world: &'a World,
    trace: &'a Trace,
    /// Where each event stands in it; `usize::MAX` for those that are left out.
    places: Vec<usize>,
}

impl Told<'_> {
    fn variant(&self, index: usize) -> Variant {
        let node = &self.weak.graph.nodes[index];
        match node.role {
            Role::Load | Role::Update => Variant {
                store: self.read_by(index),
                fails: node.choice.fails,
            },
            Role::Store => self.before_which(index).into(),
            Role::Fence => Variant::default(),
            Role::Other => self.ended_by(index).into(),
        }
    }

    fn read_by(&self, index: usize) -> Which {
        let node = &self.weak.graph.nodes[index];
        let mut stores = self.weak.graph.order(node.object).iter().rev();
        let newest = stores.find(|store| self.is_told(**store, index));
        if newest == Some(&node.choice.from) {
            Which::Newest
        } else {
            self.named(node.choice.from)
        }
    }

    fn before_which(&self, index: usize) -> Which {
        let graph = &self.weak.graph;
        let object = graph.nodes[index].object;
        let later = graph.position(object, Source::event(index)) + 1;
        let mut later = graph.order(object)[later..].iter();
        let next = later.find(|store| self.is_told(**store, index));
        let next = next.and_then(|store| store.index());
        next.map_or(Which::Newest, |next| Which::Before(self.places[next]))
    }

    /// What has ended a pause. Whether it is by the rule is asked of what the thread knew
    /// after its last event: if it has learnt more since, more is said than needs be.
    fn ended_by(&self, index: usize) -> Which {
        let (graph, trace) = (&self.weak.graph, self.trace);
        let (node, watched) = (&graph.nodes[index], &trace.events[index].watched);
        if watched.is_empty() {
            return Which::Newest;
        }
        let there = |other: usize| self.is_told(Source::event(other), index);
        let changed = self.weak.sync_changed(watched, self.world, trace, there);
        let mut earlier = graph.nodes[..index].iter().rev();
        let last = earlier.find(|other| other.thread == node.thread);
        let known = &last.map_or(&node.known, |last| &last.after).before;
        let mut gates = self.weak.gates(watched, known, self.world, trace, there);
        let by_rule = if changed { None } else { gates.next() };
        match node.choice.gate {
            gate if gate == by_rule => Which::Newest,
            Some((_, store)) => self.named(store),
            None => Which::Nothing,
        }
    }

    /// Whether the store is told before event `index`.
    fn is_told(&self, store: Source, index: usize) -> bool {
        store
            .index()
            .is_none_or(|store| self.places[store] < self.places[index])
    }

    fn named(&self, store: Source) -> Which {
        match store.index() {
            None => Which::First,
            Some(index) => Which::Event(self.places[index]),
        }
    }
}

impl Weak {
    /// The store as what a step of a replay reads: events are told as they are taken.
    pub(super) fn as_read(store: Source) -> Which {
        store.index().map_or(Which::First, Which::Event)
    }

    /// The store of this event on the atomic, if it has one.
    pub(super) fn store_of(&self, event: usize, object: ObjectId) -> Option<Source> {
        let store = Source::event(event);
        self.graph.order(object).contains(&store).then_some(store)
    }
}
