//! Taking a step under weak memory: what is open about it is chosen (the newest first),
//! the event is added to the graph, and the program is told what came of it.

use std::sync::atomic::Ordering;

use super::choices::as_chosen;
use super::graph::Graph;
use super::node::{Choice, Clock, Known, Node, Role, Source, join, seen_by, tick};
use super::{Weak, is_access};
use crate::footprint::Footprint;
use crate::object::State;
use crate::op::{Action, Kind, ObjectId, Op, Outcome, Received, Sent, ThreadId};
use crate::trace::{Event, Trace};
use crate::world::{Pending, World};

impl Weak {
    /// What the thread knows before its next event.
    pub(super) fn known(&self, id: ThreadId, world: &World) -> Known {
        let thread = &world.threads[id.index()];
        let mut known = match (thread.last, thread.origin) {
            (Some(last), _) => self.graph.nodes[last].after.clone(),
            (None, Some(origin)) => Known {
                before: self.graph.nodes[origin].after.before.clone(),
                ..self.graph.ignorant()
            },
            (None, None) => self.graph.ignorant(),
        };
        if !thread.joined.is_empty() {
            let mut before = known.before.to_vec();
            for &ended in &thread.joined {
                join(&mut before, &self.known(ended, world).before);
                let steps = world.threads[ended.index()].steps;
                tick(&mut before, ended, steps + 1);
            }
            known.before = before.into();
        }
        known
    }

    /// Takes the step that the thread has announced.
    pub fn perform(
        &mut self,
        world: &mut World,
        trace: &mut Trace,
        thread: ThreadId,
        pending: Pending,
    ) -> Outcome {
        self.explore_new(world, trace);
        let index = self.position();
        let draft = self.draft(world, trace, thread);
        if index == self.steps().len() {
            let step = self.choose(&pending, &draft, world, trace);
            self.steps().push(step);
        }
        let step = &mut self.steps()[index];
        let select = step.choice.arm;
        step.op = Some((*pending.op_chosen(Some(select)), pending.site));
        let choice = step.choice;
        // In a replay every load can say what it reads.
        self.force(thread, choice.gate.filter(|_| !self.replays));
        if is_access(pending.op.action) || matches!(pending.op.action, Action::Fence(_)) {
            self.access(world, trace, draft, choice, pending)
        } else {
            self.synchronise(world, trace, draft, choice, pending)
        }
    }

    /// The thread's next event, with all that is known about it but what it does.
    pub(super) fn draft(&self, world: &World, trace: &Trace, thread: ThreadId) -> Node {
        let known = self.known(thread, world);
        let mut causes = vec![0; trace.width()];
        world.known_clock(thread, trace, &mut causes);
        let causes: Clock = causes.into();
        Node {
            thread,
            number: world.threads[thread.index()].steps + 1,
            object: ObjectId::NONE,
            role: Role::Other,
            order: Ordering::Relaxed,
            choice: Choice::NONE,
            value: 0,
            after: known.clone(),
            known,
            message: self.graph.nothing().clone(),
            own_causes: causes.clone(),
            causes,
        }
    }

    /// Adds an access to an atomic, or a fence.
    fn access(
        &mut self,
        world: &mut World,
        trace: &mut Trace,
        draft: Node,
        choice: Choice,
        pending: Pending,
    ) -> Outcome {
        let op = pending.op;
        let mut node = as_chosen(&self.graph, &draft, &op, choice);
        let mut causes = node.own_causes.to_vec();
        if node.role.reads() {
            self.add_cause(&mut causes, choice.from);
        }
        tick(&mut causes, node.thread, node.number);
        node.causes = causes.into();
        let outcome = outcome(&self.graph, &op, &node);
        let written = node.role.writes().then_some(node.value);
        self.graph.attach(node);
        self.record(world, trace, pending, outcome, written, Footprint::new());
        self.renew(world, op.object);
        outcome
    }

    fn add_cause(&self, causes: &mut Vec<u32>, source: Source) {
        if let Some(index) = source.index() {
            join(causes, &self.graph.nodes[index].causes);
        }
    }

