//! Weak memory: the explorer against an enumeration of all schedules with all choices, on
//! random small programs.
//!
//! The enumeration takes every thread that can go on at every step, with every store
//! that it can read and every place that its store can have, and counts the graphs that
//! come of it. It shares the rules of consistency with the explorer (they have oracles
//! of their own), and knows nothing of cuts.

use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;

use super::generate::{self, Kinds, Random};
use super::program::{self, Line, Machine, Program, explore_with, sites};
use crate::explorer::Explorer;
use crate::op::{Action, Kind, ObjectId, Op, Outcome, ThreadId};
use crate::trace::Trace;
use crate::weak::testing::{Class, Decision, Weak};
use crate::world::{Pending, World};

struct Run<'a> {
    program: &'a Program,
    world: World,
    trace: Trace,
    weak: Weak,
    machines: Vec<Machine>,
    ids: Vec<ObjectId>,
    sites: Vec<Vec<crate::trace::Site>>,
}

impl<'a> Run<'a> {
    fn of(program: &'a Program, decisions: &[Decision]) -> Self {
        let mut world = World::default();
        world.restart(0);
        let mut weak = Weak::new(1);
        weak.begin();
        let mut ids = Vec::new();
        for (kind, name) in program.objects.iter().zip(0..) {
            let id = world.object(name, *kind);
            if let Kind::Atomic(value, _) = *kind {
                weak.atomic(id, value);
            }
            ids.push(id);
        }
        for _ in 1..program.threads.len() {
            world.spawn(ThreadId::MAIN);
        }
        let mut trace = Trace::default();
        trace.widen(program.threads.len());
        let mut run = Self {
            program,
            world,
            trace,
            weak,
            machines: vec![Machine::default(); program.threads.len()],
            ids,
            sites: sites(program),
        };
        for thread in 0..program.threads.len() {
            run.announce(thread);
        }
        for decision in decisions {
            run.step(*decision);
        }
        run
    }

    fn script(&self, thread: usize) -> &'a [Line] {
        &self.program.threads[thread]
    }

    fn announce(&mut self, thread: usize) {
        let id = ThreadId::from_index(thread);
        loop {
            let machine = &self.machines[thread];
            let Some(op) = machine.next(self.script(thread), &self.ids) else {
                return;
            };
            let site = self.sites[thread][machine.line];
            let select = machine.select(self.script(thread), &self.ids).map(Rc::new);
            let mut op = op;
            op.timed |= select.as_ref().is_some_and(|select| {
                let pauses = |op: &Op| op.timed || matches!(op.action, Action::Until(_));
                select.ops().any(pauses)
            });
            if let Some(watched) = self.world.watch(id, &op, site, &self.trace) {
                self.world.threads[thread].pending = Some(Pending {
                    op,
                    select,
                    site,
                    watched,
                });
                return;
            }
            let script = self.script(thread);
            self.machines[thread].resume(script, Outcome::Done);
        }
    }

    fn step(&mut self, decision: Decision) {
        let id = decision.thread();
        let pending = self.world.threads[id.index()].pending.take().unwrap();
        self.weak.plan(decision);
        let outcome = self
            .weak
            .perform(&mut self.world, &mut self.trace, id, pending);
        let script = self.script(id.index());
        let arm = self.trace.events.last().and_then(|event| event.arm());
        self.machines[id.index()].resume_after(script, outcome, arm);
        self.announce(id.index());
    }
}

/// What the enumeration found.
struct Expected {
    outcomes: BTreeSet<program::Result>,
    classes: HashSet<Class>,
}

fn enumerate(program: &Program, limit: usize) -> Option<Expected> {
    let mut expected = Expected {
        outcomes: BTreeSet::new(),
        classes: HashSet::new(),
    };
    let mut open: Vec<Vec<Decision>> = vec![Vec::new()];
    let mut complete = 0;
    while let Some(decisions) = open.pop() {
        let mut run = Run::of(program, &decisions);
        let next = run.weak.decisions(&run.world, &run.trace);
        if next.is_empty() {
            complete += 1;
            let results = run.machines.iter().map(Machine::result);
            expected.outcomes.insert(results.collect());
            expected.classes.insert(run.weak.class());
        }
        for decision in next {
            open.push(decisions.iter().copied().chain([decision]).collect());
        }
        if complete > limit || open.len() > limit {
            return None;
        }
    }
    Some(expected)
}

