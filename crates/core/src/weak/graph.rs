//! Execution graphs: the events of one execution, which store each load reads, and the
//! order in which each atomic's stores took effect.
//!
//! Model: RC11, as in O. Lahav, V. Vafeiadis, J. Kang, C.-K. Hur, D. Dreyer, *Repairing
//! Sequential Consistency in C/C++11*, PLDI 2017, section 3, with the release sequences
//! of C++20 (a store, and the read-modify-writes that follow on it). Loads never read
//! from stores that depend on them: events come in an order that agrees with program
//! order and reads-from.
//!
//! A graph grows at its end and is cut down to parts that are closed under causes. It
//! decides whether an event may be added; it does not decide which one is.
//!
//! Invariants
//! - Every graph is consistent: [`Graph::attach`] is called only after [`Graph::allows`].
//! - The last event is the cause of no other, so coherence is decided by the stores and
//!   reads that happened before it ([`Graph::floor`]), and by them alone.

use std::rc::Rc;
use std::sync::atomic::Ordering;

use super::node::{
    Choice, Clock, Known, Node, Role, Source, acquires, join, joined, releases, seen_by, tick,
};
use crate::op::ObjectId;

/// The events of an execution so far.
#[derive(Clone, Debug)]
pub(super) struct Graph {
    pub nodes: Vec<Node>,
    /// For each object, its stores in the order in which they took effect.
    pub orders: Vec<Vec<Source>>,
    /// The first values of atomics.
    pub initial: Vec<u64>,
    nothing: Clock,
    /// Events that are sequentially consistent.
    total: usize,
}

impl Default for Graph {
    fn default() -> Self {
        Self {
            nodes: Vec::new(),
            orders: Vec::new(),
            initial: Vec::new(),
            nothing: Rc::from([]),
            total: 0,
        }
    }
}

impl Graph {
    pub fn clear(&mut self) {
        self.nodes.clear();
        for order in &mut self.orders {
            order.truncate(1);
        }
        self.total = 0;
    }

    /// An atomic with this first value.
    pub fn atomic(&mut self, object: ObjectId, value: u64) {
        if self.orders.len() <= object.index() {
            self.orders
                .resize_with(object.index() + 1, || vec![Source::INITIAL]);
            self.initial.resize(object.index() + 1, 0);
        }
        self.initial[object.index()] = value;
    }

    /// What a thread knows that nobody told anything.
    pub fn ignorant(&self) -> Known {
        Known {
            before: self.nothing.clone(),
            released: self.nothing.clone(),
            unacquired: self.nothing.clone(),
        }
    }

    pub fn order(&self, object: ObjectId) -> &[Source] {
        &self.orders[object.index()]
    }

    /// The place of a store among the atomic's stores.
    pub fn position(&self, object: ObjectId, source: Source) -> usize {
        let place = self.order(object).iter().position(|&one| one == source);
        place.expect("every store has a place in its atomic's order")
    }

    pub fn value(&self, object: ObjectId, source: Source) -> u64 {
        source.index().map_or_else(
            || self.initial[object.index()],
            |index| self.nodes[index].value,
        )
    }

    /// The store that `node` is or reads, if it uses the atomic.
    pub fn seen(&self, index: usize, object: ObjectId) -> Option<Source> {
        let node = &self.nodes[index];
        let gate = node.choice.gate.filter(|(gated, _)| *gated == object);
        if node.object != object {
            return gate.map(|(_, source)| source);
        }
        match node.role {
            Role::Load => Some(node.choice.from),
            Role::Store | Role::Update => Some(Source::event(index)),
            Role::Fence | Role::Other => None,
        }
    }

    /// Whether event `index` happened before what a thread with this clock does next.
    fn happened(&self, index: usize, clock: &[u32]) -> bool {
        let node = &self.nodes[index];
        seen_by(clock, node.thread) >= node.number
    }

    /// The place of the latest store that a thread with this clock must know of: it may
    /// read that or a later one, and its own stores come after it.
    pub fn floor(&self, object: ObjectId, clock: &[u32]) -> usize {
        let known = (0..self.nodes.len()).filter(|&index| self.happened(index, clock));
        known
            .filter_map(|index| self.seen(index, object))
            .map(|source| self.position(object, source))
            .max()
            .unwrap_or(0)
    }

    /// Whether the store right after this place is an update of the one there: nothing
    /// may come between the two.
    pub fn is_updated(&self, object: ObjectId, place: usize) -> bool {
        let order = self.order(object);
        let next = order.get(place + 1).and_then(|next| next.index());
        next.is_some_and(|next| {
            let next = &self.nodes[next];
            next.role == Role::Update && next.choice.from == order[place]
        })
    }

    /// Whether `node`, as a last event, leaves the graph consistent.
    pub fn allows(&mut self, node: &Node) -> bool {
        if node.role.reads() || node.role == Role::Store {
            let source = if node.role == Role::Store {
                node.choice.after
            } else {
                node.choice.from
            };
            let place = self.position(node.object, source);
            if place < self.floor(node.object, &node.known.before)
                || (node.role.writes() && self.is_updated(node.object, place))
            {
                return false;
            }
        }
        if !self.concerns_total_order(node) {
            return true;
        }
        self.attach(node.clone());
        let allowed = self.has_total_order();
        self.detach();
        allowed
    }

