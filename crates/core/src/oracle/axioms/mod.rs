//! What a small program may do under weak memory, from the definitions alone.
//!
//! Source: O. Lahav, V. Vafeiadis, J. Kang, C.-K. Hur, D. Dreyer, *Repairing Sequential
//! Consistency in C/C++11*, PLDI 2017. An execution graph is the events of a run, which
//! write each read takes its value from (`rf`), and for each location an order of its
//! writes (`mo`). [`candidates`] makes every graph in which the values fit, and
//! [`rc11`] keeps those that the axioms allow. Nothing here knows of exploration,
//! clocks or reduction, and nothing is shared with the crate's own engines; it is slow,
//! and meant for programs of up to four threads and ten instructions
//! ([`program`]), which can be written as text ([`notation`]).
//!
//! Uses nothing of the rest of the crate, so that other tests can include it as well.

pub mod candidates;
mod graph;
pub mod notation;
pub mod program;
pub mod rc11;
mod relation;

use std::collections::BTreeSet;

use graph::Graph;
use program::{Litmus, Outcome};

/// What a program may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Everything that it may read and leave behind.
    pub outcomes: BTreeSet<Outcome>,
    /// How many graphs: events in program order, `rf` and `mo`.
    pub graphs: usize,
}

/// What `program` may do under RC11.
pub fn enumerate(program: &Litmus) -> Expected {
    enumerate_by(program, rc11::is_consistent)
}

/// What it may do if memory is sequentially consistent, and no compare-and-exchange
/// fails without a cause.
pub fn enumerate_sequential(program: &Litmus) -> Expected {
    let mut program = program.clone();
    program.spurious_failures = 0;
    enumerate_by(&program, rc11::is_sequential)
}

fn enumerate_by(program: &Litmus, allows: fn(&Graph) -> bool) -> Expected {
    let mut outcomes = BTreeSet::new();
    let mut graphs = 0;
    candidates::each(program, &mut |graph| {
        if allows(graph) {
            graphs += 1;
            outcomes.insert(graph.outcome(program));
        }
    });
    Expected { outcomes, graphs }
}
