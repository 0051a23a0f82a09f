//! What was measured, as one process writes it and another one reads it.

use std::any::Any;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// How an exploration came to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "how", content = "why")]
pub enum Ended {
    /// There was nothing left to explore.
    Complete,
    /// The time was up.
    TimeLimit,
    /// The tool stops at the first deadlock that it finds.
    FirstDeadlock,
    /// The tool gave up, in its own words.
    GaveUp(String),
    /// The tool can't explore such programs.
    Unsupported(String),
}

/// What one exploration gave.
#[derive(Clone, Debug)]
pub struct Explored {
    /// Executions of the program that were begun.
    pub executions: u64,
    /// What the executions gave, each thing once.
    pub outcomes: BTreeSet<String>,
    /// Whether that is all.
    pub ended: Ended,
}

/// What was measured of a program with a tool.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Measurement {
    /// See [`Explored::executions`].
    pub executions: u64,
    /// See [`Explored::outcomes`].
    pub outcomes: BTreeSet<String>,
    /// See [`Explored::ended`].
    pub ended: Ended,
    /// Wall time of the fastest run. A process's start is not in it.
    pub seconds: f64,
    /// Runs that were made.
    pub runs: u32,
}

impl Measurement {
    /// What was explored, in so many seconds at best.
    #[must_use]
    pub fn new(explored: Explored, seconds: f64, runs: u32) -> Self {
        let Explored {
            executions,
            outcomes,
            ended,
        } = explored;
        Self {
            executions,
            outcomes,
            ended,
            seconds,
            runs,
        }
    }

    /// Whether everything was explored.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.ended == Ended::Complete
    }
}

impl Ended {
    /// How an exploration ended that panics where it finds something wrong.
    pub(crate) fn of(result: Result<(), Box<dyn Any + Send>>) -> Self {
        let Err(payload) = result else {
            return Self::Complete;
        };
        let text = payload.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
        let line = text.unwrap_or("a panic").lines().next().unwrap_or_default();
        if line.starts_with("deadlock") {
            Self::FirstDeadlock
        } else {
            Self::GaveUp(line.to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Ended;

    #[test]
    fn a_panic_is_told_by_its_first_line() {
        let of = |text: &'static str| Ended::of(Err(Box::new(text)));
        assert_eq!(Ended::of(Ok(())), Ended::Complete);
        assert_eq!(of("deadlock! blocked tasks: [..]"), Ended::FirstDeadlock);
        assert_eq!(of("too long\nand so on"), Ended::GaveUp("too long".into()));
    }
}
