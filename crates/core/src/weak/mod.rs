//! Exploring executions under weak memory: loads may read older stores.
//!
//! Algorithm: M. Kokologiannakis, I. Marmanis, V. Gladstein, V. Vafeiadis, *Truly
//! Stateless, Optimal Dynamic Partial Order Reduction*, POPL 2022 (TruSt). Events are
//! added by a fixed rule (the first thread that can go on; the newest store). For each
//! event added, everything else is explored that it makes possible:
//! - another store for it to read, or another place among the stores ([`choices`]);
//! - for a store: earlier loads that read it instead. The graph is cut down to what came
//!   before the load and what caused the store ([`revisit`]);
//! - for a step on a lock, a channel and the like: that it came before earlier steps of
//!   others. It is the same cut, and those others come again after it ([`reorder`]).
//!
//! Invariants, for the steps of a [`Frame`] (a graph, in the order of its additions):
//! - A cut is made only where all that it removes had been added by the fixed rule, given
//!   what stays. So each graph is cut from one other only, and is explored once.
//! - What a cut has kept beyond its place is `pinned`: no later cut removes it.
//! - A graph is consistent before its execution begins: none is begun for nothing.
//! - Memory: a frame for each cut within a cut, of which there are no more than pairs of
//!   events, and for each step its unexplored choices.
//!
//! [`choices`]: self::choices
//! [`revisit`]: self::revisit
//! [`reorder`]: self::reorder

mod choices;
mod graph;
mod node;
mod pause;
mod perform;
mod plain;
mod reorder;
mod replay;
mod revisit;
#[cfg(test)]
pub(crate) mod testing;
mod total;
mod variant;

use self::graph::Graph;
use self::node::{Choice, Role, Source};
use crate::explorer::{Next, is_same_step};
use crate::footprint::{ALL, Access, Footprint};
use crate::object::State;
use crate::op::{Action, ObjectId, Op, ThreadId};
use crate::select::Select;
use crate::trace::{Site, Trace, Watched};
use crate::waiting::IDLE_ROUNDS;
use crate::world::{Pending, World};

pub use self::replay::Unfit;
pub use self::variant::{Variant, Which};

/// A step of a frame.
#[derive(Clone, Debug)]
struct Step {
    thread: ThreadId,
    choice: Choice,
    /// A cut has kept it.
    pinned: bool,
    /// A load that a cut has given another store to read.
    revisited: bool,
    /// A load after a pause, which reads what ended that.
    forced: bool,
    /// What it was, once it has been taken.
    op: Option<(Op, Site)>,
    /// What it makes possible has still to be found.
    is_new: bool,
    /// It has had another choice before.
    is_changed: bool,
    /// What it removed when it was taken before another step, by thread and number there.
    removed: Vec<(ThreadId, u32)>,
    others: Vec<Other>,
}

impl Step {
    fn new(thread: ThreadId, choice: Choice) -> Self {
        Self {
            thread,
            choice,
            pinned: false,
            revisited: false,
            forced: false,
            op: None,
            is_new: true,
            is_changed: false,
            removed: Vec::new(),
            others: Vec::new(),
        }
    }
}

/// What else is to be explored.
#[derive(Clone, Debug)]
enum Other {
    /// The same steps, but for the last one's choice.
    Choice(Choice),
    /// Other steps.
    Cut(Vec<Step>),
}

/// A graph that is being explored, with everything that follows on it.
#[derive(Debug)]
struct Frame {
    steps: Vec<Step>,
    /// What its first steps make possible is not explored from here.
    base: usize,
    /// Cuts made for threads that were blocked in the end.
    at_end: Vec<Other>,
}

/// The explorer's part for weak memory.
#[derive(Debug)]
pub struct Weak {
    frames: Vec<Frame>,
    graph: Graph,
    /// What the atomics' next loads must read, since a pause has ended for it.
    forced: Vec<Option<(ObjectId, Source)>>,
    spurious_failures: usize,
    idle_rounds: u32,
    idle_rounds_allowed: u32,
    inexact: bool,
    diverged: Option<Site>,
    /// Nothing is explored: see [`replay`].
    replays: bool,
}

impl Weak {
    /// At most so many weak compare-and-exchanges fail without a cause, in an execution.
    pub fn new(spurious_failures: usize) -> Self {
        let first = Frame {
            steps: Vec::new(),
            base: 0,
            at_end: Vec::new(),
        };
        Self {
            frames: vec![first],
            graph: Graph::default(),
            forced: Vec::new(),
            spurious_failures,
            idle_rounds: 0,
            idle_rounds_allowed: IDLE_ROUNDS,
            inexact: false,
            diverged: None,
            replays: false,
        }
    }

