//! Waiting loops: telling a thread that waits from one that works.
//!
//! A loop that reads, finds nothing new and yields could go round for ever in some
//! interleaving, and every round would be another execution. It is explored once for
//! each change that it could see instead: when a thread comes to a pause (`yield_now`,
//! a spin hint, a sleep, a time-out) for which it has been at this very line before,
//! its next step waits until something that it has read since then is changed. A spin
//! hint waits from the first time: it stands in waiting loops only.
//!
//! That a thread waits, and for what, follows from its own steps alone; whether it may
//! go on, from the order of steps that conflict with them. So waiting adds no way to
//! tell the order of independent steps.
//!
//! A loop in which two looks at one atomic differ has seen its change already (a reader
//! that finds that a writer came in between, say): it goes round again at once.
//!
//! A loop that gives up by itself after some rounds still ends: where nothing else can
//! move, waiting threads are let go on, a bounded number of times.

use crate::op::{Action, ObjectId, Op, ThreadId};
use crate::trace::{Event, Site, Trace, Watched};
use crate::world::World;

/// How often waiting threads may go on although nothing has changed, in one execution.
pub(crate) const IDLE_ROUNDS: u32 = 64;

/// A thread's pauses since it last saw a change.
#[derive(Debug, Default)]
pub(crate) struct Rounds {
    paused_at: Vec<Site>,
    /// Its steps before this one belong to the past.
    since: u32,
    /// Its steps when it last came to a pause: a round of its loop began there.
    round: u32,
}

impl Rounds {
    /// Forgets all pauses.
    pub fn reset(&mut self) {
        self.paused_at.clear();
        self.since = 0;
        self.round = 0;
    }
}

/// Whether the operation is a pause, after which a loop may look again.
fn pauses(op: &Op) -> bool {
    op.timed
        || matches!(
            op.action,
            Action::Yield | Action::Spin | Action::Sleep | Action::Until(_)
        )
}

impl World {
    /// What the thread's next step waits to see changed, if it waits in a loop. `None`
    /// if there is no step to take: a first `yield_now` changes nothing for anybody.
    pub(crate) fn watch(
        &mut self,
        id: ThreadId,
        op: &Op,
        site: Site,
        trace: &Trace,
    ) -> Option<Vec<Watched>> {
        if !pauses(op) {
            return Some(Vec::new());
        }
        let rounds = &self.threads[id.index()].waiting;
        let again = matches!(op.action, Action::Spin) || rounds.paused_at.contains(&site);
        if again {
            match self.read_since(id, trace) {
                Read::Changed => self.look_again(id, site),
                Read::Watched(watched) if !watched.is_empty() => return Some(watched),
                Read::Watched(_) => {}
            }
        } else {
            self.threads[id.index()].waiting.paused_at.push(site);
        }
        let thread = &mut self.threads[id.index()];
        thread.waiting.round = thread.steps;
        match op.action {
            Action::Yield | Action::Spin => {
                self.threads[id.index()].gave_way = true;
                None
            }
            _ => Some(Vec::new()),
        }
    }

    /// Whether the thread waits in a loop, and only for a change: no earlier deadline of
    /// another thread keeps it.
    pub(crate) fn is_idle(&self, id: ThreadId) -> bool {
        let pending = self.threads[id.index()].pending.as_ref();
        pending.is_some_and(|pending| {
            !pending.watched.is_empty() && self.could_take(id, pending, None)
        })
    }

    /// The thread, which waited at `site`, has seen a change or has been let go on: its
    /// loop begins anew.
    pub(crate) fn look_again(&mut self, id: ThreadId, site: Site) {
        self.saw_change(id);
        self.threads[id.index()].waiting.paused_at.push(site);
    }

    /// The thread has got what it waited for before its time was over: that is a change,
    /// and no pause of a loop.
    pub(crate) fn saw_change(&mut self, id: ThreadId) {
        let thread = &mut self.threads[id.index()];
        thread.waiting.paused_at.clear();
        thread.waiting.since = thread.steps;
        thread.waiting.round = thread.steps;
    }

    /// The objects that the thread has used since its loop began, as it last saw them;
    /// none if it looked at the time, which never stands still for a loop that pauses.
    fn read_since(&self, id: ThreadId, trace: &Trace) -> Read {
        let thread = &self.threads[id.index()];
        let last = thread.last.map_or(0, |last| last + 1);
        let own = trace.events[..last].iter().enumerate().rev();
        let own = own.filter(|(_, event)| event.thread == id);
        let mut watched: Vec<Watched> = Vec::new();
        // What the thread's next use of each of them found there.
        let mut found: Vec<Option<u64>> = Vec::new();
        for (index, event) in own.take_while(|(_, event)| event.number > thread.waiting.since) {
            match event.op.action {
                _ if event.taken.is_some() => {}
                Action::Now => return Read::Watched(Vec::new()),
                Action::Yield
                | Action::Spin
                | Action::Fence(_)
                | Action::Choose
                | Action::SetTimer(_)
                | Action::SetDeadline(_)
                | Action::Sleep
                | Action::Until(_) => continue,
                _ => {}
            }
            let in_this_round = event.number > thread.waiting.round;
            if in_this_round && event.failed_without_cause() {
                return Read::Changed;
            }
            for object in self.looked_at(event) {
                let value = event.value_after();
                if let Some(place) = watched.iter().position(|seen| seen.object == object) {
                    let differs = || found[place].is_some_and(|found| Some(found) != value);
                    if in_this_round && value.is_some() && differs() {
                        return Read::Changed;
                    }
                    found[place] = event.value_before();
                } else {
                    found.push(event.value_before());
                    watched.push(Watched {
                        object,
                        seen_in: index,
                        value,
                    });
                }
            }
        }
        Read::Watched(watched)
    }
}

impl World {
    /// The objects that an event concerns; where it is one of several operations, all of
    /// theirs but the clock.
    fn looked_at(&self, event: &Event) -> Vec<ObjectId> {
        let ops = |op: &Op| [Some(op.object), op.also.map(|(object, _)| object)];
        let Some(taken) = &event.taken else {
            return ops(&event.op).into_iter().flatten().collect();
        };
        let objects = taken.select.ops().flat_map(ops).flatten();
        objects
            .filter(|&object| object != ObjectId::NONE && Some(object) != self.clock)
            .collect()
    }
}

/// What a thread has read in one round of a loop.
enum Read {
    /// These, as it last saw them.
    Watched(Vec<Watched>),
    /// Something changed while it looked, or what it tried failed without a cause: it need
    /// not wait for a change to look again.
    Changed,
}
