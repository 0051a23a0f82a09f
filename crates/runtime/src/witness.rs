//! A witness: one execution that shows a behaviour, told as simply as it can be.

use std::collections::BTreeMap;

use interleave_core::op::{Action, Kind, Op, Outcome, ThreadId};
use interleave_core::{Event, Site, witness};

use crate::model::{Model, Panic};

/// One step of a witness.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub thread: ThreadId,
    pub op: Op,
    pub site: Site,
    pub outcome: Outcome,
    pub written: Option<u64>,
    pub kind: Option<Kind>,
}

/// A thread that can't go on.
#[derive(Clone, Debug)]
pub(crate) struct Blocked {
    pub thread: ThreadId,
    pub op: Op,
    pub site: Site,
    /// Who has what it waits for, and where they took it.
    pub held_by: Vec<(ThreadId, Option<Site>)>,
}

/// An execution that shows a behaviour.
#[derive(Clone, Debug)]
pub(crate) struct Witness {
    pub preemptions: usize,
    pub steps: Vec<Step>,
    pub threads: BTreeMap<ThreadId, String>,
    pub blocked: Vec<Blocked>,
    pub panics: Vec<Panic>,
    pub end: Option<crate::model::End>,
    pub divergence: Option<(Site, Option<Site>)>,
    /// What each thread printed.
    pub printed: BTreeMap<ThreadId, String>,
}

impl Witness {
    /// The present execution as a witness, if that is simpler than `known`.
    pub fn simpler_than(model: &Model, known: Option<&Witness>) -> Option<Self> {
        let trace = model.explorer.trace();
        let limit = known.map_or(usize::MAX, |known| {
            let shorter = trace.events().len() < known.steps.len();
            known.preemptions + usize::from(shorter)
        });
        let telling = witness::fewest_preemptions(trace, limit)?;
        let steps = telling
            .order
            .iter()
            .map(|&index| step(model, &trace.events()[index]));
        Some(Self {
            preemptions: telling.preemptions,
            steps: steps.collect(),
            threads: names(model),
            blocked: blocked(model),
            panics: model.escaped.clone(),
            end: model.end.clone(),
            divergence: model.divergence,
            printed: printed(model),
        })
    }

    /// What a thread is called.
    pub fn name(&self, thread: ThreadId) -> &str {
        self.threads.get(&thread).map_or("a thread", String::as_str)
    }
}

fn step(model: &Model, event: &Event) -> Step {
    let known = event.op.object != interleave_core::op::ObjectId::NONE;
    Step {
        thread: event.thread,
        op: event.op,
        site: event.site,
        outcome: event.outcome,
        written: event.written,
        kind: known.then(|| model.explorer.kind(event.op.object)),
    }
}

/// A thread without a name is called by its number.
fn names(model: &Model) -> BTreeMap<ThreadId, String> {
    let numbered = (0_u16..).zip(&model.threads);
    numbered
        .map(|(number, thread)| {
            let name = thread
                .name
                .map_or_else(|| format!("thread {number}"), str::to_owned);
            (ThreadId(number), name)
        })
        .collect()
}

fn printed(model: &Model) -> BTreeMap<ThreadId, String> {
    let numbered = (0_u16..).zip(&model.threads);
    numbered
        .filter(|(_, thread)| !thread.printed.is_empty())
        .map(|(number, thread)| (ThreadId(number), thread.printed.clone()))
        .collect()
}

fn blocked(model: &Model) -> Vec<Blocked> {
    let waiting = crate::behaviour::waiting(model).into_iter();
    waiting
        .filter_map(|(thread, op)| {
            let (_, site) = model.explorer.pending(thread)?;
            let holders = model.explorer.in_the_way(&op).into_iter();
            let held_by = holders
                .map(|holder| (holder, taken_at(model, holder, &op)))
                .collect();
            Some(Blocked {
                thread,
                op,
                site,
                held_by,
            })
        })
        .collect()
}

/// Where `holder` took what `op` waits for.
fn taken_at(model: &Model, holder: ThreadId, op: &Op) -> Option<Site> {
    let events = model.explorer.trace().events().iter().rev();
    events
        .filter(|event| event.thread == holder)
        .find(|event| {
            let first = event.op.object == op.object && takes(event.op.action);
            let second = event
                .op
                .also
                .is_some_and(|(o, action)| o == op.object && takes(action));
            first || second
        })
        .map(|event| event.site)
}

fn takes(action: Action) -> bool {
    matches!(
        action,
        Action::Lock
            | Action::TryLock
            | Action::Share
            | Action::TryShare
            | Action::Begin
            | Action::Queue
    )
}
