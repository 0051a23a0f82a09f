//! Behaviours: what one execution of a program is said to have done.
//!
//! From a model at the end of an execution to the lines of a report. What is expected
//! and what isn't is not decided here.

use std::fmt;

use interleave_core::op::{Action, Meet, Op, ThreadId};

use crate::model::{End, Model};

/// Something that a program can do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Behaviour {
    /// It runs to its end, with these values observed.
    Outcome(String),
    /// Threads wait for each other.
    Deadlock,
    /// A thread waits for a lock that it has itself.
    SelfDeadlock,
    /// A thread waits for what nobody can signal any more.
    LostWakeUp,
    /// The closure has returned, and a thread waits for ever.
    LeftWaiting,
    /// Threads go round and round without end.
    Livelock,
    /// A panic ends a thread.
    Panic(String),
    /// A thread may still run when the closure returns.
    LeftRunning,
    Exit(i32),
    Abort,
    Refused(String),
    TooManyThreads(usize),
    NotRepeatable,
}

impl fmt::Display for Behaviour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outcome(values) => f.write_str(values),
            Self::Deadlock => f.write_str("deadlock"),
            Self::SelfDeadlock => f.write_str("self-deadlock"),
            Self::LostWakeUp => f.write_str("lost wake-up"),
            Self::LeftWaiting => f.write_str("left waiting"),
            Self::Livelock => f.write_str("livelock"),
            Self::Panic(message) => write!(f, "panic: {message}"),
            Self::LeftRunning => f.write_str("left running"),
            Self::Exit(code) => write!(f, "exit({code})"),
            Self::Abort => f.write_str("abort"),
            Self::Refused(what) => write!(f, "refused: {what}"),
            Self::TooManyThreads(limit) => write!(f, "more than {limit} threads at once"),
            Self::NotRepeatable => f.write_str("not repeatable"),
        }
    }
}

impl Behaviour {
    /// Whether a program that does this waits without end.
    pub fn is_stuck(&self) -> bool {
        matches!(
            self,
            Self::Deadlock
                | Self::SelfDeadlock
                | Self::LostWakeUp
                | Self::LeftWaiting
                | Self::Livelock
        )
    }

    /// Whether it only passes on what happened in another thread.
    pub fn is_echo(&self) -> bool {
        matches!(self, Self::Panic(message) if message == "a scoped thread panicked")
    }

    /// Whether a program that does this ends in another way than by returning.
    pub fn is_crash(&self) -> bool {
        matches!(self, Self::Panic(_) | Self::Exit(_) | Self::Abort)
    }
}

/// What the execution that has just ended has done.
pub(crate) fn of(model: &Model, no_thread_left_running: bool) -> Vec<Behaviour> {
    let mut behaviours: Vec<Behaviour> = Vec::new();
    for panic in &model.escaped {
        let line = panic.message.lines().next().unwrap_or_default();
        behaviours.push(Behaviour::Panic(line.to_owned()));
    }
    let main_returned = model.explorer.is_finished(ThreadId::MAIN)
        && model
            .escaped
            .iter()
            .all(|panic| panic.thread != ThreadId::MAIN);
    if main_returned && !model.outcome.is_empty() {
        behaviours.push(Behaviour::Outcome(crate::run::text(&model.outcome)));
    }
    match model.end.as_ref() {
        Some(End::Stuck) => behaviours.push(stuck(model)),
        Some(End::Livelock | End::StepBound) => behaviours.push(Behaviour::Livelock),
        Some(End::Exit { code, .. }) => {
            behaviours.push(code.map_or(Behaviour::Abort, Behaviour::Exit));
        }
        Some(End::Refused { what, .. }) => behaviours.push(Behaviour::Refused(what.clone())),
        Some(End::TooManyThreads { .. }) => {
            behaviours.push(Behaviour::TooManyThreads(model.limits.threads));
        }
        Some(End::Diverged { .. }) => behaviours.push(Behaviour::NotRepeatable),
        Some(End::Complete | End::Known | End::Misfit(_)) | None => {
            if no_thread_left_running && !left_running(model).is_empty() {
                behaviours.push(Behaviour::LeftRunning);
            }
        }
    }
    behaviours.sort();
    behaviours.dedup();
    behaviours
}

/// Threads that can't go on, with what they wait to do.
pub(crate) fn waiting(model: &Model) -> Vec<(ThreadId, Op)> {
    model
        .numbered()
        .filter_map(|(id, _)| {
            let (op, _) = model.explorer.pending(id)?;
            Some((id, *op))
        })
        .collect()
}

fn stuck(model: &Model) -> Behaviour {
    let waiting = waiting(model);
    let in_the_way = |(id, op): &(ThreadId, Op)| model.explorer.in_the_way(*id, op);
    if waiting
        .iter()
        .any(|waits| in_the_way(waits).contains(&waits.0))
    {
        return Behaviour::SelfDeadlock;
    }
    if waiting.iter().any(|waits| !in_the_way(waits).is_empty()) {
        return Behaviour::Deadlock;
    }
    if model.explorer.is_finished(ThreadId::MAIN) {
        return Behaviour::LeftWaiting;
    }
    // Each end of a channel is somebody's, or the other one would be told: where several
    // wait for messages, it is for each other.
    let at_channels = waiting.iter().filter(|(_, op)| is_at_channel(op.action));
    if at_channels.count() > 1 {
        return Behaviour::Deadlock;
    }
    Behaviour::LostWakeUp
}

/// Whether a thread that can't do this waits for the other end of a channel.
pub(crate) fn is_at_channel(action: Action) -> bool {
    matches!(
        action,
        Action::Receive
            | Action::Send
            | Action::AwaitTaken
            | Action::Meet(_, Meet::Await(_) | Meet::Collect(_))
            | Action::Select
    )
}

/// Threads whose end is not ordered before the end of the main thread.
pub(crate) fn left_running(model: &Model) -> Vec<ThreadId> {
    let known = model.explorer.known_clock(ThreadId::MAIN);
    let others = model
        .numbered()
        .filter(|(_, thread)| thread.creator.is_some());
    others
        .map(|(id, _)| id)
        .filter(|id| {
            // An end that was waited for counts as one step more.
            let seen = known.get(id.index()).copied().unwrap_or(0);
            seen <= model.explorer.steps_of(*id)
        })
        .collect()
}
