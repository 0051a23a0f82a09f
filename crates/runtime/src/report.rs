//! What an exploration has found, and the file in which a runner reads it.

mod json;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Duration;

use crate::behaviour::Behaviour;
use crate::replay::{Retold, written};
use crate::simulations::OnMachine;
use crate::source::Sources;
use crate::witness::Witness;

/// A behaviour that was seen.
pub(crate) struct Seen {
    /// Executions that showed it.
    pub executions: u64,
    /// The simplest of them, if the behaviour was not expected.
    pub witness: Option<Witness>,
    /// How often one with as many preemptions may still be looked at.
    pub tries: u32,
}

/// Executions of a behaviour that are looked at for the sake of fewer switches alone.
const TRIES: u32 = 250;

impl Default for Seen {
    fn default() -> Self {
        Self {
            executions: 0,
            witness: None,
            tries: TRIES,
        }
    }
}

/// What memory does in an exploration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Memory {
    SequentiallyConsistent,
    Weak {
        /// How often, in an execution, a weak compare-and-exchange fails without a cause.
        spurious_failures: usize,
    },
}

impl Memory {
    /// As a report calls it.
    fn name(self) -> &'static str {
        match self {
            Self::SequentiallyConsistent => "sequentially consistent",
            Self::Weak { .. } => "weak",
        }
    }
}

/// What an exploration has found.
pub(crate) struct Report {
    pub check: String,
    pub memory: Memory,
    pub executions: u64,
    pub seen: BTreeMap<Behaviour, Seen>,
    /// What holds of the sections over all executions.
    pub sections: Vec<String>,
    /// For lines of these that tell what may be inside at once: how.
    pub inside: Vec<(String, Witness)>,
    /// For lines of these that tell what is never inside at once: what keeps it apart.
    pub apart: Vec<(String, Witness)>,
    /// The runs on simulated machines that the check asks for.
    pub simulations: Vec<OnMachine>,
    /// Whether the interleavings were explored at all, and not only machines simulated.
    pub explored: bool,
    /// What kept it from being exhaustive.
    pub bounded: Option<String>,
    /// Waits of each thread that could end without a cause.
    pub spurious_wakeups: u32,
    pub seconds: f64,
    /// The snapshot's lines for this check; none if there is no snapshot.
    pub expected: Option<Vec<String>>,
    pub real: Option<crate::real::Tried>,
    /// What has come of a replay, if it was one.
    pub retold: Option<Retold>,
    /// The longest that a thread sleeps, in virtual time.
    pub sleeps: Duration,
}

/// `deadlock: never` and `panic: never`, as a snapshot says it.
const NO_DEADLOCK: &str = "deadlock: never";
const NO_PANIC: &str = "panic: never";

impl Report {
    /// A report on nothing yet.
    pub fn empty(check: String, memory: Memory, expected: Option<Vec<String>>) -> Self {
        Self {
            check,
            memory,
            executions: 0,
            seen: BTreeMap::new(),
            sections: Vec::new(),
            inside: Vec::new(),
            apart: Vec::new(),
            simulations: Vec::new(),
            explored: true,
            bounded: None,
            spurious_wakeups: 0,
            seconds: 0.0,
            expected,
            real: None,
            retold: None,
            sleeps: Duration::ZERO,
        }
    }

    /// It is about one execution that was replayed.
    pub fn retell(&mut self, retold: Retold) {
        self.bounded = Some("one interleaving".to_owned());
        self.retold = Some(retold);
    }

    /// The schedule of the first witness, or of what was replayed.
    pub fn schedule(&self) -> Option<String> {
        let retold = self.retold.as_ref().map(|retold| retold.witness.as_ref());
        let first = || {
            self.unexpected()
                .first()
                .and_then(|(_, seen)| seen.witness.as_ref())
        };
        let inside = || {
            self.unexpected_inside()
                .first()
                .map(|(_, witness)| *witness)
        };
        let witness = retold.unwrap_or_else(|| first().or_else(inside))?;
        Some(written::schedule(witness, &mut Sources::default()))
    }

    /// Everything seen, as the lines of a snapshot.
    pub fn lines(&self) -> Vec<String> {
        let outcome = |behaviour: &Behaviour| matches!(behaviour, Behaviour::Outcome(_));
        let mut lines: Vec<String> = Vec::new();
        lines.extend(
            self.seen
                .keys()
                .filter(|b| outcome(b))
                .map(ToString::to_string),
        );
        lines.extend(self.sections.iter().cloned());
        lines.extend(self.facts());
        lines.extend(
            self.seen
                .keys()
                .filter(|b| !outcome(b))
                .map(ToString::to_string),
        );
        if !self.explored {
            return lines;
        }
        if !self.seen.keys().any(Behaviour::is_stuck) {
            lines.push(NO_DEADLOCK.to_owned());
        }
        if !self.seen.keys().any(Behaviour::is_crash) {
            lines.push(NO_PANIC.to_owned());
        }
        lines
    }

