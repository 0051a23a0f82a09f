//! The programs: instructions on a few locations, a register a thread.
//!
//! No loops. A thread's register holds the value that it read last (0 before); an
//! instruction can write it, and can depend on it.

use std::fmt;
use std::sync::atomic::Ordering;

/// A value to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    Constant(u64),
    /// What the register holds, plus this.
    Register(u64),
}

impl Value {
    pub fn of(self, register: u64) -> u64 {
        match self {
            Self::Constant(value) => value,
            Self::Register(more) => register.wrapping_add(more),
        }
    }
}

/// What an instruction does to its location.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Load,
    Store(Value),
    /// Adds to the value, in one step with reading it.
    Add(u64),
    /// Writes in one step with reading the value before.
    Swap(Value),
    CompareExchange {
        expected: u64,
        new: u64,
        /// The ordering where it finds something else.
        failure: Ordering,
        /// Whether it may fail although it finds what it expected.
        weak: bool,
    },
    /// Has no location.
    Fence,
}

/// One line of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instruction {
    pub step: Step,
    pub location: usize,
    pub order: Ordering,
    /// It is done only if the register holds this.
    pub only_if: Option<u64>,
}

impl Instruction {
    fn new(location: usize, step: Step, order: Ordering) -> Self {
        Self {
            step,
            location,
            order,
            only_if: None,
        }
    }

    /// The same, done only if the register holds this.
    pub fn only_if(mut self, value: u64) -> Self {
        self.only_if = Some(value);
        self
    }

    pub fn reads(&self) -> bool {
        !matches!(self.step, Step::Store(_) | Step::Fence)
    }

    pub fn may_write(&self) -> bool {
        !matches!(self.step, Step::Load | Step::Fence)
    }
}

/// A program.
#[derive(Clone, PartialEq, Eq)]
pub struct Litmus {
    /// The first value of each location.
    pub initial: Vec<u64>,
    pub threads: Vec<Vec<Instruction>>,
    /// How many weak compare-and-exchanges may fail without a cause in one execution.
    pub spurious_failures: usize,
}

impl Litmus {
    /// Locations that hold 0, as many as are named, and one failure without a cause.
    pub fn new<const N: usize>(threads: [Vec<Instruction>; N]) -> Self {
        let last = threads.iter().flatten().map(|line| line.location).max();
        Self {
            initial: vec![0; last.map_or(0, |last| last + 1)],
            threads: threads.into(),
            spurious_failures: 1,
        }
    }
}

/// What a thread sees of an instruction.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Seen {
    /// It was not done, or tells nothing.
    Nothing,
    Value(u64),
    Exchanged {
        found: u64,
        success: bool,
    },
}

/// What an execution gave.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Outcome {
    /// For each thread, what its instructions saw.
    pub threads: Vec<Vec<Seen>>,
    /// What each location holds in the end.
    pub last: Vec<u64>,
}

pub fn load(location: usize, order: Ordering) -> Instruction {
    Instruction::new(location, Step::Load, order)
}

pub fn store(location: usize, value: u64, order: Ordering) -> Instruction {
    Instruction::new(location, Step::Store(Value::Constant(value)), order)
}

/// Stores what the register holds, plus `more`.
pub fn store_register(location: usize, more: u64, order: Ordering) -> Instruction {
    Instruction::new(location, Step::Store(Value::Register(more)), order)
}

pub fn add(location: usize, more: u64, order: Ordering) -> Instruction {
    Instruction::new(location, Step::Add(more), order)
}

pub fn swap(location: usize, value: u64, order: Ordering) -> Instruction {
    Instruction::new(location, Step::Swap(Value::Constant(value)), order)
}

/// A strong compare-and-exchange; the orderings are those of success and failure.
pub fn exchange(
    location: usize,
    (expected, new): (u64, u64),
    (success, failure): (Ordering, Ordering),
) -> Instruction {
    let step = Step::CompareExchange {
        expected,
        new,
        failure,
        weak: false,
    };
    Instruction::new(location, step, success)
}

/// A weak compare-and-exchange.
pub fn exchange_weak(
    location: usize,
    values: (u64, u64),
    orders: (Ordering, Ordering),
) -> Instruction {
    let mut line = exchange(location, values, orders);
    if let Step::CompareExchange { weak, .. } = &mut line.step {
        *weak = true;
    }
    line
}

pub fn fence(order: Ordering) -> Instruction {
    Instruction::new(0, Step::Fence, order)
}

impl fmt::Debug for Litmus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "a program on {:?}:", self.initial)?;
        for (number, thread) in self.threads.iter().enumerate() {
            writeln!(f, "  thread {number}")?;
            for line in thread {
                write!(f, "    {}.{:?} {:?}", line.location, line.step, line.order)?;
                match line.only_if {
                    Some(value) => writeln!(f, " only if {value} was read")?,
                    None => writeln!(f)?,
                }
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => write!(f, "-"),
            Self::Value(value) => write!(f, "{value}"),
            Self::Exchanged { found, success } => {
                let mark = if *success { "ok" } else { "no" };
                write!(f, "{mark}({found})")
            }
        }
    }
}

impl fmt::Debug for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for thread in &self.threads {
            write!(f, "{thread:?} ")?;
        }
        write!(f, "then {:?}", self.last)
    }
}
