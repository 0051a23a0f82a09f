//! Earlier loads that could read a new store.
//!
//! Source: TruSt (see [`super`]), algorithm 1, `Visit` for writes and `IsMaximallyAdded`.
//! The load `r` is given the store `w` to read. What stays is what was added before `r`
//! and what caused `w`; it is done only if everything that goes, and `r` itself, had
//! been added by the fixed rule as seen from what stays.
//!
//! A read-modify-write is a store as well. If it reads what another one has replaced
//! already, both can't be: then it is explored only with that other one gone, or reading
//! from it. In the paper its load stands in the graph for a while beside the other's.

use super::choices::as_chosen;
use super::graph::Graph;
use super::node::{Choice, Node, Role, Source, join, tick};
use super::pause::Gate;
use super::{Other, Step, Weak, is_access};
use crate::op::{Action, Op};
use crate::select::Taken;
use crate::trace::{Event, Trace};
use crate::world::World;

impl Weak {
    /// The cuts that the last event, an access to an atomic, makes possible.
    pub(super) fn revisits(
        &mut self,
        index: usize,
        world: &World,
        trace: &Trace,
    ) -> Vec<Vec<Step>> {
        let changed = self.steps()[index].is_changed;
        let event = &trace.events[index];
        let node = self.graph.detach();
        let mut cuts = Vec::new();
        // Where a store stands in its order is chosen again in each cut.
        if node.role == Role::Update || (node.role == Role::Store && !changed) {
            self.revisit_by(&node, event, world, trace, &mut cuts);
        }
        if !changed {
            for store in self.replaced(&node, &event.op) {
                self.revisit_by(&store, event, world, trace, &mut cuts);
            }
        }
        self.graph.attach(node);
        cuts
    }

    /// The event as an update of what another update has replaced already.
    fn replaced(&self, node: &Node, op: &Op) -> Vec<Node> {
        if !matches!(
            op.action,
            Action::Modify(..) | Action::CompareExchange { .. }
        ) {
            return Vec::new();
        }
        let floor = self.graph.floor(op.object, &node.known.before);
        let order = self.graph.order(op.object);
        let mut found = Vec::new();
        for (place, &from) in order.iter().enumerate().skip(floor) {
            let choice = Choice {
                from,
                ..Choice::NONE
            };
            let mut update = as_chosen(&self.graph, node, op, choice);
            if update.role == Role::Update && self.graph.is_updated(op.object, place) {
                let mut causes = node.own_causes.to_vec();
                if let Some(index) = choice.from.index() {
                    join(&mut causes, &self.graph.nodes[index].causes);
                }
                tick(&mut causes, node.thread, node.number);
                update.causes = causes.into();
                found.push(update);
            }
        }
        found
    }

    fn revisit_by(
        &mut self,
        store: &Node,
        event: &Event,
        world: &World,
        trace: &Trace,
        cuts: &mut Vec<Vec<Step>>,
    ) {
        for load in (0..self.graph.nodes.len()).rev() {
            if !self.can_read(load, store) || self.is_cause(load, &store.causes) {
                continue;
            }
            let keep: Vec<bool> = (0..self.graph.nodes.len())
                .map(|index| index < load || self.is_cause(index, &store.causes))
                .collect();
            if self.may_cut(load, &keep, &store.causes, world, trace) {
                self.cut_to_read(load, &keep, store, event, trace, cuts);
            }
        }
    }

    /// Whether event `load` reads the atomic of `store`, by itself or in a pause.
    fn can_read(&self, load: usize, store: &Node) -> bool {
        let node = &self.graph.nodes[load];
        let reads = node.role.reads() && node.object == store.object;
        let gate = node
            .choice
            .gate
            .is_some_and(|(object, _)| object == store.object);
        let forced = self
            .frames
            .last()
            .is_some_and(|frame| frame.steps[load].forced);
        (reads && !forced) || gate
    }

    /// Whether everything from `first` on that isn't kept had been added by the fixed rule,
    /// as seen from what stays.
    pub(super) fn may_cut(
        &self,
        first: usize,
        keep: &[bool],
        causes: &[u32],
        world: &World,
        trace: &Trace,
    ) -> bool {
        let steps = &self.frames.last().expect("a frame is explored").steps;
        (first..keep.len())
            .filter(|&index| !keep[index])
            .all(|index| {
                let step = &steps[index];
                let node = &self.graph.nodes[index];
                let read = node.choice.gate.map_or(node.choice.from, |(_, by)| by);
                let known =
                    |source: Source| source.index().is_none_or(|by| self.is_cause(by, causes));
                !step.pinned
                    && (!step.revisited || known(read))
                    && (step.forced || self.is_newest(index, keep, world, trace))
            })
    }

    /// Whether the event's choice is the one of the fixed rule, given what was added before
    /// it and what is kept.
    fn is_newest(&self, index: usize, keep: &[bool], world: &World, trace: &Trace) -> bool {
        let kept = |other: usize| keep.get(other).copied().unwrap_or(false);
        let there = |other: usize| other < index || kept(other);
        let node = &self.graph.nodes[index];
        if node.choice.fails {
            return false;
        }
        match node.role {
            Role::Load | Role::Update => {
                let mut stores = self.graph.order(node.object).iter().rev();
                let newest = stores.find(|store| store.index().is_none_or(there));
                newest == Some(&node.choice.from)
            }
            Role::Store => {
                let mut later = self.graph.order(node.object).iter().rev();
                let newest = later.find(|store| {
                    store
                        .index()
                        .is_none_or(|other| other == index || there(other))
                });
                newest == Some(&Source::event(index))
            }
            Role::Fence => true,
            Role::Other => {
                let event = &trace.events[index];
                let mut watched = &event.watched[..];
                if let Some(taken) = &event.taken {
                    let first = first_arm(event, taken, world, trace, there);
                    if first != Some(taken.number) {
                        return false;
                    }
                    if !taken.select.is_for_a_time(taken.number) {
                        watched = &[];
                    }
                }
                if watched.is_empty() || self.sync_changed(watched, world, trace, there) {
                    return node.choice.gate.is_none();
                }
                let known = &node.known.before;
                node.choice.gate == self.gates(watched, known, world, trace, there).next()
            }
        }
    }