/// How many executions explored a graph that had been explored before; `None` if there
/// are too many schedules to enumerate.
pub fn compare(program: &Program) -> Option<u64> {
    let expected = enumerate(program, 1_500)?;
    let classes = expected.classes.len() as u64;
    let explorer = Explorer::new(2_000).weak_memory(1);
    let found = explore_with(explorer, program, 10 * classes + 10);
    assert!(found.classes == expected.classes, "graphs of {program:?}");
    assert_eq!(found.outcomes, expected.outcomes, "outcomes of {program:?}");
    Some(found.executions - classes)
}

/// Compares programs of a kind; gives how many of them had executions repeated.
fn fuzz(kinds: Kinds, seed: u64) -> u64 {
    let mut random = Random::new(seed);
    let wanted = programs();
    let (mut compared, mut tried, mut repeated) = (0, 0, 0);
    while compared < wanted {
        tried += 1;
        if let Some(again) = compare(&generate::weakened(&mut random, kinds)) {
            compared += 1;
            repeated += u64::from(again > 0);
        }
        assert!(tried < 40 * wanted + 100, "too many programs are too large");
    }
    repeated
}

/// The enumeration is slow: fewer programs than elsewhere.
fn programs() -> u64 {
    super::programs() / 10
}

#[test]
fn weak_atomics_agree_with_all_graphs() {
    assert_eq!(0, fuzz(Kinds::Atomics, 0x5eed_0011));
}

#[test]
fn weak_locks_agree_with_all_graphs() {
    assert_eq!(0, fuzz(Kinds::Locks, 0x5eed_0012));
}

#[test]
fn weak_channels_agree_with_all_graphs() {
    assert_eq!(0, fuzz(Kinds::Channels, 0x5eed_0013));
}

#[test]
fn weak_waiting_agrees_with_all_graphs() {
    // Steps on two objects, which may be blocked by either, can come to the same graph
    // in two ways (see `weak::reorder`): seldom, and each time all of it.
    assert!(fuzz(Kinds::Waiting, 0x5eed_0014) <= programs() / 100);
}

#[test]
fn weak_everything_agrees_with_all_graphs() {
    assert!(fuzz(Kinds::All, 0x5eed_0015) <= programs() / 100);
}

#[test]
fn weak_alternatives_agree_with_all_graphs() {
    // Where several operations could move, some graphs come twice, as for other selects.
    assert!(fuzz(Kinds::Alternatives, 0x5eed_0017) <= programs() / 8 + 1);
}

/// Without atomics memory is no matter: as many executions as classes of schedules.
#[test]
fn without_atomics_nothing_is_weak() {
    let mut random = Random::new(0x5eed_0016);
    for _ in 0..super::programs() / 2 {
        let mut program = generate::program(&mut random, Kinds::All);
        for script in &mut program.threads {
            let uses_atomic = |line: &Line| {
                matches!(
                    line.action,
                    Action::Load(_) | Action::Store(..) | Action::Modify(..)
                ) || matches!(
                    line.action,
                    Action::CompareExchange { .. } | Action::Spin | Action::Yield
                )
            };
            if script.iter().any(uses_atomic) {
                script.clear();
            }
        }
        let Some(expected) = super::naive::enumerate(&program, 2_000) else {
            continue;
        };
        let explorer = Explorer::new(2_000).weak_memory(0);
        let found = program::explore_with(explorer, &program, 100_000);
        assert_eq!(found.outcomes, expected.outcomes, "of {program:?}");
        assert!(
            found.executions >= expected.classes as u64,
            "of {program:?}"
        );
    }
}