    /// The lines about simulations.
    pub fn facts(&self) -> Vec<String> {
        self.simulations.iter().flat_map(OnMachine::lines).collect()
    }

    /// Whether a line of the snapshot is about a simulation.
    pub fn is_fact(&self, line: &str) -> bool {
        self.simulations.iter().any(|on| on.is_about(line))
    }

    pub fn expects(&self, line: &str) -> bool {
        self.expected
            .as_ref()
            .is_none_or(|expected| expected.iter().any(|other| other == line))
    }

    /// Behaviours that were seen and should not be, simplest witness first.
    pub fn unexpected(&self) -> Vec<(&Behaviour, &Seen)> {
        let all = self.seen.iter();
        let mut all: Vec<_> = all.filter(|(b, _)| !self.expects(&b.to_string())).collect();
        all.sort_by_key(|(behaviour, seen)| {
            let cost = seen
                .witness
                .as_ref()
                .map(|w| (w.preemptions, w.steps.len()));
            let kind = (
                !behaviour.is_stuck() && !behaviour.is_crash(),
                behaviour.is_echo(),
            );
            (kind, cost)
        });
        all
    }

    /// Whether all results are right, and only sections or simulations show a fault: one
    /// that no test on real threads finds.
    pub fn only_too_serial(&self) -> bool {
        let differs = self.facts().iter().any(|line| !self.expects(line));
        self.bounded.is_none()
            && self.unexpected().is_empty()
            && (differs || !self.unexpected_sections().is_empty())
    }

    /// What holds of the sections and should not.
    pub fn unexpected_sections(&self) -> Vec<&String> {
        self.sections
            .iter()
            .filter(|line| !self.expects(line))
            .collect()
    }

    /// Executions in which more is inside at once than should be, each with the line
    /// that says so.
    pub fn unexpected_inside(&self) -> Vec<(&str, &Witness)> {
        let more = |line: &str| {
            let expected = self.expected_like(line);
            let fewer = expected.is_none_or(|expected| most(expected) < most(line));
            fewer || line.ends_with("may overlap")
        };
        self.unexpected_of(&self.inside, more)
    }

    /// Executions in which one keeps another out that should be inside at once with it.
    pub fn unexpected_apart(&self) -> Vec<(&str, &Witness)> {
        let less = |line: &str| {
            let expected = self.expected_like(line);
            expected.is_some_and(|expected| {
                most(expected) > most(line) || expected.ends_with("may overlap")
            })
        };
        self.unexpected_of(&self.apart, less)
    }

    /// What is expected of the section, or the pair, that the line is about.
    fn expected_like(&self, line: &str) -> Option<&String> {
        let subject = line.split(": ").next();
        let same = |other: &&String| other.split(": ").next() == subject;
        self.expected.iter().flatten().find(same)
    }

    fn unexpected_of<'a>(
        &self,
        all: &'a [(String, Witness)],
        wrong: impl Fn(&str) -> bool,
    ) -> Vec<(&'a str, &'a Witness)> {
        let all = all.iter().map(|(line, witness)| (line.as_str(), witness));
        all.filter(|(line, _)| !self.expects(line) && wrong(line))
            .collect()
    }

    /// What a solution can do, and this never does.
    pub fn missing(&self) -> Vec<&String> {
        let lines = self.lines();
        let expected = self.expected.iter().flatten();
        expected.filter(|line| !lines.contains(line)).collect()
    }

    pub fn passes(&self) -> bool {
        self.bounded.is_none()
            && self.expected.is_some()
            && self.unexpected().is_empty()
            && self.unexpected_sections().is_empty()
            && self.facts().iter().all(|line| self.expects(line))
            && self.missing().is_empty()
    }

    /// Whether all that its lines say is known for certain.
    pub fn is_complete(&self) -> bool {
        self.bounded.is_none() && !self.simulations.iter().any(OnMachine::is_bounded)
    }

    /// Whether every interleaving was explored, and what else of each.
    pub fn coverage(&self) -> String {
        if !self.explored {
            return "not explored, only simulated".to_owned();
        }
        if self.retold.is_some() {
            return "replayed: one interleaving".to_owned();
        }
        let mut coverage = match &self.bounded {
            None => "exhaustive".to_owned(),
            Some(bound) => format!("bounded: {bound}"),
        };
        if let Memory::Weak { spurious_failures } = self.memory {
            let failures = counted(spurious_failures, "spurious failure");
            coverage += &format!(", under weak memory with up to {failures} of an exchange");
        }
        if let Some(text) = self.spurious() {
            coverage += &format!(", with {text}");
        }
        coverage
    }

    /// How often threads could wake up without a cause, if they could.
    pub fn spurious(&self) -> Option<String> {
        let each = self.spurious_wakeups;
        let wakeups = counted(each as usize, "spurious wake-up");
        (each > 0).then(|| format!("up to {wakeups} a thread"))
    }

    /// Whether a run on real threads would take longer than a learner is to wait: there,
    /// who sleeps does sleep.
    pub fn sleeps_too_long(&self) -> bool {
        self.sleeps >= crate::real::HANGING
    }
}

