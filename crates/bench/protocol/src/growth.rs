//! What is measured of how Interleave's speed depends on the size of a program.

use serde::{Deserialize, Serialize};

/// What grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Curve {
    /// Threads: two that race, and others that take two steps each on their own.
    Threads,
    /// Steps of two threads, all of them on one object.
    SharedSteps,
    /// Steps of two threads, nearly all of them on an object of the thread's own.
    OwnSteps,
    /// Steps, nearly all of them before any other thread is there.
    EarlySteps,
    /// Objects over which a fixed number of such steps is spread.
    Objects,
}

/// One point of a curve.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Point {
    /// How much there is of what grows.
    pub at: usize,
    /// Executions explored.
    pub executions: u64,
    /// Wall time for them.
    pub seconds: f64,
}

impl Curve {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Threads,
        Self::SharedSteps,
        Self::OwnSteps,
        Self::EarlySteps,
        Self::Objects,
    ];

    /// The word for it on a command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Threads => "threads",
            Self::SharedSteps => "shared-steps",
            Self::OwnSteps => "own-steps",
            Self::EarlySteps => "early-steps",
            Self::Objects => "objects",
        }
    }

    /// Where it is measured.
    #[must_use]
    pub fn points(self) -> &'static [usize] {
        match self {
            Self::Threads => &[2, 3, 4, 5, 6, 7, 8],
            Self::SharedSteps => &[20, 40, 100, 400, 1_000, 4_000, 10_000],
            Self::OwnSteps | Self::EarlySteps => &[30, 100, 400, 1_000, 4_000, 10_000],
            Self::Objects => &[1, 4, 16, 64, 256, 1_024],
        }
    }
}

impl Point {
    /// Executions a second.
    #[must_use]
    pub fn rate(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a rate is not exact")]
        let executions = self.executions as f64;
        executions / self.seconds
    }
}
