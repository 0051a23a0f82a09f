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
    /// What the text of an outcome calls the value read.
    pub name: Option<char>,
}

impl Instruction {
    pub fn new(location: usize, step: Step, order: Ordering) -> Self {
        Self {
            step,
            location,
            order,
            only_if: None,
            name: None,
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
    /// Locations of which the text of an outcome says what they hold in the end.
    pub shown: Vec<usize>,
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

impl fmt::Debug for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => write!(f, "-"),
            Self::Value(value) => write!(f, "{value}"),
            Self::Exchanged { found, success } => {
                let result = if *success { "Ok" } else { "Err" };
                write!(f, "{result}({found})")
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
