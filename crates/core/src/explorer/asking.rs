//! What can be asked of an execution: how it stands, who waits for whom, what is known.

use super::Explorer;
use crate::object::State;
use crate::op::{Action, Kind, ObjectId, Op, ThreadId};
use crate::trace::{Event, Site, Trace};
use crate::witness::{Search, Telling};

impl Explorer {
    /// What `thread` knows: of each thread, how many steps happened before its next
    /// one. An end that it has waited for counts as one step more.
    #[must_use]
    pub fn known_clock(&self, thread: ThreadId) -> Vec<u32> {
        let mut clock = vec![0; self.trace.width()];
        self.world.known_clock(thread, &self.trace, &mut clock);
        clock
    }

    /// Whether `thread` has ended in this execution.
    #[must_use]
    pub fn is_finished(&self, thread: ThreadId) -> bool {
        self.world.threads[thread.index()].finished
    }

    /// The present execution, or after `end` what the next one takes over of it.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// Of all orders of this execution's events that come to the same, the one with the
    /// fewest preemptions, if that is fewer than `limit`. To be asked before `end`. Where
    /// `last_stays`, the last event stays the last one. If it is an interleaving, only
    /// orders count in which all loads read the last store.
    #[must_use]
    pub fn fewest_preemptions(&self, limit: usize, last_stays: bool) -> Option<Telling> {
        self.search(last_stays).fewest_preemptions(limit)
    }

    /// The same, if it has no more than so many preemptions, which must be as few as there
    /// can be, and fewer switches than `limit`. None, too, if that would take long.
    #[must_use]
    pub fn fewest_switches(
        &self,
        preemptions: usize,
        limit: usize,
        last_stays: bool,
    ) -> Option<Telling> {
        self.search(last_stays).fewest_switches(preemptions, limit)
    }

    fn search(&self, last_stays: bool) -> Search<'_> {
        let plain = self.plain(last_stays);
        plain.unwrap_or_else(|| Search::new(&self.world, &self.trace, last_stays))
    }

    /// For the orders in which nothing is due to weak memory.
    fn plain(&self, last_stays: bool) -> Option<Search<'_>> {
        let search = Search::new(&self.world, &self.trace, last_stays);
        match &self.weak {
            Some(weak) => search.telling_before(weak.before_in_memory()),
            None => Some(search),
        }
    }

    /// Whether this execution is an interleaving: sequentially consistent memory has it,
    /// too. To be asked before `end`.
    #[must_use]
    pub fn is_interleaving(&self) -> bool {
        self.weak.is_none() || self.plain(false).is_some()
    }

    /// The order in which this execution's events were taken. To be asked before `end`.
    #[must_use]
    pub fn as_taken(&self) -> Telling {
        Search::new(&self.world, &self.trace, true).as_taken()
    }

    /// What `thread` is about to do, and where in the source. Of one of several operations,
    /// what it is said to wait for: see [`crate::Select::told_as`].
    #[must_use]
    pub fn pending(&self, thread: ThreadId) -> Option<(&Op, Site)> {
        let pending = self.world.threads.get(thread.index())?.pending.as_ref()?;
        let told = pending.select.as_ref().and_then(|select| select.told());
        Some((told.unwrap_or(&pending.op), pending.site))
    }

    /// After [`crate::Next::Diverged`]: where this step was asked for before, and where now.
    #[must_use]
    pub fn divergence(&self, thread: ThreadId) -> (Option<Site>, Option<Site>) {
        let recorded = self.trace.events.get(self.position).map(|event| event.site);
        let before = match &self.weak {
            Some(weak) => weak.diverged(),
            None => recorded.or(self.planned),
        };
        (before, self.pending(thread).map(|(_, site)| site))
    }

    /// Who has what `thread` waits for with `op`, if it is a thing to have.
    #[must_use]
    pub fn in_the_way(&self, thread: ThreadId, op: &Op) -> Vec<ThreadId> {
        let state = |object: ObjectId| &self.world.objects[object.index()].state;
        match (op.action, op.also) {
            (Action::Lock | Action::Share | Action::Begin | Action::AwaitComplete(_), _) => {
                state(op.object).in_the_way(op.action)
            }
            // It may wake up: only the lock is missing.
            (Action::Wake | Action::Stir, Some((lock, action)))
                if state(op.object).permits(thread, &op.action) =>
            {
                state(lock).in_the_way(action)
            }
            _ => Vec::new(),
        }
    }

    /// The value of an atomic now.
    #[must_use]
    pub fn value(&self, object: ObjectId) -> Option<u64> {
        match self.world.objects[object.index()].state {
            State::Atomic(value) => Some(value),
            _ => None,
        }
    }

    /// The virtual time now, in nanoseconds, without a step. What it says is the same in
    /// all executions of a class only right after a step that has waited for a time.
    #[must_use]
    pub fn time(&self) -> u64 {
        let clock = self
            .world
            .clock
            .map(|clock| &self.world.objects[clock.index()]);
        match clock.map(|clock| &clock.state) {
            Some(State::Clock(clock)) => clock.now(),
            _ => 0,
        }
    }

    /// The kind and first state of an object.
    #[must_use]
    pub fn kind(&self, object: ObjectId) -> Kind {
        self.world.objects[object.index()].kind
    }

    /// How many events of `thread` there are so far.
    #[must_use]
    pub fn steps_of(&self, thread: ThreadId) -> u32 {
        self.world.threads[thread.index()].steps
    }

    /// Under weak memory, of an execution told in this order: for each event, the place of
    /// the last store before it that it overlooks. A load reads an older one; a store took
    /// effect before it.
    #[must_use]
    pub fn overlooked(&self, order: &[usize]) -> Vec<Option<usize>> {
        match &self.weak {
            Some(weak) => weak.overlooked(order),
            None => vec![None; order.len()],
        }
    }

    /// Whether threads that waited in loops were let go on although nothing could
    /// change. Executions may then be missing.
    #[must_use]
    pub fn is_inexact(&self) -> bool {
        self.inexact || self.weak.as_ref().is_some_and(|weak| weak.is_inexact())
    }

    /// The last step of `thread` in this execution.
    #[must_use]
    pub fn last_event(&self, thread: ThreadId) -> Option<&Event> {
        let last = self.world.threads.get(thread.index())?.last?;
        self.trace.events.get(last)
    }

    /// Whether memory is weak.
    #[must_use]
    pub fn is_weak(&self) -> bool {
        self.weak.is_some()
    }

    /// Executions given up because they led where had been already. Zero, unless the
    /// explorer is wrong.
    #[must_use]
    pub fn redundant(&self) -> u64 {
        self.redundant
    }
}
