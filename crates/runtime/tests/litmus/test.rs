//! What a litmus test is, and how it is checked.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use interleave::{Check, Run};

use crate::axioms::program::Litmus;
use crate::axioms::{self, Expected, notation};
use crate::replay;

/// The locations of a litmus test, all 0 at first.
pub struct Memory<'a> {
    pub x: AtomicU32,
    pub y: AtomicU32,
    pub z: AtomicU32,
    run: &'a Run,
}

impl<'a> Memory<'a> {
    fn new(run: &'a Run) -> Self {
        let [x, y, z] = [0; 3].map(AtomicU32::new);
        Self { x, y, z, run }
    }

    /// Makes a value part of the outcome.
    pub fn see(&self, name: &str, value: impl Debug) {
        self.run.observe(name, value);
    }
}

type Thread<'a> = Box<dyn Fn(&Memory) + Send + Sync + 'a>;

/// A small program, and everything that it may give. No outcome is listed twice.
pub struct Test<'a> {
    name: &'a str,
    program: Program<'a>,
    /// Outcomes where memory is sequentially consistent.
    sequential: BTreeSet<String>,
    /// Outcomes that weak memory adds.
    weak: BTreeSet<String>,
    /// What it never gives, though one might think so.
    never: BTreeSet<String>,
    /// How many executions there are, where that is known.
    executions: Executions,
}

#[derive(Default)]
struct Executions {
    sequential: Option<u64>,
    weak: Option<u64>,
}

