//! What is open about a step: the store that it reads, the place that its store has among
//! the others, what ends its waiting. The first choice is the one of the fixed rule.

use super::graph::Graph;
use super::node::{Choice, Node, Role};
use super::{Other, Step, Weak, is_access};
use crate::op::{Action, Op};
use crate::trace::Trace;
use crate::world::{Pending, World};

impl Weak {
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
        if pending.select.is_some() {
            choices = self.arms(pending, draft, world, trace);
        } else if !pending.watched.is_empty() {
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

    /// Those of several operations that can be taken, and what can end the waiting of one
    /// that waits for a time.
    fn arms(&self, pending: &Pending, draft: &Node, world: &World, trace: &Trace) -> Vec<Choice> {
        let select = pending.select.as_ref().expect("it is one of several");
        let may = |number: &u8| self.may_select(draft.thread, pending, *number, world, trace);
        let mut choices = Vec::new();
        for arm in select.numbers().filter(may) {
            if select.is_for_a_time(arm) && !pending.watched.is_empty() {
                let ends = self.waits(pending, draft, world, trace).into_iter();
                choices.extend(ends.map(|choice| Choice { arm, ..choice }));
            } else {
                choices.push(Choice {
                    arm,
                    ..Choice::NONE
                });
            }
        }
        choices
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