    /// Plans the graphs in which the load reads the store: one for each place that the
    /// store can have among those that are kept.
    fn cut_to_read(
        &self,
        load: usize,
        keep: &[bool],
        store: &Node,
        event: &Event,
        trace: &Trace,
        cuts: &mut Vec<Vec<Step>>,
    ) {
        let (mut part, places) = self.graph.restrict(keep);
        let moved = |source: Source| source.index().map_or(source, |index| places[index + 1]);
        let mut store = store.clone();
        store.choice.from = moved(store.choice.from);
        let afters = match store.role {
            Role::Store => part.order(store.object).to_vec(),
            _ => vec![Source::INITIAL],
        };
        for after in afters {
            store.choice.after = after;
            if !part.allows(&store) {
                continue;
            }
            part.attach(store.clone());
            let readings = self.readings(load, &store, &mut part, &places, trace);
            part.detach();
            for choice in readings {
                let mut steps = self.kept_steps(load, keep, &part);
                steps.push(planned(&store, (event.op, event.site)));
                let mut again = Step::new(self.graph.nodes[load].thread, choice);
                again.revisited = true;
                again.is_changed = true;
                again.op = Some((trace.events[load].op, trace.events[load].site));
                steps.push(again);
                cuts.push(steps);
            }
        }
    }

    /// The load's choices if it can read the store, which is the last event of `part`.
    fn readings(
        &self,
        load: usize,
        store: &Node,
        part: &mut Graph,
        places: &[Source],
        trace: &Trace,
    ) -> Vec<Choice> {
        let node = &self.graph.nodes[load];
        let event = &trace.events[load];
        let from = Source::event(part.nodes.len() - 1);
        if node.choice.gate.is_some() {
            let gate = self.gated(load, store, part, places, trace);
            let choice = |gate| Choice {
                gate: Some(gate),
                ..Choice::NONE
            };
            return gate.map(choice).into_iter().collect();
        }
        let choice = Choice {
            from,
            ..Choice::NONE
        };
        let mut choices = vec![choice];
        let exchanges = as_chosen(part, node, &event.op, choice).role == Role::Update;
        if exchanges && self.may_fail(&event.op, part) {
            choices.push(Choice {
                fails: true,
                ..choice
            });
        }
        choices.retain(|&choice| {
            let again = as_chosen(part, node, &event.op, choice);
            part.allows(&again)
        });
        choices
    }

    /// The store as what ends the pause that is event `load`, if it can.
    fn gated(
        &self,
        load: usize,
        store: &Node,
        part: &Graph,
        places: &[Source],
        trace: &Trace,
    ) -> Option<Gate> {
        let event = &trace.events[load];
        let object = store.object;
        let seen = event.watched.iter().find(|seen| seen.object == object)?;
        let before = self.graph.seen(seen.seen_in, object)?;
        let before = before.index().map_or(before, |index| places[index + 1]);
        let source = Source::event(part.nodes.len() - 1);
        let place = part.position(object, source);
        let floor = part.floor(object, &self.graph.nodes[load].known.before);
        let newer = place > part.position(object, before) && place >= floor;
        let changes = trace.events[seen.seen_in].value_after() != Some(store.value);
        (newer && changes).then_some((object, source))
    }

    /// The steps that a cut keeps; those from `first` on are pinned.
    pub(super) fn kept_steps(&self, first: usize, keep: &[bool], part: &Graph) -> Vec<Step> {
        let steps = &self.frames.last().expect("a frame is explored").steps;
        let kept = (0..keep.len()).filter(|&index| keep[index]);
        let step = |(index, node): (usize, &Node)| Step {
            choice: node.choice,
            pinned: steps[index].pinned || index >= first,
            is_new: false,
            others: Vec::<Other>::new(),
            ..steps[index].clone()
        };
        kept.zip(&part.nodes).map(step).collect()
    }
}

/// The first of several operations that could be taken after the events for which `there`
/// holds.
fn first_arm(
    event: &Event,
    taken: &Taken,
    world: &World,
    trace: &Trace,
    there: impl Fn(usize) -> bool + Copy,
) -> Option<u8> {
    let select = &taken.select;
    let objects = select.numbers().flat_map(|number| select.objects(number));
    let states: Vec<_> = objects
        .map(|object| (object, world.state_after(object, trace, there)))
        .collect();
    let state = |object| {
        let found = states.iter().find(|(other, _)| *other == object);
        &found.expect("all objects of the step are there").1
    };
    let mut numbers = select.numbers();
    numbers.find(|&number| select.permits(event.thread, number, state))
}

/// The step that made a cut.
pub(super) fn planned(node: &Node, op: (Op, crate::trace::Site)) -> Step {
    let mut step = Step::new(node.thread, node.choice);
    step.pinned = true;
    step.is_new = false;
    step.op = Some(op);
    debug_assert!(is_access(op.0.action) || node.role == Role::Other);
    step
}
