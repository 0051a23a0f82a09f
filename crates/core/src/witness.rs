//! The simplest telling of an execution: of all orders of its events that come to the
//! same, one with the fewest preemptions, and of those one with the fewest switches.
//!
//! What a preemption is, is said in `preemption.rs`. The search is breadth first
//! over the cuts of the execution (how many events of each thread have been taken) and
//! the thread that took the last one, switches that preempt counting one. It explores
//! nothing: the events and their outcomes are given. How the objects stand at a cut is
//! computed from the events in it.
//!
//! Under weak memory, an execution that is an interleaving as well is told as one, even if
//! that takes more preemptions than to tell of older values that are read.

mod switches;

use std::collections::{HashMap, VecDeque};

use crate::op::ThreadId;
use crate::preemption::Turn;
use crate::trace::Trace;
use crate::world::World;

/// Cuts to look at before giving up on long executions.
const PATIENCE: usize = 200_000;

/// An order of events, as indices into the trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// The events in the order to tell them.
    pub order: Vec<usize>,
    /// Switches away from a thread that could have gone on.
    pub preemptions: usize,
    /// All switches between threads.
    pub switches: usize,
}

/// A search for tellings of the present execution.
pub(crate) struct Search<'a> {
    world: &'a World,
    trace: &'a Trace,
    /// Each thread's events, in its order.
    threads: Vec<(ThreadId, Vec<usize>)>,
    /// The last event ends the execution (`process::exit` follows it): it stays the last.
    last_stays: bool,
    /// For each event, others that are told before it beside its causes. Empty if there
    /// are none of any event.
    before: Vec<Vec<usize>>,
}

/// Events taken of each thread, and who took the last.
type Cut = (Vec<u32>, usize);

impl<'a> Search<'a> {
    pub fn new(world: &'a World, trace: &'a Trace, last_stays: bool) -> Self {
        let mut threads: Vec<(ThreadId, Vec<usize>)> = Vec::new();
        for (index, event) in trace.events().iter().enumerate() {
            match threads.iter_mut().find(|(id, _)| *id == event.thread) {
                Some((_, events)) => events.push(index),
                None => threads.push((event.thread, vec![index])),
            }
        }
        threads.sort_by_key(|(id, _)| *id);
        Self {
            world,
            trace,
            threads,
            last_stays,
            before: Vec::new(),
        }
    }

    /// For each event, others that are to be told before it beside its causes. None if
    /// there is no such order.
    pub fn telling_before(mut self, before: Vec<Vec<usize>>) -> Option<Self> {
        self.before = before;
        let mut cut = self.start();
        let take = |cut: &Cut| (0..self.threads.len()).find_map(|thread| self.take(cut, thread));
        while let Some(next) = take(&cut) {
            cut = next;
        }
        self.is_whole(&cut).then_some(self)
    }

    fn start(&self) -> Cut {
        (vec![0; self.threads.len()], usize::MAX)
    }

    /// The order with the fewest preemptions, if that is fewer than `limit`; of those, one
    /// with the fewest switches, if there are not too many to look at.
    pub fn fewest_preemptions(&self, limit: usize) -> Option<Telling> {
        let any = self.any_with_fewest(limit)?;
        let simplest = self.fewest_switches(any.preemptions, any.switches + 1);
        Some(simplest.unwrap_or(any))
    }

    fn any_with_fewest(&self, limit: usize) -> Option<Telling> {
        let start = self.start();
        let mut reached: HashMap<Cut, (usize, Option<Cut>)> = HashMap::new();
        reached.insert(start.clone(), (0, None));
        let mut queue = VecDeque::from([(start, 0)]);
        while let Some((cut, cost)) = queue.pop_front() {
            if cost > reached[&cut].0 {
                continue;
            }
            if self.is_whole(&cut) {
                return Some(self.tell(&cut, &reached, cost));
            }
            if reached.len() > PATIENCE {
                return Some(self.as_taken()).filter(|telling| telling.preemptions < limit);
            }
            let preempted = self.could_go_on(&cut).then_some(cut.1);
            // Backwards: of those that cost nothing, the lowest comes to the front.
            for thread in (0..self.threads.len()).rev() {
                let Some(next) = self.take(&cut, thread) else {
                    continue;
                };
                let preempts = preempted.is_some_and(|running| running != thread);
                let next_cost = cost + usize::from(preempts);
                let better = reached
                    .get(&next)
                    .is_none_or(|(known, _)| next_cost < *known);
                if next_cost < limit && better {
                    reached.insert(next.clone(), (next_cost, Some(cut.clone())));
                    if preempts {
                        queue.push_back((next, next_cost));
                    } else {
                        queue.push_front((next, next_cost));
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
        let told = |&before: &usize| self.is_taken(taken, before);
        let mut before = self.before.get(index).into_iter().flatten();
        let ready = self.threads.iter().enumerate().all(known) && before.all(told);
        ready.then_some(index)
    }

    fn is_taken(&self, taken: &[u32], index: usize) -> bool {
        let event = &self.trace.events()[index];
        let place = self.threads.iter().position(|(id, _)| *id == event.thread);
        place.is_some_and(|place| event.number <= taken[place])
    }

    fn take(&self, cut: &Cut, thread: usize) -> Option<Cut> {
        let index = self.ready(cut, thread)?;
        let mut taken = cut.0.clone();
        taken[thread] += 1;
        let next = (taken, thread);
        let last = self.last_stays && index + 1 == self.trace.events().len();
        (!last || self.is_whole(&next)).then_some(next)
    }

    /// Whether the thread that took the last event of the cut could go on after it.
    fn could_go_on(&self, cut: &Cut) -> bool {
        let (taken, last) = cut;
        let Some((id, events)) = self.threads.get(*last) else {
            return false;
        };
        let turn = match events.get(taken[*last] as usize) {
            Some(&next) => Some(Turn::of_event(&self.trace.events()[next])),
            None => Turn::pending(self.world, *id),
        };
        let kept = |index: usize| self.is_taken(taken, index);
        let ended = |joined: &ThreadId| {
            let threads = self.threads.iter().zip(taken);
            let mut own = threads.filter(|((id, _), _)| id == joined);
            own.all(|((_, events), taken)| *taken as usize == events.len())
        };
        turn.is_some_and(|turn| {
            turn.joined.iter().all(ended) && turn.could_be_taken(self.world, self.trace, kept)
        })
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
        let switches = self.switches(&order);
        Telling {
            order,
            preemptions,
            switches,
        }
    }

    fn switches(&self, order: &[usize]) -> usize {
        let thread = |index: usize| self.trace.events()[index].thread;
        let pairs = order.windows(2);
        pairs
            .filter(|pair| thread(pair[0]) != thread(pair[1]))
            .count()
    }

    /// The order in which the events were taken.
    pub fn as_taken(&self) -> Telling {
        let mut cut = self.start();
        let mut preemptions = 0;
        for event in self.trace.events() {
            let own = |(id, _): &(ThreadId, Vec<usize>)| *id == event.thread;
            let thread = self.threads.iter().position(own);
            let thread = thread.expect("every event's thread is there");
            let preempts = cut.1 != thread && self.could_go_on(&cut);
            preemptions += usize::from(preempts);
            cut.0[thread] += 1;
            cut.1 = thread;
        }
        let order: Vec<usize> = (0..self.trace.events().len()).collect();
        let switches = self.switches(&order);
        Telling {
            order,
            preemptions,
            switches,
        }
    }
}
