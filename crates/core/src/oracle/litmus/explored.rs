//! The explorer on the oracle's programs.
//!
//! A main thread waits for the others, then reads what each location holds in the end.
//! That adds no executions: by then every write has happened.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering::SeqCst;

use super::{generate, genmc};
use crate::explorer::{Explorer, Next};
use crate::op::{self, Action, Change, Kind, ObjectId, Op, Shown, ThreadId};
use crate::oracle::axioms::program::{Instruction, Litmus, Outcome, Seen, Step};
use crate::oracle::axioms::{self, Expected};
use crate::oracle::generate::Random;
use crate::oracle::program::{add, site};

/// What an exploration found.
struct Found {
    outcomes: BTreeSet<Outcome>,
    executions: usize,
}

/// Explores `program`; `limit` executions at most.
fn explore(program: &Litmus, mut explorer: Explorer, limit: usize) -> Found {
    let mut found = Found {
        outcomes: BTreeSet::new(),
        executions: 0,
    };
    loop {
        explorer.begin();
        let execution = Execution::new(program, &mut explorer);
        found.outcomes.insert(execution.run());
        found.executions += 1;
        if !explorer.end() || found.executions >= limit {
            assert_eq!(explorer.redundant(), 0, "given up, of {program:?}");
            return found;
        }
    }
}

#[derive(Clone, Default)]
struct Thread {
    line: usize,
    register: u64,
}

struct Execution<'a> {
    program: &'a Litmus,
    explorer: &'a mut Explorer,
    locations: Vec<ObjectId>,
    lives: Vec<ObjectId>,
    /// The main thread first.
    threads: Vec<Thread>,
    outcome: Outcome,
}

impl<'a> Execution<'a> {
    fn new(program: &'a Litmus, explorer: &'a mut Explorer) -> Self {
        let initial = program.initial.iter().zip(0..);
        let atomic = |(&value, name)| explorer.object(name, Kind::Atomic(value, Shown::Unsigned));
        let locations = initial.map(atomic).collect();
        let names = (0..=program.threads.len() as u64).map(|thread| 1_000 + thread);
        let lives = names.map(|name| explorer.object(name, Kind::Thread));
        let lives = lives.collect();
        for _ in &program.threads {
            explorer.spawn(ThreadId::MAIN);
        }
        let nothing = |lines: &Vec<Instruction>| vec![Seen::Nothing; lines.len()];
        Self {
            program,
            explorer,
            locations,
            lives,
            threads: vec![Thread::default(); program.threads.len() + 1],
            outcome: Outcome {
                threads: program.threads.iter().map(nothing).collect(),
                last: Vec::new(),
            },
        }
    }

    fn run(mut self) -> Outcome {
        for thread in 0..self.threads.len() {
            self.go_on(thread);
        }
        let mut current = ThreadId::MAIN;
        loop {
            match self.explorer.next(current) {
                Next::Run(id) => {
                    current = id;
                    let outcome = self.explorer.perform();
                    self.take(id.index(), outcome);
                    self.go_on(id.index());
                }
                Next::Complete => return self.outcome,
                end => panic!("{end:?} in {:?}", self.program),
            }
        }
    }

    /// Does what is no step, and announces the thread's next one.
    fn go_on(&mut self, thread: usize) {
        let id = ThreadId::from_index(thread);
        while let Some((op, line)) = self.next(thread) {
            if let Some(outcome) = self.explorer.do_silently(id, &op) {
                self.take(thread, outcome);
            } else if self.explorer.announce(id, op, site(line)) {
                return;
            }
        }
        let finish = Op::new(self.lives[thread], Action::Finish);
        self.explorer.do_silently(id, &finish);
    }

    /// What the thread does next, and on which line.
    fn next(&mut self, thread: usize) -> Option<(Op, usize)> {
        if thread == 0 {
            let line = self.threads[0].line;
            return self.next_of_main(line).map(|op| (op, line));
        }
        let lines = &self.program.threads[thread - 1];
        let state = &mut self.threads[thread];
        while let Some(instruction) = lines.get(state.line) {
            let guard = instruction.only_if;
            if guard.is_none_or(|value| value == state.register) {
                let action = action(instruction, state.register);
                let object = match action {
                    Action::Fence(_) => ObjectId::NONE,
                    _ => self.locations[instruction.location],
                };
                return Some((Op::new(object, action), state.line));
            }
            state.line += 1;
        }
        None
    }