    /// Adds a step on something that isn't an atomic. Its order among those it conflicts
    /// with is the order in which they are taken.
    fn synchronise(
        &mut self,
        world: &mut World,
        trace: &mut Trace,
        mut node: Node,
        choice: Choice,
        pending: Pending,
    ) -> Outcome {
        let op = *pending.op_chosen(Some(choice.arm));
        let select = pending.select.as_deref();
        let waits = select.is_none_or(|select| select.is_for_a_time(choice.arm));
        let watched = if choice.gate.is_some() || !waits {
            &[][..]
        } else {
            &pending.watched
        };
        let footprint = super::footprint(&op, select, watched, world);
        let outcome = match op.action {
            Action::Choose => Outcome::Taken(choice.fails),
            _ => {
                let taken = pending.taken(Some(choice.arm));
                world.apply_taken(node.thread, &op, taken.as_ref())
            }
        };
        let mut causes = node.own_causes.to_vec();
        let mut before = node.known.before.to_vec();
        for access in footprint.iter() {
            let object = &world.objects[access.object.index()];
            let hands_on = synchronises(object.kind, outcome);
            for &index in &object.history {
                let event = &trace.events[index];
                if event.footprint.iter().any(|other| access.conflicts(other)) {
                    join(&mut causes, &self.graph.nodes[index].causes);
                    if hands_on {
                        join(&mut before, &self.graph.nodes[index].after.before);
                    }
                }
            }
        }
        if let Some((_, source)) = choice.gate {
            self.add_cause(&mut causes, source);
        }
        tick(&mut causes, node.thread, node.number);
        node.causes = causes.into();
        node.known.before = before.into();
        node.choice = choice;
        self.graph.attach(node);
        self.record(world, trace, pending, outcome, None, footprint);
        outcome
    }

    /// Enters the graph's last event in the trace.
    fn record(
        &mut self,
        world: &mut World,
        trace: &mut Trace,
        pending: Pending,
        outcome: Outcome,
        written: Option<u64>,
        footprint: Footprint,
    ) {
        let index = self.position() - 1;
        let node = &self.graph.nodes[index];
        let (thread, number) = (node.thread, node.number);
        let arm = Some(node.choice.arm);
        let (op, taken) = (*pending.op_chosen(arm), pending.taken(arm));
        let Pending { site, watched, .. } = pending;
        let waited = !watched.is_empty();
        world.note_use(index, &op, &footprint);
        let event = Event {
            thread,
            number,
            op,
            taken,
            site,
            outcome,
            written,
            joined: world.threads[thread.index()].joined.as_slice().into(),
            after_pause: world.threads[thread.index()].gave_way,
            footprint,
            watched,
            races: 0,
        };
        let mut clock = node.causes.to_vec();
        clock.resize(trace.width(), 0);
        trace.push(event, &clock);
        world.take(thread, index, &op);
        if op.timed && outcome != Outcome::TimedOut {
            world.saw_change(thread);
        } else if waited {
            world.look_again(thread, site);
        }
    }

    /// The atomic stands at what its newest store has written.
    fn renew(&self, world: &mut World, object: ObjectId) {
        if object == ObjectId::NONE {
            return;
        }
        if let Some(&newest) = self.graph.order(object).last() {
            world.objects[object.index()].state = State::Atomic(self.graph.value(object, newest));
        }
    }

    /// Whether event `index` is a cause by this clock.
    pub(super) fn is_cause(&self, index: usize, causes: &[u32]) -> bool {
        let node = &self.graph.nodes[index];
        seen_by(causes, node.thread) >= node.number
    }
}

/// What the program is told.
fn outcome(graph: &Graph, op: &Op, node: &Node) -> Outcome {
    let read = |from| graph.value(op.object, from);
    match op.action {
        Action::Load(_) | Action::Modify(..) => Outcome::Value(read(node.choice.from)),
        Action::CompareExchange { .. } => Outcome::Exchanged {
            found: read(node.choice.from),
            success: node.role == Role::Update,
        },
        _ => Outcome::Done,
    }
}

/// Whether a step on such an object makes known what had happened before the steps that
/// it comes after. What finds nothing there, and what only tells the time, does not.
fn synchronises(kind: Kind, outcome: Outcome) -> bool {
    let idle = matches!(
        outcome,
        Outcome::TimedOut
            | Outcome::Taken(false)
            | Outcome::Sent(Sent::Full)
            | Outcome::Received(Received::Empty)
    );
    !idle && !matches!(kind, Kind::Clock | Kind::Output | Kind::Condvar)
}
