//! How long a program can take, said before it runs.

/// What a program does, as far as time goes.
pub enum Program {
    /// It works for so many units.
    Work(u64),
    /// It does these, each when the one before has ended.
    InTurn(Vec<Program>),
    /// It does each of these on a thread of its own, and has ended when all have.
    AtOnce(Vec<Program>),
}

use Program::{AtOnce, InTurn, Work};

/// Between which times a program ends, if no core is idle while something is ready to run.
pub struct Prediction {
    /// Not before: in whole units, rounded up.
    pub at_least: u64,
    /// And not after: in whole units, rounded down.
    pub at_most: u64,
}

/// All that there is to do, added up.
pub fn work(program: &Program) -> u64 {
    match program {
        Work(units) => *units,
        InTurn(parts) | AtOnce(parts) => parts.iter().map(work).sum(),
    }
}

/// The longest chain of things of which each has to wait for the one before.
pub fn span(program: &Program) -> u64 {
    match program {
        Work(units) => *units,
        InTurn(parts) => parts.iter().map(span).sum(),
        AtOnce(parts) => parts.iter().map(span).max().unwrap_or(0),
    }
}

/// When the program ends on so many cores. There is at least one.
pub fn predict(program: &Program, cores: u64) -> Prediction {
    let (work, span) = (work(program), span(program));
    Prediction {
        at_least: work.div_ceil(cores).max(span),
        at_most: work / cores + span,
    }
}

#[cfg(test)]
#[path = "../../../exercises/1-parallelism/speed-up/check.rs"]
mod check;
