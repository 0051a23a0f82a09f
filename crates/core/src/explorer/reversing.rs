//! At the end of an execution: every race is planned in the other order.
//!
//! Most races were found when the later event was taken. Those of steps that are still
//! blocked, and of steps for which later events matter, are found here.

use super::{Explorer, Node};
use crate::op::ThreadId;
use crate::race::{self, Instead, Later};
use crate::select::Taken;
use crate::trace::{Late, Race, Site, Trace};
use crate::wakeup::{Forest, Step, StepRef, event_at, weak_initial};
use crate::world::Pending;

impl Explorer {
    /// Sees to it that every race of this execution is explored in the other order.
    pub(super) fn plan_reversals(&mut self) {
        let late = self.late_races();
        let mut reversal = Reversal {
            trace: &self.trace,
            nodes: &mut self.nodes,
            asleep: &self.asleep,
            forest: &mut self.forest,
            sequence: recycle(std::mem::take(&mut self.sequence)),
        };
        let kept = self.replayed.min(self.trace.events.len());
        for race in &mut self.races {
            if race.settled_by < kept {
                continue;
            }
            let later = &self.trace.events[race.later];
            let last = StepRef {
                thread: later.thread,
                site: later.site,
                choice: later.choice(),
                footprint: race.footprint.as_ref().unwrap_or(&later.footprint),
                event: match race.footprint {
                    None => race.later,
                    Some(_) => usize::MAX,
                },
            };
            race.settled_by = reversal.plan(race, last, usize::MAX);
        }
        for RacesAtEnd {
            thread,
            site,
            choice,
            races,
        } in &late
        {
            for race in races {
                let footprint = race.footprint.as_ref();
                let last = StepRef {
                    thread: *thread,
                    site,
                    choice: *choice,
                    footprint: footprint.expect("a race that depends on states has one"),
                    event: usize::MAX,
                };
                reversal.plan(race, last, race.later);
            }
        }
        self.sequence = recycle(reversal.sequence);
    }

    /// The races that are known only now that the execution has ended.
    fn late_races(&self) -> Vec<RacesAtEnd> {
        let mut all = self.blocked_races();
        for late in &self.trace.late {
            let event = &self.trace.events[late.event];
            let later = Later {
                thread: event.thread,
                op: &event.op,
                taken: event.taken.as_ref(),
                watched: &event.watched,
                footprint: &event.footprint,
                index: Some(late.event),
                instead: None,
                known: &late.known,
            };
            all.push(RacesAtEnd {
                thread: event.thread,
                site: event.site,
                choice: event.choice(),
                races: race::state_races(&self.world, &self.trace, &later),
            });
            if let Some(taken) = &event.taken {
                let others = taken.select.numbers();
                let others = others.filter(|&number| number != taken.number);
                all.extend(others.map(|number| self.races_instead(late, taken, number)));
            }
        }
        all
    }

    /// The races of an operation that could have been taken instead of the one that was.
    fn races_instead(&self, late: &Late, taken: &Taken, number: u8) -> RacesAtEnd {
        let event = &self.trace.events[late.event];
        let pending = Pending {
            op: event.op,
            select: Some(taken.select.clone()),
            site: event.site,
            watched: event.watched.clone(),
        };
        let known = &late.known;
        let instead = Instead::Another(late.event);
        self.races_of_blocked(event.thread, &pending, Some(number), Some(instead), known)
    }

    /// The races of steps that are blocked at the end of the execution.
    fn blocked_races(&self) -> Vec<RacesAtEnd> {
        let mut all = Vec::new();
        for id in self.thread_ids() {
            let Some(pending) = &self.world.threads[id.index()].pending else {
                continue;
            };
            let known = self.known_clock(id);
            let numbers = pending.select.as_ref().map(|select| select.numbers());
            match numbers {
                None => all.push(self.races_of_blocked(id, pending, None, None, &known)),
                Some(numbers) => {
                    all.extend(numbers.map(|number| {
                        self.races_of_blocked(id, pending, Some(number), None, &known)
                    }))
                }
            }
        }
        all
    }

    fn races_of_blocked(
        &self,
        id: ThreadId,
        pending: &Pending,
        choice: Option<u8>,
        instead: Option<Instead>,
        known: &[u32],
    ) -> RacesAtEnd {
        let footprint = self.world.footprint_of(id, pending, choice, &self.trace);
        let taken = pending.taken(choice);
        let later = Later {
            thread: id,
            op: pending.op_chosen(choice),
            taken: taken.as_ref(),
            watched: &pending.watched,
            footprint: &footprint,
            index: None,
            instead,
            known,
        };
        RacesAtEnd {
            thread: id,
            site: pending.site,
            choice,
            races: race::state_races(&self.world, &self.trace, &later),
        }
    }
}

/// The memory of a sequence, for another one.
fn recycle<'a>(mut sequence: Vec<StepRef<'_>>) -> Vec<StepRef<'a>> {
    sequence.clear();
    let steps = sequence.into_iter();
    steps.map(|_| unreachable!("it is empty")).collect()
}

/// The races of one step that are found when the execution has ended.
struct RacesAtEnd {
    thread: ThreadId,
    site: Site,
    choice: Option<u8>,
    races: Vec<Race>,
}

/// Plans reversals of races.
struct Reversal<'a> {
    trace: &'a Trace,
    nodes: &'a mut [Node],
    asleep: &'a [Step],
    forest: &'a mut Forest,
    sequence: Vec<StepRef<'a>>,
}

impl<'a> Reversal<'a> {
    /// Plans the sequence that has the events of `race` in the other order: everything
    /// that did not happen after the first of them, then the second, `last`.
    ///
    /// Events from `until` on with which the second conflicts there follow on it.
    ///
    /// Gives the event by which that is settled, see [`Race::settled_by`]: while the first
    /// event stays, what sleeps before it stays the same and what is planned there only
    /// grows, so whatever covers the sequence covers any that has the events used for it.
    fn plan(&mut self, race: &Race, last: StepRef<'a>, until: usize) -> usize {
        let first = race.first;
        let (thread, number) = {
            let event = &self.trace.events[first];
            (event.thread, event.number)
        };
        let mut later: Vec<usize> = Vec::new();
        self.sequence.clear();
        for index in first + 1..self.trace.events.len() {
            let away = |&other: &usize| self.trace.happened_before(other, index);
            if self.trace.seen(index, thread) < number && !race.also_without.iter().any(away) {
                let event = &self.trace.events[index];
                if index >= until
                    && (last.footprint.conflicts(&event.footprint) || later.iter().any(away))
                {
                    later.push(index);
                    continue;
                }
                self.sequence.push(StepRef {
                    thread: event.thread,
                    site: event.site,
                    choice: event.choice(),
                    footprint: &event.footprint,
                    event: index,
                });
            }
        }
        self.sequence.push(last);
        let until = self
            .nodes
            .get(first + 1)
            .map_or(self.asleep.len(), |next| next.asleep);
        let node = &mut self.nodes[first];
        let slept_through = self.asleep[node.asleep..until]
            .iter()
            .find_map(|step| weak_initial(step.as_ref(), &self.sequence));
        match slept_through {
            Some(place) => event_at(place, &self.sequence),
            None => self.forest.insert(&mut node.wakeups, &mut self.sequence),
        }
    }
}
