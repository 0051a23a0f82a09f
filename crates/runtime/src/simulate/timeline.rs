//! What a simulated execution did: who ran when on which core, and who waited for what.

use std::fmt;
use std::panic::Location;

use interleave_core::op::ThreadId;

use super::simulated::Simulated;
use super::{Machine, Wait};
use crate::model::{End, Model};

/// What a core did for a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Activity {
    /// [`work`](crate::work).
    Work,
    /// Rounds of a waiting loop: `yield_now` or `spin_loop`, one unit each.
    Spin,
    /// The machine's cost of creating a thread.
    Spawn,
    /// The machine's cost of going on with another thread.
    Switch,
    /// The machine's cost of a lock that had to be waited for.
    HandOver,
}

/// A time in which a core did one thing for one thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Slice {
    /// The core's number, from 0.
    pub core: u16,
    /// The thread's number; 0 is the one that runs the closure.
    pub thread: u16,
    /// What it was busy with.
    pub activity: Activity,
    /// The first moment of it.
    pub from: u64,
    /// The first moment after it.
    pub to: u64,
}

impl Slice {
    /// How long it lasted.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.to - self.from
    }
}

/// A stay of a thread in a section (see [`Run::section`](crate::Run::section)).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stay {
    /// The section's name.
    pub name: &'static str,
    /// The thread's number.
    pub thread: u16,
    /// When it entered.
    pub from: u64,
    /// When it left; `None` if it never did.
    pub to: Option<u64>,
}

/// A thread of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Thread {
    /// The name that it was given; `main`, or `thread 1` and so on, if none.
    pub name: String,
    /// The number of the thread that created it; `None` for the one that ran the closure.
    pub creator: Option<u16>,
    /// When it was created.
    pub born: u64,
    /// When it ended; `None` if it never did.
    pub ended: Option<u64>,
}

/// How a simulation ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ended {
    /// Every thread ran to its end.
    Complete,
    /// Every thread ended, this one by a panic.
    Panicked {
        /// The thread's number.
        thread: u16,
        /// The panic's message.
        message: String,
    },
    /// Threads wait for what never comes: see the waits without an end.
    Deadlock,
    /// A thread takes step after step without any time passing.
    Endless {
        /// The thread's number.
        thread: u16,
        /// Its last step.
        site: &'static Location<'static>,
    },
    /// It is longer than [`Simulation::max_time`](crate::Simulation::max_time).
    OutOfTime,
    /// It has more steps than [`Simulation::max_steps`](crate::Simulation::max_steps).
    OutOfSteps,
    /// It created more threads than
    /// [`Simulation::max_threads`](crate::Simulation::max_threads) at once.
    TooManyThreads,
    /// The program ended itself: with this code, or (`None`) by `abort`.
    Exit(Option<i32>),
    /// It used something that can't be simulated.
    Refused {
        /// Its name.
        what: String,
        /// The way out.
        instead: String,
    },
}

/// An execution of a program in virtual time on a machine.
///
/// All times are in [units](crate::UNIT) of virtual time, from the beginning of the
/// execution. The same program on the same machine has the same timeline, always and
/// everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    pub(super) machine: Machine,
    pub(super) ended: Ended,
    pub(super) makespan: u64,
    pub(super) span: u64,
    pub(super) threads: Vec<Thread>,
    pub(super) slices: Vec<Slice>,
    pub(super) waits: Vec<Wait>,
    pub(super) stays: Vec<Stay>,
    observed: String,
    printed: String,
}

impl Timeline {
    /// What the model has to tell at the end of a simulated execution.
    pub(super) fn of(model: &mut Model, mut simulated: Simulated) -> Self {
        let mut slices = simulated.schedule.end();
        slices.sort_by_key(|slice| (slice.from, slice.core));
        let threads: Vec<Thread> = model
            .numbered()
            .zip(&simulated.actors)
            .map(|((id, thread), actor)| Thread {
                name: thread
                    .name
                    .map_or_else(|| unnamed(id.index()), str::to_owned),
                creator: thread.creator.map(|creator| creator.0),
                born: actor.born,
                ended: actor.ended,
            })
            .collect();
        let ids = (0..threads.len()).map(ThreadId::from_index);
        let span = ids.map(|id| simulated.chains.longest(id)).max();
        let mut waits = simulated.waits.all;
        waits.retain(|wait| wait.to != Some(wait.from));
        Self {
            machine: simulated.machine,
            ended: ended(model, simulated.bound),
            makespan: simulated.schedule.now(),
            span: span.unwrap_or(0),
            threads,
            slices,
            waits,
            stays: simulated.stays,
            observed: crate::run::text(&model.outcome),
            printed: model.printed.clone(),
        }
    }