/// `1 thing`, `2 things`.
fn counted(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}

/// How many may be inside at once, by the line of a section.
fn most(line: &str) -> usize {
    let mut words = line.split_whitespace();
    words.find_map(|word| word.parse().ok()).unwrap_or(0)
}

/// The runner's wishes, read before any of the learner's code runs.
pub(crate) struct Wishes {
    file: Option<PathBuf>,
    pub blessing: bool,
    /// Runs on real threads, and whether the runner asked for just so many.
    pub real_runs: u32,
    pub real_runs_given: bool,
    /// Nobody waits for the answer, so a check may take its whole time after another one
    /// has failed, too.
    pub patient: bool,
    /// An interleaving to replay, in place of exploring.
    pub schedule: Option<String>,
    /// This process is there to run one check on real threads, and to answer here.
    pub real_answer: Option<PathBuf>,
}

/// What the environment asks for, as it was when this was first called.
pub(crate) fn wishes() -> &'static Wishes {
    static WISHES: OnceLock<Wishes> = OnceLock::new();
    WISHES.get_or_init(|| Wishes {
        file: std::env::var_os("INTERLEAVE_REPORT").map(PathBuf::from),
        blessing: std::env::var_os("INTERLEAVE_BLESS").is_some(),
        real_runs: std::env::var("INTERLEAVE_REAL_RUNS")
            .ok()
            .and_then(|runs| runs.parse().ok())
            .unwrap_or(1000),
        real_runs_given: std::env::var_os("INTERLEAVE_REAL_RUNS").is_some(),
        patient: std::env::var_os("INTERLEAVE_PATIENT").is_some(),
        real_answer: std::env::var_os(crate::real::ANSWER).map(PathBuf::from),
        schedule: std::env::var_os("INTERLEAVE_REPLAY").map(|file| {
            let text = std::fs::read(file).unwrap_or_default();
            String::from_utf8_lossy(&text).into_owned()
        }),
    })
}

/// Whether a runner reads reports.
pub(crate) fn is_read() -> bool {
    wishes().file.is_some()
}

/// Adds one line to the report file, if there is one.
pub(crate) fn append(line: &str) {
    let Some(path) = &wishes().file else { return };
    let file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(path);
    let written = file.and_then(|mut file| file.write_all(format!("{line}\n").as_bytes()));
    if let Err(error) = written {
        let _ = writeln!(std::io::stderr(), "{}: {error}", path.display());
    }
}

#[cfg(unix)]
static DESCRIPTOR: std::sync::atomic::AtomicI32 = std::sync::atomic::AtomicI32::new(-1);

/// Keeps the report file open, for a signal handler.
#[cfg(unix)]
pub(crate) fn keep_open() {
    use std::os::fd::IntoRawFd;
    let Some(path) = &wishes().file else { return };
    if let Ok(file) = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)
    {
        DESCRIPTOR.store(file.into_raw_fd(), std::sync::atomic::Ordering::Relaxed);
    }
}

/// The open report file, or -1.
#[cfg(unix)]
pub(crate) fn descriptor() -> i32 {
    DESCRIPTOR.load(std::sync::atomic::Ordering::Relaxed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_coverage_tells_of_spurious_wake_ups() {
        let mut report = Report::empty("check".into(), Memory::SequentiallyConsistent, None);
        assert_eq!(report.coverage(), "exhaustive");
        report.spurious_wakeups = 1;
        assert_eq!(
            report.coverage(),
            "exhaustive, with up to 1 spurious wake-up a thread"
        );
        report.spurious_wakeups = 2;
        report.bounded = Some("at most 7 executions".into());
        assert_eq!(
            report.coverage(),
            "bounded: at most 7 executions, with up to 2 spurious wake-ups a thread"
        );
    }
}
