//! What a tool has explored so far, for tools that don't tell it themselves. It can be
//! read at any time, so that something is known of a tool that has to be stopped.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::measurement::{Ended, Explored};

struct Tally {
    executions: u64,
    outcomes: BTreeSet<String>,
}

static TALLY: Mutex<Tally> = Mutex::new(Tally {
    executions: 0,
    outcomes: BTreeSet::new(),
});

fn tally() -> MutexGuard<'static, Tally> {
    TALLY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One execution, from inside: what a program is given.
pub struct Run(());

impl Run {
    /// An execution begins.
    #[must_use]
    pub fn begin() -> Self {
        tally().executions += 1;
        Self(())
    }

    /// The execution gives `name = value`. To be called once, when it ends.
    pub fn observe(&self, name: &str, value: impl Debug) {
        let outcome = format!("{name} = {value:?}");
        let mut tally = tally();
        if !tally.outcomes.contains(&outcome) {
            tally.outcomes.insert(outcome);
        }
    }
}

/// What was explored up to now.
pub(crate) fn so_far(ended: Ended) -> Explored {
    let tally = tally();
    Explored {
        executions: tally.executions,
        outcomes: tally.outcomes.clone(),
        ended,
    }
}

/// Explores with a tool that has its executions begin with [`Run::begin`], and panics
/// where it finds something wrong.
pub fn counted(explore: impl FnOnce()) -> Explored {
    *tally() = Tally {
        executions: 0,
        outcomes: BTreeSet::new(),
    };
    let ended = Ended::of(catch_unwind(AssertUnwindSafe(explore)));
    let mut explored = so_far(ended);
    if explored.ended == Ended::FirstDeadlock {
        explored.outcomes.insert("deadlock".to_owned());
    }
    explored
}
