//! The explorer: which execution to try next, so that every inequivalent one is tried
//! and none twice.
//!
//! Algorithm: Optimal-DPOR. P. Abdulla, S. Aronis, B. Jonsson, K. Sagonas, *Optimal
//! Dynamic Partial Order Reduction*, POPL 2014, algorithm 2; *Source Sets: A Foundation
//! for Optimal Dynamic Partial Order Reduction*, J. ACM 64(4), 2017, for steps that
//! block. Memory is sequentially consistent here.
//!
//! Invariants, for the prefix E before each event of the present execution (a [`Node`]):
//! - `asleep` holds steps that, taken at E, lead only where has been explored already.
//! - `wakeups` is a wakeup tree for E and `asleep` (see [`crate::wakeup`]): the
//!   continuations of E that are known to be needed and not yet explored.
//! - When the last execution through E ends, every class of executions that begins
//!   with E and has no step asleep at E has been explored, each in one execution.
//!
//! Two variants that look right and are not (both agree with an enumeration of all
//! schedules for programs of two and three threads, and miss executions with four):
//! looking only at races whose later event is new in this execution; and cutting the
//! reversing sequence at the later event instead of taking everything that doesn't
//! happen after the earlier one.
//!
//! What is not decided by an order of steps ([`crate::op::Action::Choose`]) is a step that
//! comes in two kinds: see `choosing.rs`.

mod asking;
mod choosing;
mod directed;
mod replaying;
mod reversing;
mod taking;
mod ways;

use crate::op::{Kind, ObjectId, Op, ThreadId};
use crate::trace::{Race, Site, Trace};
use crate::waiting::IDLE_ROUNDS;
use crate::wakeup::{Forest, Step, StepRef, Tree};
use crate::weak::Weak;
use crate::world::World;
use ways::Way;

pub use replaying::NoTurn;

/// Who goes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// This thread takes the step that it announced.
    Run(ThreadId),
    /// Every thread has finished.
    Complete,
    /// Some have not, and none of them can ever go on.
    Stuck,
    /// Threads only wait in loops for changes that nobody can make.
    Livelock,
    /// The execution has as many steps as allowed.
    StepBound,
    /// This thread is about to do something else than it did when the same steps had
    /// been taken before: the program can't be repeated.
    Diverged(ThreadId),
    /// Whatever can follow has been explored. Only where preemptions are bounded.
    Known,
}

/// What the explorer knows of the prefix before an event.
struct Node {
    /// Its steps asleep are those of the explorer's from here on, up to the next node's.
    asleep: usize,
    wakeups: Tree,
}

/// Explores a program, execution by execution.
///
/// The caller runs the program: it tells what each thread is about to do
/// ([`Explorer::announce`]), asks who goes next, and carries that step out
/// ([`Explorer::perform`]). See the crate's documentation for the order of calls.
pub struct Explorer {
    way: Way,
    world: World,
    trace: Trace,
    nodes: Vec<Node>,
    /// The steps asleep at each node, node after node.
    asleep: Vec<Step>,
    /// The races of each event with earlier ones, event after event.
    races: Vec<Race>,
    forest: Forest,
    /// Events that this execution takes over from the last one.
    replayed: usize,
    /// Events taken in this execution.
    position: usize,
    /// The step to take at the end of the replayed prefix, and what is to follow it.
    resume: Option<(Step, Tree)>,
    /// What is to follow the last step.
    plan: Tree,
    chosen: Option<ThreadId>,
    /// Where the planned step was asked for, if the last choice was planned.
    planned: Option<Site>,
    /// What is chosen in the step that comes next, if something is.
    choice: Option<u8>,
    max_steps: usize,
    /// How often waiting threads may still be let go on in this execution.
    idle_rounds: u32,
    idle_rounds_allowed: u32,
    inexact: bool,
    redundant: u64,
    /// Threads that wait for the end of another one.
    joining: u32,
    /// Whether the end of a thread is a step: somebody asks whether it has come.
    ends_are_steps: bool,
    /// This execution asks so.
    asks_for_end: bool,
    /// The clock that a thread knew before its new step.
    known: Vec<u32>,
    /// Empty: memory for [`reversing`].
    sequence: Vec<StepRef<'static>>,
    /// Where memory is weak, this decides instead.
    weak: Option<Box<Weak>>,
}

impl Explorer {
    /// An explorer that gives up an execution after `max_steps` steps.
    #[must_use]
    pub fn new(max_steps: usize) -> Self {
        Self {
            way: Way::Optimal,
            world: World::default(),
            trace: Trace::default(),
            nodes: Vec::new(),
            asleep: Vec::new(),
            races: Vec::new(),
            forest: Forest::default(),
            replayed: 0,
            position: 0,
            resume: None,
            plan: Tree::EMPTY,
            chosen: None,
            planned: None,
            choice: None,
            max_steps,
            idle_rounds: 0,
            idle_rounds_allowed: IDLE_ROUNDS,
            inexact: false,
            redundant: 0,
            joining: 0,
            ends_are_steps: false,
            asks_for_end: false,
            known: Vec::new(),
            sequence: Vec::new(),
            weak: None,
        }
    }