    pub fn begin(&mut self) {
        self.graph.clear();
        self.forced.clear();
        self.idle_rounds = self.idle_rounds_allowed;
    }

    /// Forgets all that was explored.
    pub fn restart(&mut self) {
        let (idle_rounds_allowed, replays) = (self.idle_rounds_allowed, self.replays);
        *self = Self::new(self.spurious_failures);
        self.idle_rounds_allowed = idle_rounds_allowed;
        self.replays = replays;
    }

    /// Never lets a waiting thread go on where nothing can change.
    #[cfg(test)]
    pub fn without_idle_rounds(&mut self) {
        self.idle_rounds_allowed = 0;
    }

    /// An atomic that this execution uses for the first time.
    pub fn atomic(&mut self, object: ObjectId, value: u64) {
        self.graph.atomic(object, value);
    }

    pub fn is_inexact(&self) -> bool {
        self.inexact
    }

    /// Where the planned step had been asked for, of a program that can't be repeated.
    pub fn diverged(&self) -> Option<Site> {
        self.diverged
    }

    /// Of an execution told in this order: for each event, the place of the last store
    /// before it that is newer than what it reads or writes.
    pub fn overlooked(&self, order: &[usize]) -> Vec<Option<usize>> {
        let newer = |place: usize| {
            let node = &self.graph.nodes[order[place]];
            let seen = match node.role {
                Role::Load => node.choice.from,
                Role::Store | Role::Update => Source::event(order[place]),
                Role::Fence | Role::Other => return None,
            };
            let seen = self.graph.position(node.object, seen);
            (0..place).rev().find(|&other| {
                let other = order[other];
                let store = &self.graph.nodes[other];
                store.role.writes()
                    && store.object == node.object
                    && self.graph.position(node.object, Source::event(other)) > seen
            })
        };
        (0..order.len()).map(newer).collect()
    }

    fn steps(&mut self) -> &mut Vec<Step> {
        let frame = self.frames.last_mut();
        &mut frame.expect("a frame is explored").steps
    }

    fn position(&self) -> usize {
        self.graph.nodes.len()
    }

    /// Who goes next. In a replay of which nothing is said, `current` if it can.
    pub fn next(
        &mut self,
        world: &World,
        trace: &Trace,
        max_steps: usize,
        current: ThreadId,
    ) -> Next {
        let position = self.position();
        if let Some(step) = self.steps().get(position) {
            let (thread, before) = (step.thread, step.op);
            return if is_as_before(world, thread, before) {
                Next::Run(thread)
            } else {
                self.diverged = before.map(|(_, site)| site);
                Next::Diverged(thread)
            };
        }
        if position >= max_steps {
            return Next::StepBound;
        }
        let first = self.replays.then_some(current);
        let ids = || (0..world.threads.len()).map(ThreadId::from_index);
        let mut in_turn = first.into_iter().chain(ids());
        if let Some(thread) = in_turn.find(|&id| self.is_enabled(id, world, trace)) {
            return Next::Run(thread);
        }
        let threads = &world.threads;
        if threads.iter().all(|thread| !thread.born || thread.finished) {
            return Next::Complete;
        }
        match ids().find(|&id| world.is_idle(id)) {
            None => Next::Stuck,
            Some(_) if self.idle_rounds == 0 => Next::Livelock,
            Some(waiting) => {
                self.idle_rounds -= 1;
                self.inexact = true;
                Next::Run(waiting)
            }
        }
    }

    /// Whether the thread can go on, with some choice.
    fn is_enabled(&self, id: ThreadId, world: &World, trace: &Trace) -> bool {
        let Some(pending) = &world.threads[id.index()].pending else {
            return false;
        };
        if let Some(select) = &pending.select {
            let mut numbers = select.numbers();
            return numbers.any(|number| self.may_select(id, pending, number, world, trace));
        }
        let permitted = pending.op.object == ObjectId::NONE || world.permits(id, &pending.op);
        permitted
            && (pending.watched.is_empty()
                || self.sync_changed(&pending.watched, world, trace, |_| true)
                || self.newest_gate(id, pending, world, trace).is_some())
    }

    /// Whether the thread may take this one of several operations.
    fn may_select(
        &self,
        id: ThreadId,
        pending: &Pending,
        number: u8,
        world: &World,
        trace: &Trace,
    ) -> bool {
        let waits = pending.select.as_ref();
        let waits = waits.is_some_and(|select| select.is_for_a_time(number));
        world.could_take(id, pending, Some(number))
            && (!waits
                || pending.watched.is_empty()
                || self.sync_changed(&pending.watched, world, trace, |_| true)
                || self.newest_gate(id, pending, world, trace).is_some())
    }