    /// The machine that it was simulated on.
    #[must_use]
    pub fn machine(&self) -> Machine {
        self.machine
    }

    /// How it ended. Figures of one that isn't [`Ended::Complete`] go up to its end.
    #[must_use]
    pub fn ended(&self) -> &Ended {
        &self.ended
    }

    /// The threads; a thread's number is its place. They are numbered in the order in
    /// which they were created, and 0 is the one that ran the closure.
    #[must_use]
    pub fn threads(&self) -> &[Thread] {
        &self.threads
    }

    /// Who ran when on which core, by time, then by core. What follows without a gap, on
    /// one core for one thread, is one slice, even if it took several quanta.
    #[must_use]
    pub fn slices(&self) -> &[Slice] {
        &self.slices
    }

    /// Who waited for what and how long, in the order in which the waits began.
    ///
    /// A thread that is ready and only lacks a core doesn't wait in this sense, and a wait
    /// that took no time is none.
    #[must_use]
    pub fn waits(&self) -> &[Wait] {
        &self.waits
    }

    /// Who was in which section, in the order in which they were entered.
    #[must_use]
    pub fn stays(&self) -> &[Stay] {
        &self.stays
    }

    /// What the program observed, as a report lists it: `total = 2`.
    #[must_use]
    pub fn observed(&self) -> &str {
        &self.observed
    }

    /// What the program printed.
    #[must_use]
    pub fn printed(&self) -> &str {
        &self.printed
    }
}

/// What a thread without a name is called.
pub(super) fn unnamed(thread: usize) -> String {
    format!("thread {thread}")
}

fn ended(model: &Model, bound: Option<Ended>) -> Ended {
    if let Some(bound) = bound {
        return bound;
    }
    match &model.end {
        Some(End::Exit { code, .. }) => Ended::Exit(*code),
        Some(End::Refused { what, instead, .. }) => Ended::Refused {
            what: what.clone(),
            instead: instead.clone(),
        },
        Some(End::TooManyThreads { .. }) => Ended::TooManyThreads,
        Some(End::Stuck) => Ended::Deadlock,
        _ => match model.escaped.first() {
            Some(panic) => Ended::Panicked {
                thread: panic.thread.0,
                message: panic.message.clone(),
            },
            None => Ended::Complete,
        },
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = |site: &Location<'_>| {
            let name = crate::source::file_name(site.file());
            format!("{name}:{}", site.line())
        };
        match self {
            Self::Complete => f.write_str("complete"),
            Self::Panicked { thread, message } => {
                let message = message.lines().next().unwrap_or_default();
                write!(f, "panic in {}: {message}", name_of(*thread))
            }
            Self::Deadlock => f.write_str("deadlock"),
            Self::Endless { thread, site } => {
                let thread = name_of(*thread);
                write!(f, "endless loop without time in {thread} at {}", file(site))
            }
            Self::OutOfTime => f.write_str("stopped at the bound on time"),
            Self::OutOfSteps => f.write_str("stopped at the bound on steps"),
            Self::TooManyThreads => f.write_str("too many threads"),
            Self::Exit(Some(code)) => write!(f, "exit({code})"),
            Self::Exit(None) => f.write_str("abort"),
            Self::Refused { what, instead } => write!(f, "{what} can't be simulated: {instead}"),
        }
    }
}

/// What a thread is called if only its number is known.
fn name_of(thread: u16) -> String {
    match thread {
        0 => "main".to_owned(),
        _ => unnamed(usize::from(thread)),
    }
}