    /// Begins an execution.
    pub fn begin(&mut self) {
        if let Some(weak) = &mut self.weak {
            weak.begin();
            self.trace.truncate(0);
        }
        self.world.restart(self.trace.events.len());
        self.trace.widen(1);
        self.replayed = self.trace.events.len();
        self.position = 0;
        self.chosen = None;
        self.joining = 0;
        self.idle_rounds = self.idle_rounds_allowed;
    }

    /// An object that this execution uses for the first time. Objects of one name are
    /// the same object in every execution, so a name must not depend on the schedule.
    pub fn object(&mut self, name: u64, kind: Kind) -> ObjectId {
        let id = self.world.object(name, kind);
        self.made(id, kind)
    }

    /// An object of an earlier execution, used for the first time in this one: as
    /// [`Explorer::object`] with the name that gave `id`, which must be unused.
    pub fn renew(&mut self, id: ObjectId, kind: Kind) {
        self.world.renew(id, kind);
        self.made(id, kind);
    }

    /// An object that this execution may have used already: then it is that one.
    pub fn same_object(&mut self, name: u64, kind: Kind) -> ObjectId {
        self.world.same_object(name, kind)
    }

    /// A thread that `creator` has just created. No step: nobody else can tell when.
    pub fn spawn(&mut self, creator: ThreadId) -> ThreadId {
        let id = self.world.spawn(creator);
        self.trace.widen(self.world.threads.len());
        id
    }

    /// Who goes next. `current` is preferred where the choice is free.
    pub fn next(&mut self, current: ThreadId) -> Next {
        if let Some(thread) = self.joiner() {
            self.chosen = Some(thread);
            return Next::Run(thread);
        }
        if let Some(weak) = &mut self.weak {
            let next = weak.next(&self.world, &self.trace, self.max_steps, current);
            if let Next::Run(thread) = next {
                self.chosen = Some(thread);
            }
            return next;
        }
        if self.position < self.replayed {
            let thread = self.trace.events[self.position].thread;
            self.chosen = Some(thread);
            return if self.repeats(thread) {
                Next::Run(thread)
            } else {
                Next::Diverged(thread)
            };
        }
        if self.position >= self.max_steps {
            return Next::StepBound;
        }
        let next = self.next_by_way(current);
        if let Next::Run(thread) = next {
            self.chosen = Some(thread);
        }
        next
    }

    /// Who goes next where one execution of each class is explored.
    fn next_optimal(&mut self, current: ThreadId) -> Next {
        let choice = if let Some((step, then)) = self.resume.take() {
            self.plan = then;
            self.planned = Some(step.site);
            self.choice = step.choice;
            self.is_as_planned(&step).ok_or(step.thread).map(Some)
        } else {
            self.open_node(current)
        };
        match choice {
            Ok(Some(thread)) => Next::Run(thread),
            Ok(None) => {
                self.forget_nodes(self.position);
                let next = self.nobody();
                if let Next::Run(_) = next {
                    self.push_node();
                }
                next
            }
            Err(thread) => Next::Diverged(thread),
        }
    }

    /// Whether the thread is about to repeat what it did at this place before.
    #[inline]
    fn repeats(&self, thread: ThreadId) -> bool {
        let event = &self.trace.events[self.position];
        let Some(pending) = &self.world.threads[thread.index()].pending else {
            return false;
        };
        let is_select = event.taken.is_some() == pending.select.is_some();
        let op = pending.op_chosen(event.choice());
        is_select && same_step(&event.op, op) && same_site(event.site, pending.site)
    }

    /// A node after the last event: what slept before it, and is independent of it,
    /// sleeps on.
    fn push_node(&mut self) {
        let start = self.asleep.len();
        if let Some(last) = self.nodes.last() {
            let taken = &self.trace.events[self.nodes.len() - 1];
            for index in last.asleep..start {
                let step = &self.asleep[index];
                if step.thread != taken.thread && !step.footprint.conflicts(&taken.footprint) {
                    self.asleep.push(step.clone());
                }
            }
        }
        self.nodes.push(Node {
            asleep: start,
            wakeups: Tree::EMPTY,
        });
    }

    /// Forgets all nodes but the first `kept`.
    fn forget_nodes(&mut self, kept: usize) {
        while self.nodes.len() > kept {
            if let Some(mut node) = self.nodes.pop() {
                self.forest.clear(&mut node.wakeups);
                self.asleep.truncate(node.asleep);
            }
        }
    }