    /// Whether the event could contradict a total order of the sequentially consistent
    /// ones: it is one of them, or comes after a fence that is.
    fn concerns_total_order(&self, node: &Node) -> bool {
        let is_total = node.order == Ordering::SeqCst && node.role != Role::Other;
        let after_fence = || {
            (0..self.nodes.len()).any(|index| {
                let fence = &self.nodes[index];
                fence.role == Role::Fence
                    && fence.order == Ordering::SeqCst
                    && self.happened(index, &node.known.before)
            })
        };
        self.total > 0 && (is_total || after_fence())
    }

    /// Adds an event that is allowed, and finds out what its thread knows after it.
    pub fn attach(&mut self, mut node: Node) {
        let index = self.nodes.len();
        let source = Source::event(index);
        self.total += usize::from(is_total(&node));
        self.learn(&mut node);
        match node.role {
            Role::Store => self.place(node.object, node.choice.after, source),
            Role::Update => self.place(node.object, node.choice.from, source),
            _ => {}
        }
        self.nodes.push(node);
    }

    fn place(&mut self, object: ObjectId, after: Source, source: Source) {
        let place = self.position(object, after);
        self.orders[object.index()].insert(place + 1, source);
    }

    /// Takes the last event away.
    pub fn detach(&mut self) -> Node {
        let node = self.nodes.pop().expect("there is an event to take away");
        self.total -= usize::from(is_total(&node));
        if node.role.writes() {
            let source = Source::event(self.nodes.len());
            self.orders[node.object.index()].retain(|&one| one != source);
        }
        node
    }

    fn learn(&self, node: &mut Node) {
        let known = &node.known;
        let mut before = known.before.to_vec();
        let mut after = known.clone();
        if node.role.reads() {
            let message = self.message(node.choice.from);
            if acquires(node.order) {
                join(&mut before, message);
            } else {
                after.unacquired = joined(&after.unacquired, message);
            }
        }
        if node.role == Role::Fence && acquires(node.order) {
            join(&mut before, &known.unacquired);
        }
        tick(&mut before, node.thread, node.number);
        after.before = before.into();
        if node.role == Role::Fence && releases(node.order) {
            after.released = after.before.clone();
        }
        if node.role.writes() {
            let own = if releases(node.order) {
                &after.before
            } else {
                &known.released
            };
            node.message = match node.role {
                Role::Update => joined(own, self.message(node.choice.from)),
                _ => own.clone(),
            };
        }
        node.after = after;
    }

    /// What a store hands on.
    fn message(&self, source: Source) -> &Clock {
        source
            .index()
            .map_or(&self.nothing, |index| &self.nodes[index].message)
    }

    pub fn nothing(&self) -> &Clock {
        &self.nothing
    }

    /// The graph of the events for which `keep` holds, which must be closed under causes.
    /// Gives the new places of events as well.
    pub fn restrict(&self, keep: &[bool]) -> (Graph, Vec<Source>) {
        let mut places = vec![Source::INITIAL; self.nodes.len() + 1];
        let mut kept = 0;
        for (index, _) in self.nodes.iter().enumerate().filter(|(i, _)| keep[*i]) {
            places[index + 1] = Source::event(kept);
            kept += 1;
        }
        let is_kept = |source: &Source| source.index().is_none_or(|index| keep[index]);
        let moved = |source: Source| places[source.place()];
        let mut part = Graph {
            nodes: Vec::with_capacity(kept + 2),
            initial: self.initial.clone(),
            nothing: self.nothing.clone(),
            orders: Vec::with_capacity(self.orders.len()),
            total: 0,
        };
        for order in &self.orders {
            let order = order.iter().copied().filter(is_kept).map(moved);
            part.orders.push(order.collect());
        }
        for (index, node) in self.nodes.iter().enumerate().filter(|(i, _)| keep[*i]) {
            let mut node = node.clone();
            node.choice = Choice {
                from: moved(node.choice.from),
                after: part.just_before(node.object, node.role, moved(Source::event(index))),
                gate: node.choice.gate.map(|(object, by)| (object, moved(by))),
                arm: node.choice.arm,
                fails: node.choice.fails,
            };
            part.total += usize::from(is_total(&node));
            part.nodes.push(node);
        }
        (part, places)
    }

    /// The store that this one came right after when it was added, of those there then.
    fn just_before(&self, object: ObjectId, role: Role, store: Source) -> Source {
        if role != Role::Store {
            return Source::INITIAL;
        }
        let place = self.position(object, store);
        let earlier = self.order(object)[..place].iter().rev();
        let mut there = earlier.filter(|other| other.place() < store.place());
        there.next().copied().unwrap_or(Source::INITIAL)
    }
}

fn is_total(node: &Node) -> bool {
    node.order == Ordering::SeqCst && node.role != Role::Other
}
