//! Execution graphs: events, and the paper's primitive relations on them.

use std::sync::atomic::Ordering;

use super::program::{Litmus, Outcome, Seen};
use super::relation::Relation;

/// What an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Read,
    Write,
    Fence,
}

/// An event of a graph.
#[derive(Clone, Debug)]
pub struct Event {
    /// None for a location's first value.
    pub thread: Option<usize>,
    pub sort: Sort,
    /// Means nothing for a fence.
    pub location: usize,
    /// None for a location's first value, which is no atomic access.
    pub order: Option<Ordering>,
    pub value: u64,
}

/// An execution graph. A thread's events are in program order, and the first values of
/// locations come before all others.
#[derive(Clone, Debug)]
pub struct Graph {
    pub events: Vec<Event>,
    pub rf: Relation,
    pub rmw: Relation,
    pub mo: Relation,
    /// What the threads' instructions saw.
    pub seen: Vec<Vec<Seen>>,
}

impl Graph {
    /// `sb`, with the first values before everything.
    pub fn program_order(&self) -> Relation {
        Relation::of(self.events.len(), |one, other| {
            let (a, b) = (self.events[one].thread, self.events[other].thread);
            match (a, b) {
                (None, Some(_)) => true,
                (Some(a), Some(b)) => a == b && one < other,
                (_, None) => false,
            }
        })
    }

    /// What the threads saw, and the last write to each location.
    pub fn outcome(&self, program: &Litmus) -> Outcome {
        let last = |location| {
            let mut writes = self.writes(location).into_iter();
            let last = writes.find(|&write| self.mo.row(write) == 0);
            self.events[last.expect("an order has a last")].value
        };
        Outcome {
            threads: self.seen.clone(),
            last: (0..program.initial.len()).map(last).collect(),
        }
    }

    /// The writes of a location, its first value first.
    pub fn writes(&self, location: usize) -> Vec<usize> {
        let events = self.events.iter().enumerate();
        let writes = events.filter(|(_, e)| e.sort == Sort::Write && e.location == location);
        writes.map(|(index, _)| index).collect()
    }
}