    fn next_of_main(&self, line: usize) -> Option<Op> {
        let others = self.program.threads.len();
        if line < others {
            return Some(Op::new(self.lives[line + 1], Action::Join));
        }
        let location = self.locations.get(line - others)?;
        Some(Op::new(*location, Action::Load(SeqCst)))
    }

    /// What comes of a step.
    fn take(&mut self, thread: usize, outcome: op::Outcome) {
        let line = self.threads[thread].line;
        self.threads[thread].line += 1;
        let seen = match outcome {
            op::Outcome::Value(value) => Seen::Value(value),
            op::Outcome::Exchanged { found, success } => Seen::Exchanged { found, success },
            _ => return,
        };
        let (Seen::Value(value) | Seen::Exchanged { found: value, .. }) = seen else {
            return;
        };
        if thread == 0 {
            return self.outcome.last.push(value);
        }
        self.outcome.threads[thread - 1][line] = seen;
        self.threads[thread].register = value;
    }
}

/// The explorer's word for an instruction.
fn action(instruction: &Instruction, register: u64) -> Action {
    let order = instruction.order;
    match instruction.step {
        Step::Load => Action::Load(order),
        Step::Store(value) => Action::Store(value.of(register), order),
        Step::Add(more) => add(more, order),
        Step::Swap(new) => {
            let change = Change {
                compute: |_, new| new,
                operand: new.of(register),
            };
            Action::Modify(order, change)
        }
        Step::CompareExchange {
            expected,
            new,
            failure,
            weak,
        } => Action::CompareExchange {
            expected,
            new,
            success: order,
            failure,
            weak,
        },
        Step::Fence => Action::Fence(order),
    }
}

/// Holds what an explorer finds against what is expected.
fn compare(program: &Litmus, explorer: Explorer, expected: &Expected) {
    let found = explore(program, explorer, 2 * expected.graphs + 10);
    assert_eq!(found.outcomes, expected.outcomes, "outcomes of {program:?}");
    assert_eq!(
        found.executions, expected.graphs,
        "executions of {program:?}"
    );
}

/// Exchanges whose ordering depends on what they find, with seq-cst all around: how they
/// end decides which graphs are allowed.
const EXCHANGES: [&str; 4] = [
    "x = 1 sc; y sc || add y 2 sc; weak x 1 2 sc rlx || x = r+1 sc",
    "z = 2 sc; y = r+1 sc || y = 1 sc; weak z 1 2 sc rlx || z = r+1 sc",
    "x = r+1 sc; y = r+1 sc || y = r+1 sc; weak x 1 2 sc rlx || x = 2 sc",
    "x = 1 sc; y sc || y = 2 sc; weak x 1 1 sc rlx || weak x 0 1 sc acq",
];

/// Programs that are known.
fn known() -> impl Iterator<Item = Litmus> {
    let exchanges = EXCHANGES.into_iter().map(Litmus::parse);
    genmc::all().map(|known| known.program).chain(exchanges)
}

/// Random ones.
fn random(seed: u64) -> impl Iterator<Item = Litmus> {
    let mut random = Random::new(seed);
    (0..crate::oracle::programs()).map(move |_| generate::litmus(&mut random))
}

#[test]
fn weak_executions_agree_with_graphs() {
    for program in known().chain(random(0x5eed_0202)) {
        let expected = axioms::enumerate(&program);
        let explorer = Explorer::new(1_000).weak_memory(program.spurious_failures);
        compare(&program, explorer, &expected);
    }
}

#[test]
fn sequentially_consistent_executions_agree_with_graphs() {
    for program in known().chain(random(0x5eed_0201)) {
        let expected = axioms::enumerate_sequential(&program);
        compare(&program, Explorer::new(1_000), &expected);
    }
}
