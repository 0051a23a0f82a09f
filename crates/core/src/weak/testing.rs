//! What the oracle asks of the engine: every way to go on, and a graph's identity.

pub(crate) use super::Weak;
use super::node::{Choice, Source};
use super::{Other, Step};
use crate::op::ThreadId;
use crate::trace::Trace;
use crate::world::World;

/// A thread's next step with a choice.
#[derive(Clone, Copy, Debug)]
pub struct Decision {
    thread: ThreadId,
    choice: Choice,
    forced: bool,
}

impl Decision {
    pub fn thread(self) -> ThreadId {
        self.thread
    }
}

/// An event, by its thread and its place there; 0 for an atomic's first value.
type Name = (u16, u32);

/// An event of a graph, what it reads, what is chosen in it, and its causes.
type Event = (Name, Option<Name>, (bool, u8), Vec<u32>);

/// What all linear orders of a graph have in common.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Class {
    events: Vec<Event>,
    orders: Vec<Vec<Name>>,
}

impl Weak {
    /// The next step is this one.
    pub fn plan(&mut self, decision: Decision) {
        let mut step = Step::new(decision.thread, decision.choice);
        step.is_new = false;
        step.forced = decision.forced;
        self.steps().push(step);
    }

    /// All steps that can come next.
    pub fn decisions(&mut self, world: &World, trace: &Trace) -> Vec<Decision> {
        let mut all = Vec::new();
        for index in 0..world.threads.len() {
            let thread = ThreadId::from_index(index);
            if !self.is_enabled(thread, world, trace) {
                continue;
            }
            let pending = world.threads[index].pending.as_ref().expect("it can go on");
            let draft = self.draft(world, trace, thread);
            let step = self.choose(pending, &draft, world, trace);
            let others = step.others.iter().filter_map(|other| match other {
                Other::Choice(choice) => Some(*choice),
                Other::Cut(_) => None,
            });
            all.extend(
                [step.choice]
                    .into_iter()
                    .chain(others)
                    .map(|choice| Decision {
                        thread,
                        choice,
                        forced: step.forced,
                    }),
            );
        }
        all
    }

    /// The identity of the present graph.
    pub fn class(&self) -> Class {
        let name = |source: Source| {
            source.index().map_or((0, 0), |index| {
                let node = &self.graph.nodes[index];
                (node.thread.0, node.number)
            })
        };
        let mut events: Vec<_> = self
            .graph
            .nodes
            .iter()
            .map(|node| {
                let read = match node.choice.gate {
                    Some((_, source)) => Some(name(source)),
                    None => node.role.reads().then(|| name(node.choice.from)),
                };
                let mut causes = node.causes.to_vec();
                while causes.last() == Some(&0) {
                    causes.pop();
                }
                (
                    (node.thread.0, node.number),
                    read,
                    (node.choice.fails, node.choice.arm),
                    causes,
                )
            })
            .collect();
        events.sort();
        let order = |order: &Vec<Source>| order.iter().map(|&one| name(one)).collect();
        let mut orders: Vec<Vec<Name>> = self.graph.orders.iter().map(order).collect();
        orders.retain(|order| order.len() > 1);
        Class { events, orders }
    }
}
