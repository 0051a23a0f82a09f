//! What is said about an exercise and each of its checks. Plain data: who comes to
//! the verdict is in [`crate::judge`], how it looks in [`crate::render`].

use serde_json::Value;

/// How an exercise, or one check of it, came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Every interleaving gives what it should, and all were explored.
    Pass,
    /// Some interleaving gives something else.
    NotYet,
    /// rustc refuses the file.
    CompileError,
    /// There is no complete report to judge by.
    NoVerdict,
}

impl Status {
    const ALL: [Self; 4] = [
        Self::Pass,
        Self::NotYet,
        Self::CompileError,
        Self::NoVerdict,
    ];

    /// The word in JSON and in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::NotYet => "not-yet",
            Self::CompileError => "compile-error",
            Self::NoVerdict => "no-verdict",
        }
    }

    /// The status that `word` stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }

    /// The words a learner sees.
    pub fn shown(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::NotYet => "not yet",
            Self::CompileError => "compile error",
            Self::NoVerdict => "no verdict",
        }
    }
}

/// The verdict on one file: an exercise, a solution or a pitfall.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// How it came out.
    pub status: Status,
    /// How long its checks ran, compiling not counted.
    pub seconds: f64,
    /// Without a verdict: why. For a compile error: what rustc says, in colour.
    pub cause: Option<String>,
    /// What to do about the cause.
    pub way: Option<String>,
    /// The name of what made the check end itself, such as `stack-overflow`.
    pub problem: Option<String>,
    /// What else is worth a line, such as output that was left out.
    pub notes: Vec<String>,
    /// Each check, in the snapshot's order.
    pub checks: Vec<Check>,
    /// Whether the same files would get the same verdict again.
    pub lasting: bool,
}

impl Verdict {
    /// A verdict of this status with nothing else to say yet.
    pub fn new(status: Status, checks: Vec<Check>) -> Self {
        Self {
            status,
            seconds: 0.0,
            cause: None,
            way: None,
            problem: None,
            notes: Vec::new(),
            checks,
            lasting: true,
        }
    }

    /// How many interleavings were explored.
    pub fn executions(&self) -> u64 {
        self.checks.iter().map(|check| check.executions).sum()
    }

    /// The check whose story is told first.
    pub fn first_not_yet(&self) -> Option<&Check> {
        self.checks
            .iter()
            .find(|check| check.status == Status::NotYet)
    }
}

/// One check's part of a verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Its name.
    pub name: String,
    /// How it came out.
    pub status: Status,
    /// Whether interleavings were explored, and not only machines simulated.
    pub explored: bool,
    /// Whether every interleaving was explored.
    pub exhaustive: bool,
    /// What was explored, in the report's words.
    pub coverage: String,
    /// Whether loads could read older stores.
    pub weak_memory: bool,
    /// How many were.
    pub executions: u64,
    /// The behaviours that it must have.
    pub expected: Vec<String>,
    /// The behaviours that it has.
    pub seen: Vec<Seen>,
    /// The expected behaviours that no interleaving gives.
    pub missing: Vec<String>,
    /// What real threads gave.
    pub real_threads: Option<RealThreads>,
    /// The interleavings that show the unexpected, as the report has them.
    pub witnesses: Vec<Value>,
    /// Its runs on simulated machines, as the report has them.
    pub simulations: Vec<Value>,
    /// The snapshot's lines for this check, when blessing.
    pub lines: Vec<String>,
    /// The failure told as a text of 80 columns.
    pub story: String,
    /// In a replay: the line of the schedule that could not be followed.
    pub misfit: Option<u64>,
}

/// A behaviour and how often it was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its name.
    pub behaviour: String,
    /// In how many interleavings; `None` if it is about all of them together, such as
    /// whether two sections may overlap.
    pub executions: Option<u64>,
    /// Whether it should be.
    pub expected: bool,
}

/// How an unexpected behaviour fared on real threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RealThreads {
    /// How many runs.
    pub runs: u64,
    /// How many of them showed something unexpected.
    pub unexpected: u64,
}

impl Check {
    /// A check that nothing is known of.
    pub fn unheard(name: &str, status: Status, expected: &[String]) -> Self {
        Self {
            name: name.to_owned(),
            status,
            explored: true,
            exhaustive: false,
            coverage: "bounded: nothing was explored".to_owned(),
            weak_memory: false,
            executions: 0,
            expected: expected.to_vec(),
            seen: Vec::new(),
            missing: Vec::new(),
            real_threads: None,
            witnesses: Vec::new(),
            simulations: Vec::new(),
            lines: Vec::new(),
            story: String::new(),
            misfit: None,
        }
    }

    /// Whether all that its lines say is known for certain.
    pub fn is_complete(&self) -> bool {
        self.exhaustive || (!self.explored && !self.simulations.is_empty())
    }

    /// The first behaviour that should not be, or else the first that should be and isn't.
    pub fn fault(&self) -> Option<&str> {
        let unexpected = self.seen.iter().find(|seen| !seen.expected);
        unexpected
            .map(|seen| seen.behaviour.as_str())
            .or_else(|| self.missing.first().map(String::as_str))
    }
}