enum Program<'a> {
    /// Threads without loops, in Rust and in the oracle's notation.
    Threads(Litmus, Vec<Thread<'a>>),
    Whole(Box<dyn Fn(&Run) -> bool + Send + Sync + 'a>),
}

/// Whether weak memory allows the outcome that a test is about, and in how many
/// executions.
#[derive(Clone, Copy)]
pub enum Weak {
    Allows(u64),
    Forbids(u64),
}

impl<'a> Test<'a> {
    fn new(name: &'a str, program: Program<'a>) -> Self {
        Self {
            name,
            program,
            sequential: BTreeSet::new(),
            weak: BTreeSet::new(),
            never: BTreeSet::new(),
            executions: Executions::default(),
        }
    }

    /// A litmus test in the oracle's notation; its threads in Rust are to follow.
    pub fn litmus(name: &'a str, formal: &str) -> Self {
        Self::new(name, Program::Threads(Litmus::parse(formal), Vec::new()))
    }

    /// The next thread of a litmus test.
    pub fn thread(mut self, thread: impl Fn(&Memory) + Send + Sync + 'a) -> Self {
        match &mut self.program {
            Program::Threads(_, threads) => threads.push(Box::new(thread)),
            Program::Whole(_) => panic!("{} is whole", self.name),
        }
        self
    }

    /// A program with loops, locks or channels.
    pub fn program(name: &'a str, program: impl Fn(&Run) + Send + Sync + 'a) -> Self {
        Self::counted(name, move |run| {
            program(run);
            true
        })
    }

    /// The same; of its executions count only those in which it gives `true`.
    pub fn counted(name: &'a str, program: impl Fn(&Run) -> bool + Send + Sync + 'a) -> Self {
        Self::new(name, Program::Whole(Box::new(program)))
    }

    /// What it gives where memory is sequentially consistent, in how many executions;
    /// and as many where it is weak, unless more is said.
    pub fn sequential<T: Into<String>>(
        mut self,
        executions: impl Into<Option<u64>>,
        outcomes: impl IntoIterator<Item = T>,
    ) -> Self {
        self.sequential = outcomes.into_iter().map(Into::into).collect();
        self.executions.sequential = executions.into();
        self.executions.weak = self.executions.sequential;
        self
    }

    /// Every name is 0 or 1, and every combination has one execution where memory is
    /// sequentially consistent, except for the one that the test is about.
    pub fn all_but(self, weak: Weak, outcome: &'static str) -> Self {
        let names = outcome.split(", ").map(|part| part.split(" = ").next());
        let names: Vec<&str> = names.flatten().collect();
        let text = |bits: u64| {
            let part = |(place, name)| format!("{name} = {}", bits >> place & 1);
            let parts: Vec<String> = names.iter().enumerate().map(part).collect();
            parts.join(", ")
        };
        let count = 1 << names.len();
        let others = (0..count).map(text).filter(|text| text != outcome);
        self.sequential(count - 1, others).weak(weak, [outcome])
    }

    /// What the test is about.
    pub fn weak<const N: usize>(mut self, weak: Weak, outcomes: [&str; N]) -> Self {
        let (executions, set) = match weak {
            Weak::Allows(executions) => (executions, &mut self.weak),
            Weak::Forbids(executions) => (executions, &mut self.never),
        };
        set.extend(outcomes.map(str::to_owned));
        self.executions.weak = Some(executions);
        self
    }

    /// What weak memory adds, in nobody knows how many executions.
    pub fn weak_adds<const N: usize>(mut self, outcomes: [&str; N]) -> Self {
        self.weak.extend(outcomes.map(str::to_owned));
        self.executions.weak = None;
        self
    }

    /// What it gives under neither memory.
    pub fn never<const N: usize>(mut self, outcomes: [&str; N]) -> Self {
        self.never.extend(outcomes.map(str::to_owned));
        self
    }

    /// Checks the answer against the oracle, and what is explored against the answer.
    #[track_caller]
    pub fn check(self) {
        let name = self.name;
        let all: BTreeSet<String> = self.sequential.union(&self.weak).cloned().collect();
        assert!(all.is_disjoint(&self.never), "{name}: never, and yet");
        assert!(
            self.weak.is_disjoint(&self.sequential),
            "{name}: listed twice"
        );
        if let Program::Threads(formal, _) = &self.program {
            let sequential = axioms::enumerate_sequential(formal);
            agree(
                name,
                formal,
                sequential,
                &self.sequential,
                self.executions.sequential,
            );
            agree(
                name,
                formal,
                axioms::enumerate(formal),
                &all,
                self.executions.weak,
            );
        }
        let (found, executions) = self.explore(Check::new());
        assert_eq!(
            found, self.sequential,
            "{name}, where memory is sequentially consistent"
        );
        if let Some(expected) = self.executions.sequential {
            assert_eq!(executions, expected, "executions of {name}");
        }
        let (found, executions) = self.explore(Check::new().weak_memory());
        assert_eq!(found, all, "{name}, where memory is weak");
        if let Some(expected) = self.executions.weak {
            assert_eq!(
                executions, expected,
                "executions of {name}, where memory is weak"
            );
        }
        let program = |run: &Run| {
            self.run(run);
        };
        replay::every_behaviour(name, &Check::new(), &program);
        replay::every_behaviour(name, &Check::new().weak_memory(), &program);
    }

    /// What it gives, and the number of its executions that count.
    #[track_caller]
    fn explore(&self, check: Check) -> (BTreeSet<String>, u64) {
        let others = ::core::sync::atomic::AtomicU64::new(0);
        let explored = check.explore(|run| {
            others.fetch_add(u64::from(!self.run(run)), Ordering::Relaxed);
        });
        assert!(explored.is_exhaustive(), "{} is too large", self.name);
        let counted = explored.executions() - others.load(Ordering::Relaxed);
        (explored.behaviours().into_iter().collect(), counted)
    }

    fn run(&self, run: &Run) -> bool {
        match &self.program {
            Program::Threads(formal, threads) => {
                run_threads(run, formal, threads);
                true
            }
            Program::Whole(program) => program(run),
        }
    }
}

fn run_threads(run: &Run, formal: &Litmus, threads: &[Thread]) {
    let memory = Memory::new(run);
    thread::scope(|s| {
        for thread in threads {
            s.spawn(|| thread(&memory));
        }
    });
    let locations = [("x", &memory.x), ("y", &memory.y), ("z", &memory.z)];
    for &place in &formal.shown {
        let (name, location) = locations[place];
        memory.see(name, location.load(Ordering::Relaxed));
    }
}

/// Holds what the axioms allow against an answer.
#[track_caller]
fn agree(
    name: &str,
    formal: &Litmus,
    allowed: Expected,
    answer: &BTreeSet<String>,
    executions: Option<u64>,
) {
    let outcomes = allowed.outcomes.iter();
    let texts: BTreeSet<String> = outcomes.map(|one| one.text(formal)).collect();
    assert_eq!(&texts, answer, "{name} by the axioms, {formal}");
    let graphs = allowed.graphs as u64;
    assert_eq!(
        Some(graphs),
        executions,
        "executions of {name} by the axioms, {formal}"
    );
}

/// A shape with its orderings in the places of the question marks.
pub fn formal(shape: &str, orderings: &[Ordering]) -> String {
    let places = shape.matches('?').count();
    assert_eq!(places, orderings.len(), "orderings of {shape}");
    let insert = |text: String, &order| text.replacen('?', notation::name(order), 1);
    orderings.iter().fold(shape.to_owned(), insert)
}