    /// Ends an execution. True if there is another one to explore.
    pub fn end(&mut self, world: &World, trace: &Trace) -> bool {
        if self.replays {
            return false;
        }
        self.explore_new(world, trace);
        let cuts = self.blocked_cuts(world, trace);
        let position = self.position();
        let frame = self.frames.last_mut().expect("a frame is explored");
        frame.steps.truncate(position);
        frame.at_end = cuts.into_iter().map(Other::Cut).collect();
        self.advance()
    }

    /// Goes to the last thing left to explore.
    fn advance(&mut self) -> bool {
        while let Some(frame) = self.frames.last_mut() {
            let depth = frame.steps.len();
            let other = match frame.at_end.pop() {
                Some(other) => Some(other),
                None if depth <= frame.base => {
                    self.frames.pop();
                    continue;
                }
                None => frame.steps[depth - 1].others.pop(),
            };
            match other {
                None => {
                    frame.steps.pop();
                }
                Some(Other::Choice(choice)) => {
                    let step = frame.steps.last_mut().expect("it has this choice");
                    step.choice = choice;
                    step.is_new = true;
                    step.is_changed = true;
                    return true;
                }
                Some(Other::Cut(steps)) => {
                    // A load that reads a new store may be a store itself, which is new.
                    let base = steps.iter().take_while(|step| !step.is_new).count();
                    self.frames.push(Frame {
                        steps,
                        base,
                        at_end: Vec::new(),
                    });
                    return true;
                }
            }
        }
        false
    }

    /// Finds what the last step makes possible, if that is still to be done.
    pub fn explore_new(&mut self, world: &World, trace: &Trace) {
        let Some(index) = self.position().checked_sub(1) else {
            return;
        };
        let step = &mut self.steps()[index];
        if !std::mem::take(&mut step.is_new) || self.replays {
            return;
        }
        let cuts = match self.graph.nodes[index].role {
            Role::Other => self.reorderings(index, world, trace),
            _ => self.revisits(index, world, trace),
        };
        let others = &mut self.steps()[index].others;
        others.extend(cuts.into_iter().map(Other::Cut));
    }
}

/// Whether the thread is about to do what it did when these steps were taken before.
fn is_as_before(world: &World, thread: ThreadId, before: Option<(Op, Site)>) -> bool {
    let pending = world.threads.get(thread.index());
    let Some(pending) = pending.and_then(|thread| thread.pending.as_ref()) else {
        return false;
    };
    let same = |(op, site): (Op, Site)| match &pending.select {
        // One of them: the place says which select it is.
        Some(_) => std::ptr::eq(site, pending.site) || site == pending.site,
        None => is_same_step((&op, site), (&pending.op, pending.site)),
    };
    before.is_none_or(same)
}

/// What a step that isn't an access depends on: all of each of its objects, whatever their
/// state. (What depends on the state is more exact, and leaves too much open: two steps
/// may be independent where they stand and dependent where one of them is moved to.)
fn footprint(op: &Op, select: Option<&Select>, watched: &[Watched], world: &World) -> Footprint {
    let clock = world.clock.filter(|_| op.timed);
    let watched = watched.iter().map(|seen| seen.object);
    let others = select.into_iter().flat_map(Select::ops);
    let ops = std::iter::once(op).chain(others);
    let of_ops = ops.flat_map(|op| [Some(op.object), op.also.map(|(object, _)| object)]);
    let objects = of_ops.chain([clock]).flatten().chain(watched);
    let mut footprint = Footprint::new();
    for object in objects {
        let is_there = |access: Access| access.object == object;
        if object != ObjectId::NONE && !is_atomic(world, object) && !footprint.iter().any(is_there)
        {
            footprint.push(Access {
                object,
                part: 0,
                touches: 1,
                hits: ALL,
            });
        }
    }
    footprint
}

/// Whether the object is an atomic.
fn is_atomic(world: &World, object: ObjectId) -> bool {
    object != ObjectId::NONE && matches!(world.objects[object.index()].state, State::Atomic(_))
}

/// Whether an action is on an atomic, whatever it is.
fn is_access(action: Action) -> bool {
    matches!(
        action,
        Action::Load(_) | Action::Store(..) | Action::Modify(..) | Action::CompareExchange { .. }
    )
}
