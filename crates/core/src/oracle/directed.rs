//! Steps taken in an order of the caller's, against the enumeration of all schedules: one
//! of its outcomes comes of them; and the longest chains, against the events themselves.

use super::generate::{self, Kinds, Random};
use super::naive;
use super::program::{Line, Machine, Program};
use crate::chain::Chains;
use crate::explorer::Explorer;
use crate::footprint::Footprint;
use crate::op::{Action, ObjectId, Op, ThreadId};

/// A step that was taken: whose it was, and how long the longest chain is that ends in it.
struct Taken {
    thread: usize,
    footprint: Footprint,
    chain: u64,
}

struct Run<'a> {
    program: &'a Program,
    explorer: Explorer,
    ids: Vec<ObjectId>,
    machines: Vec<Machine>,
    chains: Chains,
    taken: Vec<Taken>,
}

impl<'a> Run<'a> {
    fn of(program: &'a Program) -> Self {
        let mut explorer = Explorer::new(0);
        explorer.begin();
        let objects = program.objects.iter().zip(0..);
        let ids = objects
            .map(|(kind, name)| explorer.object(name, *kind))
            .collect();
        for _ in 1..program.threads.len() {
            explorer.spawn(ThreadId::MAIN);
        }
        Self {
            program,
            explorer,
            ids,
            machines: vec![Machine::default(); program.threads.len()],
            chains: Chains::default(),
            taken: Vec::new(),
        }
    }

    /// The threads that may go on, with their steps.
    fn enabled(&self) -> Vec<(usize, Op)> {
        let scripts = self.program.threads.iter().zip(&self.machines).enumerate();
        let next = scripts.filter_map(|(thread, (script, machine))| {
            Some((thread, machine.next(script, &self.ids)?))
        });
        let may = |(thread, op): &(usize, Op)| {
            self.explorer
                .may_take(ThreadId::from_index(*thread), op, false)
        };
        next.filter(may).collect()
    }

    /// Takes the step. The thread has then spent as much time as its number says.
    fn step(&mut self, thread: usize, op: &Op) {
        let id = ThreadId::from_index(thread);
        let footprint = self.explorer.footprint_now(id, op);
        let outcome = self.explorer.take_now(id, op, &mut self.chains);
        let chain = self.longest_before(thread, &footprint);
        assert_eq!(
            self.chains.longest(id),
            chain,
            "the chain of {thread} in {:?}",
            self.program
        );
        self.taken.push(Taken {
            thread,
            footprint,
            chain,
        });
        self.chains.lengthen(id, time(thread));
        self.machines[thread].resume(&self.program.threads[thread], outcome);
    }

    fn longest_before(&self, thread: usize, footprint: &Footprint) -> u64 {
        let before = self.taken.iter().map(|earlier| {
            if earlier.thread == thread {
                earlier.chain + time(thread)
            } else if earlier.footprint.conflicts(footprint) {
                earlier.chain
            } else {
                0
            }
        });
        before.max().unwrap_or(0)
    }
}

/// How long a thread takes between its steps.
fn time(thread: usize) -> u64 {
    thread as u64 + 1
}

/// Whether the caller would have to say when it may be taken.
fn needs_a_clock(line: &Line) -> bool {
    let paused = matches!(
        line.action,
        Action::SetTimer(_) | Action::Sleep | Action::Yield | Action::Spin
    );
    line.timed || paused
}

fn one_of_all_schedules(kinds: Kinds, seed: u64) {
    let mut random = Random::new(seed);
    let mut compared = 0;
    while compared < 300 {
        let program = generate::program(&mut random, kinds);
        if program.threads.iter().flatten().any(needs_a_clock) {
            continue;
        }
        let Some(all) = naive::enumerate(&program, 3_000) else {
            continue;
        };
        compared += 1;
        for _ in 0..4 {
            let mut run = Run::of(&program);
            loop {
                let enabled = run.enabled();
                if enabled.is_empty() {
                    break;
                }
                let (thread, op) = enabled[random.below(enabled.len())];
                run.step(thread, &op);
            }
            let result: Vec<_> = run.machines.iter().map(Machine::result).collect();
            assert!(all.outcomes.contains(&result), "{result:?} of {program:?}");
        }
    }
}

#[test]
fn atomics() {
    one_of_all_schedules(Kinds::Atomics, 0xd1ec_0001);
}

#[test]
fn locks() {
    one_of_all_schedules(Kinds::Locks, 0xd1ec_0002);
}

#[test]
fn channels() {
    one_of_all_schedules(Kinds::Channels, 0xd1ec_0003);
}

#[test]
fn waiting_and_waking() {
    one_of_all_schedules(Kinds::Waiting, 0xd1ec_0004);
}
