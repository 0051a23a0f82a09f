//! Taking a step under weak memory: what is open about it is chosen (the newest first),
//! the event is added to the graph, and the program is told what came of it.

use std::sync::atomic::Ordering;

use super::graph::{self, Choice, Clock, Graph, Known, Node, Role, Source, seen_by};
use super::{Other, Step, Weak, is_access};
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
                graph::join(&mut before, &self.known(ended, world).before);
                let steps = world.threads[ended.index()].steps;
                graph::tick(&mut before, ended, steps + 1);
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
        step.op = Some((pending.op, pending.site));
        let choice = step.choice;
        self.force(thread, choice.gate);
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

    /// A step by the fixed rule, and the other choices that it has.
    pub(super) fn choose(
        &mut self,
        pending: &Pending,
        draft: &Node,
        world: &World,
        trace: &Trace,
    ) -> Step {
        let mut choices = Vec::new();
        let op = &pending.op;
        let mut forced = false;
        if !pending.watched.is_empty() {
            choices = self.waits(pending, draft, world, trace);
        } else if op.action == Action::Choose {
            let other = Choice {
                fails: true,
                ..Choice::NONE
            };
            choices.extend([Choice::NONE, other]);
        } else if is_access(op.action) {
            let source = match op.action {
                Action::Load(_) => self.forced(draft.thread, op.object),
                _ => None,
            };
            if let Some(from) = source {
                let choice = Choice {
                    from,
                    ..Choice::NONE
                };
                forced = self
                    .graph
                    .allows(&as_chosen(&self.graph, draft, op, choice));
                choices.extend(forced.then_some(choice));
            }
            if !forced {
                choices = self.accesses(op, draft);
            }
        }
        let mut choices = choices.into_iter();
        let mut step = Step::new(draft.thread, choices.next().unwrap_or(Choice::NONE));
        step.forced = forced;
        step.others = choices.map(Other::Choice).collect();
        step
    }

    /// What can end a thread's waiting.
    fn waits(&self, pending: &Pending, draft: &Node, world: &World, trace: &Trace) -> Vec<Choice> {
        let changed = self.sync_changed(&pending.watched, world, trace, |_| true);
        let known = &draft.known.before;
        let gates = self.gates(&pending.watched, known, world, trace, |_| true);
        let by_gate = gates.map(|gate| Choice {
            gate: Some(gate),
            ..Choice::NONE
        });
        changed
            .then_some(Choice::NONE)
            .into_iter()
            .chain(by_gate)
            .collect()
    }

    /// The stores that an access can read, or come after; the newest first.
    fn accesses(&mut self, op: &Op, draft: &Node) -> Vec<Choice> {
        let floor = self.graph.floor(op.object, &draft.known.before);
        let stores = self.graph.order(op.object)[floor..].to_vec();
        let mut choices = Vec::with_capacity(stores.len());
        for &store in stores.iter().rev() {
            let choice = match op.action {
                Action::Store(..) => Choice {
                    after: store,
                    ..Choice::NONE
                },
                _ => Choice {
                    from: store,
                    ..Choice::NONE
                },
            };
            let node = as_chosen(&self.graph, draft, op, choice);
            if choices.is_empty() || self.graph.allows(&node) {
                choices.push(choice);
            }
            if node.role == Role::Update && self.may_fail(op, &self.graph) {
                let fails = Choice {
                    fails: true,
                    ..choice
                };
                let node = as_chosen(&self.graph, draft, op, fails);
                if self.graph.allows(&node) {
                    choices.push(fails);
                }
            }
        }
        choices
    }

    /// Whether the step may fail without a cause.
    pub(super) fn may_fail(&self, op: &Op, graph: &Graph) -> bool {
        let failed = graph
            .nodes
            .iter()
            .filter(|node| node.choice.fails && node.role == Role::Load);
        matches!(op.action, Action::CompareExchange { weak: true, .. })
            && failed.count() < self.spurious_failures
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
        graph::tick(&mut causes, node.thread, node.number);
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
            graph::join(causes, &self.graph.nodes[index].causes);
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
        let op = pending.op;
        let watched = if choice.gate.is_some() {
            &[][..]
        } else {
            &pending.watched
        };
        let footprint = super::footprint(&op, watched, world);
        let outcome = match op.action {
            Action::Choose => Outcome::Taken(choice.fails),
            _ => world.apply(node.thread, &op),
        };
        let mut causes = node.own_causes.to_vec();
        let mut before = node.known.before.to_vec();
        for access in footprint.iter() {
            let object = &world.objects[access.object.index()];
            let hands_on = synchronises(object.kind, outcome);
            for &index in &object.history {
                let event = &trace.events[index];
                if event.footprint.iter().any(|other| access.conflicts(other)) {
                    graph::join(&mut causes, &self.graph.nodes[index].causes);
                    if hands_on {
                        graph::join(&mut before, &self.graph.nodes[index].after.before);
                    }
                }
            }
        }
        if let Some((_, source)) = choice.gate {
            self.add_cause(&mut causes, source);
        }
        graph::tick(&mut causes, node.thread, node.number);
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
        let Pending { op, site, watched } = pending;
        let waited = !watched.is_empty();
        world.note_use(index, &op, &footprint);
        let event = Event {
            thread,
            number,
            op,
            site,
            outcome,
            written,
            after_join: !world.threads[thread.index()].joined.is_empty(),
            footprint,
            watched,
            known: None,
            races: 0,
        };
        let mut clock = node.causes.to_vec();
        clock.resize(trace.width(), 0);
        trace.push(event, &clock);
        world.take(thread, index, &op);
        if waited {
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

/// The draft as an access with this choice.
pub(super) fn as_chosen(graph: &Graph, draft: &Node, op: &Op, choice: Choice) -> Node {
    let mut node = Node {
        object: op.object,
        choice,
        ..draft.clone()
    };
    (node.role, node.order) = match op.action {
        Action::Load(order) => (Role::Load, order),
        Action::Store(value, order) => {
            node.value = value;
            (Role::Store, order)
        }
        Action::Modify(order, change) => {
            node.value = change.of(graph.value(op.object, choice.from));
            (Role::Update, order)
        }
        Action::Fence(order) => (Role::Fence, order),
        Action::CompareExchange {
            expected,
            new,
            success,
            failure,
            ..
        } => {
            if !choice.fails && graph.value(op.object, choice.from) == expected {
                node.value = new;
                (Role::Update, success)
            } else {
                (Role::Load, failure)
            }
        }
        _ => unreachable!("not an access: {op:?}"),
    };
    node
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