    /// Enters new ground: decides who goes on, as planned or else freely.
    fn open_node(&mut self, current: ThreadId) -> Result<Option<ThreadId>, ThreadId> {
        self.push_node();
        let mut plan = std::mem::take(&mut self.plan);
        let Some((step, then)) = self.forest.take_first(&mut plan) else {
            let Some((thread, choice)) = self.choose(current) else {
                return Ok(None);
            };
            self.choice = choice;
            self.plan_other_choice(thread);
            return Ok(Some(thread));
        };
        self.plan = then;
        if let Some(node) = self.nodes.last_mut() {
            node.wakeups = plan;
        }
        self.planned = Some(step.site);
        self.choice = step.choice;
        self.is_as_planned(&step).ok_or(step.thread).map(Some)
    }

    /// The step's thread, if it is about to take just that step. It took it in an
    /// earlier execution, after the same steps of its own.
    fn is_as_planned(&self, step: &Step) -> Option<ThreadId> {
        let pending = self.world.threads[step.thread.index()].pending.as_ref()?;
        if let Some(select) = &pending.select {
            let known = select.numbers().any(|number| step.choice == Some(number));
            return (known && same_site(step.site, pending.site)).then_some(step.thread);
        }
        let same_objects = step.footprint.iter().all(|access| {
            let second = pending.op.also.map(|(object, _)| object);
            access.object == pending.op.object
                || second == Some(access.object)
                || self.world.clock == Some(access.object)
                || !pending.watched.is_empty()
        });
        (same_objects && same_site(step.site, pending.site)).then_some(step.thread)
    }

    /// The current thread if it can go on, or the first that can; and which of several
    /// operations it takes.
    fn choose(&mut self, current: ThreadId) -> Option<(ThreadId, Option<u8>)> {
        let start = self.nodes.last().map_or(0, |node| node.asleep);
        let asleep = &self.asleep[start..];
        let sleeps_so = |id: ThreadId, choice: Option<u8>| {
            let same = |step: &Step| step.thread == id && step.choice == choice;
            asleep.iter().any(same)
        };
        // Of several operations, one that doesn't sleep.
        let awake = |id: ThreadId| {
            let pending = self.world.threads[id.index()].pending.as_ref();
            match pending.and_then(|pending| pending.select.as_ref()) {
                None => (!self.sleeps(id)).then_some((id, None)),
                Some(_) => {
                    let mut choices = self.world.choices(id, &self.trace);
                    let choice = choices.find(|&choice| !sleeps_so(id, choice));
                    choice.map(|choice| (id, choice))
                }
            }
        };
        if self.world.enabled(current, &self.trace)
            && let Some(choice) = awake(current)
        {
            return Some(choice);
        }
        let mut enabled = self
            .thread_ids()
            .filter(|&id| self.world.enabled(id, &self.trace))
            .peekable();
        let any = enabled.peek().is_some();
        let choice = enabled.find_map(awake);
        if any && choice.is_none() {
            self.redundant += 1;
        }
        choice
    }

    /// Ends an execution of those that are one of each class.
    fn end_optimal(&mut self) -> bool {
        self.forget_nodes(self.position);
        self.resume = None;
        self.forest.clear(&mut self.plan);
        self.plan_reversals();
        self.backtrack()
    }

    /// Goes back to the last prefix with something left to explore.
    fn backtrack(&mut self) -> bool {
        let left = self.nodes.iter().rposition(|node| !node.wakeups.is_empty());
        let kept = left.map_or(0, |depth| depth + 1);
        if let Some(node) = self.nodes.get(kept) {
            self.asleep.truncate(node.asleep);
        }
        self.nodes.truncate(kept);
        let Some(depth) = left else {
            self.races.clear();
            self.trace.truncate(0);
            return false;
        };
        // What has been taken here leads only where has been explored from now on. The
        // last node's steps asleep are the last ones of all.
        let event = &self.trace.events[depth];
        self.asleep.push(Step {
            thread: event.thread,
            site: event.site,
            choice: event.choice(),
            footprint: event.footprint.clone(),
        });
        self.races.truncate(event.races);
        self.trace.truncate(depth);
        self.resume = self.forest.take_first(&mut self.nodes[depth].wakeups);
        true
    }
}

/// Whether two steps are asked for at the same place (of which the compiler may keep
/// several copies).
#[inline]
fn same_site(a: Site, b: Site) -> bool {
    std::ptr::eq(a, b) || copies_of_one(a, b)
}

#[cold]
fn copies_of_one(a: Site, b: Site) -> bool {
    a == b
}

/// Whether two operations, with their places, are the same step of a program.
pub(crate) fn is_same_step(one: (&Op, Site), other: (&Op, Site)) -> bool {
    same_step(one.0, other.0) && same_site(one.1, other.1)
}

/// Whether two operations are the same step of a program: values may differ (an address
/// is another one in each execution).
fn same_step(a: &Op, b: &Op) -> bool {
    a.object == b.object
        && a.timed == b.timed
        && a.also.map(|(object, _)| object) == b.also.map(|(object, _)| object)
        && std::mem::discriminant(&a.action) == std::mem::discriminant(&b.action)
}
