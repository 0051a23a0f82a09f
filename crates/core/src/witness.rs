//! The simplest telling of an execution: of all orders of its events that come to the
//! same, one with the fewest preemptions.
//!
//! A preemption is a switch away from a thread that could have gone on. The search is
//! breadth first over the cuts of the execution (how many events of each thread have
//! been taken) and the thread that took the last one, switches that preempt counting
//! one. It explores nothing: the events and their outcomes are given.

use std::collections::{HashMap, VecDeque};

use crate::op::{Action, ThreadId};
use crate::trace::Trace;

/// Cuts to look at before giving up on long executions.
const PATIENCE: usize = 200_000;

/// An order of events, as indices into the trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// The events in the order to tell them.
    pub order: Vec<usize>,
    /// Switches away from a thread that could have gone on.
    pub preemptions: usize,
}

/// The order with the fewest preemptions, if that is fewer than `limit`.
#[must_use]
pub fn fewest_preemptions(trace: &Trace, limit: usize) -> Option<Telling> {
    Search::new(trace).run(limit)
}

struct Search<'a> {
    trace: &'a Trace,
    /// Each thread's events, in its order.
    threads: Vec<(ThreadId, Vec<usize>)>,
}

/// Events taken of each thread, and who took the last.
type Cut = (Vec<u32>, usize);

impl<'a> Search<'a> {
    fn new(trace: &'a Trace) -> Self {
        let mut threads: Vec<(ThreadId, Vec<usize>)> = Vec::new();
        for (index, event) in trace.events().iter().enumerate() {
            match threads.iter_mut().find(|(id, _)| *id == event.thread) {
                Some((_, events)) => events.push(index),
                None => threads.push((event.thread, vec![index])),
            }
        }
        threads.sort_by_key(|(id, _)| *id);
        Self { trace, threads }
    }

    fn run(&self, limit: usize) -> Option<Telling> {
        let start: Cut = (vec![0; self.threads.len()], usize::MAX);
        let mut reached: HashMap<Cut, (usize, Option<Cut>)> = HashMap::new();
        reached.insert(start.clone(), (0, None));
        let mut queue = VecDeque::from([start]);
        while let Some(cut) = queue.pop_front() {
            let cost = reached[&cut].0;
            if self.is_whole(&cut) {
                return Some(self.tell(&cut, &reached, cost));
            }
            if reached.len() > PATIENCE {
                return self.as_it_was(limit);
            }
            // Backwards: of those that cost nothing, the lowest comes to the front.
            for thread in (0..self.threads.len()).rev() {
                let Some(next) = self.take(&cut, thread) else {
                    continue;
                };
                let cost = cost + usize::from(self.preempts(&cut, thread));
                let better = reached.get(&next).is_none_or(|(known, _)| cost < *known);
                if cost < limit && better {
                    let free = cost == reached[&cut].0;
                    reached.insert(next.clone(), (cost, Some(cut.clone())));
                    if free {
                        queue.push_front(next);
                    } else {
                        queue.push_back(next);
                    }
                }
            }
        }
        None
    }

    fn is_whole(&self, (taken, _): &Cut) -> bool {
        taken.iter().map(|&taken| taken as usize).sum::<usize>() == self.trace.events().len()
    }

    /// The thread's next event, if what happened before it has been taken.
    fn ready(&self, (taken, _): &Cut, thread: usize) -> Option<usize> {
        let (_, events) = &self.threads[thread];
        let index = *events.get(taken[thread] as usize)?;
        let known = |(other, (id, _)): (usize, &(ThreadId, Vec<usize>))| {
            // A thread's end counts as one event more than it has.
            let seen = self.trace.seen(index, *id);
            let events = u32::try_from(self.threads[other].1.len()).unwrap_or(u32::MAX);
            other == thread || seen.min(events) <= taken[other]
        };
        self.threads.iter().enumerate().all(known).then_some(index)
    }

    fn take(&self, cut: &Cut, thread: usize) -> Option<Cut> {
        self.ready(cut, thread)?;
        let mut taken = cut.0.clone();
        taken[thread] += 1;
        Some((taken, thread))
    }

    /// Whether going on with `thread` takes the turn from one that could go on.
    fn preempts(&self, cut: &Cut, thread: usize) -> bool {
        let last = cut.1;
        if last == usize::MAX || last == thread {
            return false;
        }
        let (_, events) = &self.threads[last];
        match events.get(cut.0[last] as usize) {
            None => false,
            Some(&next) => self.ready(cut, last).is_some() || !self.may_wait(next),
        }
    }

    /// Whether the event's operation may keep its thread waiting.
    fn may_wait(&self, index: usize) -> bool {
        let event = &self.trace.events()[index];
        !event.watched.is_empty()
            || event.after_join
            || matches!(
                event.op.action,
                Action::Lock
                    | Action::Share
                    | Action::Wake
                    | Action::Park
                    | Action::Stir
                    | Action::Begin
                    | Action::AwaitComplete(_)
                    | Action::Depart
                    | Action::Send
                    | Action::AwaitTaken
                    | Action::Receive
                    | Action::Sleep
            )
    }

    fn tell(
        &self,
        whole: &Cut,
        reached: &HashMap<Cut, (usize, Option<Cut>)>,
        preemptions: usize,
    ) -> Telling {
        let mut order = Vec::new();
        let mut cut = whole;
        while let (_, Some(before)) = &reached[cut] {
            let thread = cut.1;
            order.push(self.threads[thread].1[before.0[thread] as usize]);
            cut = before;
        }
        order.reverse();
        Telling { order, preemptions }
    }

    /// Too long to search: the order in which it was explored.
    fn as_it_was(&self, limit: usize) -> Option<Telling> {
        let mut cut: Cut = (vec![0; self.threads.len()], usize::MAX);
        let mut preemptions = 0;
        for event in self.trace.events() {
            let thread = self
                .threads
                .iter()
                .position(|(id, _)| *id == event.thread)?;
            preemptions += usize::from(self.preempts(&cut, thread));
            cut.0[thread] += 1;
            cut.1 = thread;
        }
        let order = (0..self.trace.events().len()).collect();
        (preemptions < limit).then_some(Telling { order, preemptions })
    }
}
