//! The program's threads and objects as the explorer knows them in one execution: who
//! is about to do what, and how the objects stand.
//!
//! It decides what a thread may do now. It does not decide who goes next: that is the
//! explorer's part.

use std::rc::Rc;

use crate::clocks;
use crate::footprint::Footprint;
use crate::hash::NumberMap;
use crate::object::{self, State};
use crate::op::{Action, Kind, ObjectId, Op, Outcome, ThreadId};
use crate::select::Select;
use crate::trace::{Event, Site, Trace, Watched};

/// A thread in this execution.
#[derive(Debug, Default)]
pub(crate) struct Thread {
    /// Whether it exists in this execution yet.
    pub born: bool,
    pub finished: bool,
    /// Its last event.
    pub last: Option<usize>,
    /// Its creator's last event when it was created: that happened before all of it.
    pub origin: Option<usize>,
    /// Its events so far.
    pub steps: u32,
    /// Threads that it has created.
    pub children: u32,
    /// Threads whose end it has waited for since its last event.
    pub joined: Vec<ThreadId>,
    /// The object that stands for its life, once it has ended.
    pub life: Option<ObjectId>,
    pub pending: Option<Pending>,
    /// It has paused since its last event, which was no step.
    pub gave_way: bool,
    pub waiting: crate::waiting::Rounds,
}

impl Thread {
    /// Not born yet in a new execution. Keeps the memory of its lists.
    fn reset(&mut self) {
        self.born = false;
        self.finished = false;
        self.last = None;
        self.origin = None;
        self.steps = 0;
        self.children = 0;
        self.joined.clear();
        self.life = None;
        self.pending = None;
        self.gave_way = false;
        self.waiting.reset();
    }
}

/// What a thread is about to do.
#[derive(Debug)]
pub(crate) struct Pending {
    pub op: Op,
    /// Where it waits for several operations: those.
    pub select: Option<Rc<Select>>,
    pub site: Site,
    /// Not empty: it waits in a loop, for one of these to change.
    pub watched: Vec<Watched>,
}

impl Pending {
    /// One operation, which waits in no loop.
    #[inline]
    pub fn plain(op: Op, site: Site) -> Self {
        Self {
            op,
            select: None,
            site,
            watched: Vec::new(),
        }
    }
}

/// An object in this execution.
#[derive(Debug)]
pub(crate) struct Object {
    pub kind: Kind,
    pub state: State,
    /// The events that used it, oldest first.
    pub history: Vec<usize>,
    /// Whether this execution has used it yet.
    pub used: bool,
}

#[derive(Debug, Default)]
pub(crate) struct World {
    pub threads: Vec<Thread>,
    pub objects: Vec<Object>,
    /// For each thread, the ones that it creates, in order: the same in all executions.
    children: Vec<Vec<ThreadId>>,
    object_ids: NumberMap<(u64, u32), ObjectId>,
    pub clock: Option<ObjectId>,
    /// Events taken in this execution; a history may know later ones, to be repeated.
    pub taken: usize,
    /// Whether a thread has ended since it was last asked who waited for that.
    pub ended: bool,
}

impl World {
    /// A new execution, whose first `kept` events are those of the last one.
    pub fn restart(&mut self, kept: usize) {
        for thread in &mut self.threads {
            thread.reset();
        }
        if self.threads.is_empty() {
            self.threads.push(Thread::default());
        }
        self.threads[0].born = true;
        self.taken = 0;
        self.ended = false;
        for object in &mut self.objects {
            let left = object.history.partition_point(|&event| event < kept);
            object.history.truncate(left);
            object.used = false;
        }
    }

    /// A new object of that name: if this execution has used the name, the next of it.
    pub fn object(&mut self, name: u64, kind: Kind) -> ObjectId {
        let unused = (0..).find_map(|generation| {
            let id = self.object_id(name, generation, kind);
            (!self.objects[id.index()].used).then_some(id)
        });
        let id = unused.expect("a generation is unused");
        self.renew(id, kind);
        id
    }

    /// An object of an earlier execution, new in this one. Its name must be unused.
    pub fn renew(&mut self, id: ObjectId, kind: Kind) {
        let object = &mut self.objects[id.index()];
        object.used = true;
        object.kind = kind;
        object.state = State::new(kind);
    }

    /// The object of that name, new only if this execution has not used it.
    pub fn same_object(&mut self, name: u64, kind: Kind) -> ObjectId {
        let id = self.object_id(name, 0, kind);
        if self.objects[id.index()].used {
            id
        } else {
            self.object(name, kind)
        }
    }

    fn object_id(&mut self, name: u64, generation: u32, kind: Kind) -> ObjectId {
        let next = ObjectId(u32::try_from(self.objects.len()).expect("fewer objects than 2^32"));
        let id = *self.object_ids.entry((name, generation)).or_insert(next);
        if id == next {
            self.objects.push(Object {
                kind,
                state: State::new(kind),
                history: Vec::new(),
                used: false,
            });
        }
        id
    }

    /// A new thread.
    pub fn spawn(&mut self, creator: ThreadId) -> ThreadId {
        let number = self.threads[creator.index()].children;
        self.threads[creator.index()].children += 1;
        let id = self.child(creator, number as usize);
        let origin = self.knows(creator);
        let mut joined = std::mem::take(&mut self.threads[id.index()].joined);
        joined.extend_from_slice(&self.threads[creator.index()].joined);
        let thread = &mut self.threads[id.index()];
        thread.born = true;
        thread.origin = origin;
        thread.joined = joined;
        id
    }

    /// The `number`-th thread that `creator` creates.
    fn child(&mut self, creator: ThreadId, number: usize) -> ThreadId {
        if self.children.len() < self.threads.len() {
            self.children.resize_with(self.threads.len(), Vec::new);
        }
        if let Some(&known) = self.children[creator.index()].get(number) {
            return known;
        }
        let next = ThreadId::from_index(self.threads.len());
        self.children[creator.index()].push(next);
        self.threads.push(Thread::default());
        next
    }

    /// The thread has taken event `index`.
    #[inline]
    pub fn take(&mut self, thread: ThreadId, index: usize, op: &Op) {
        self.took(thread, index);
        if matches!(op.action, Action::Finish) {
            let thread = &mut self.threads[thread.index()];
            thread.finished = true;
            thread.life = Some(op.object);
            self.ended = true;
        }
    }

    /// The same for an event that is not the thread's end.
    #[inline]
    pub fn took(&mut self, thread: ThreadId, index: usize) {
        let thread = &mut self.threads[thread.index()];
        thread.last = Some(index);
        thread.steps += 1;
        thread.joined.clear();
        thread.gave_way = false;
        self.taken = index + 1;
    }

    /// The thread has ended, which is no step: nobody asks when.
    pub fn finish(&mut self, thread: ThreadId, life: ObjectId) {
        self.objects[life.index()]
            .state
            .apply(thread, &Action::Finish);
        let thread = &mut self.threads[thread.index()];
        thread.finished = true;
        thread.life = Some(life);
        self.ended = true;
    }

    /// The thread has waited for the end of another one.
    pub fn join(&mut self, thread: ThreadId, life: ObjectId) {
        let ended = self
            .threads
            .iter()
            .position(|other| other.life == Some(life));
        let ended = ended.map(ThreadId::from_index);
        self.threads[thread.index()].joined.extend(ended);
    }

    /// Joins into `clock` what the thread knows before its next step: its last event,
    /// its creator's, and the threads whose end it has waited for. The end of a thread
    /// counts as one event more than it has.
    pub fn known_clock(&self, thread: ThreadId, trace: &Trace, clock: &mut [u32]) {
        if let Some(event) = self.knows(thread) {
            clocks::join(clock, trace.clocks.of(event));
        }
        for &ended in &self.threads[thread.index()].joined {
            self.known_clock(ended, trace, clock);
            let end = self.threads[ended.index()].steps + 1;
            clock[ended.index()] = clock[ended.index()].max(end);
        }
    }

    /// The last event that the thread knows of by itself.
    pub fn knows(&self, thread: ThreadId) -> Option<usize> {
        let thread = &self.threads[thread.index()];
        thread.last.or(thread.origin)
    }

    /// Whether the thread's next step may be taken now.
    pub fn enabled(&self, id: ThreadId, trace: &Trace) -> bool {
        let thread = &self.threads[id.index()];
        let Some(pending) = &thread.pending else {
            return false;
        };
        if pending.select.is_some() {
            return self.choices(id, trace).next().is_some();
        }
        self.permits(id, &pending.op)
            && (pending.watched.is_empty() || self.changed(&pending.watched, trace, |_| true))
    }

    /// Whether something watched is no longer as the thread saw it, after the events for
    /// which `kept` holds: an atomic has another value, or there was a step that conflicts
    /// with what the thread did.
    pub fn changed(
        &self,
        watched: &[Watched],
        trace: &Trace,
        kept: impl Fn(usize) -> bool,
    ) -> bool {
        watched.iter().any(|seen| {
            let own = &trace.events[seen.seen_in];
            let history = &self.objects[seen.object.index()].history;
            let past = |index| index < self.taken && kept(index);
            let mut since = history.iter().rev().filter(|&&index| past(index));
            if let Some(value) = seen.value {
                let last = since.find_map(|&index| trace.events[index].value_after());
                return last != Some(value);
            }
            since
                .take_while(|&&index| index > seen.seen_in)
                .map(|&index| &trace.events[index])
                .any(|event| event.thread != own.thread && event.changes(seen.object, own))
        })
    }

    /// Whether the objects of `op` let the thread take it, or give it up, now.
    #[inline]
    pub fn permits(&self, thread: ThreadId, op: &Op) -> bool {
        if op.is_plain() {
            let object = self.objects.get(op.object.index());
            return object.is_none_or(|object| object.state.permits(thread, &op.action));
        }
        let state = |object: ObjectId| &self.objects[object.index()].state;
        permits(thread, op, self.clock, state)
    }

    /// What `op` would depend on now.
    #[inline]
    pub fn footprint(
        &self,
        thread: ThreadId,
        op: &Op,
        trace: &Trace,
        watched: &[Watched],
    ) -> Footprint {
        if watched.is_empty() && op.is_plain() {
            let mut footprint = Footprint::new();
            if let Some(object) = self.objects.get(op.object.index()) {
                let state = &object.state;
                state.footprint(op.object, thread, &op.action, &mut footprint);
            }
            return footprint;
        }
        let state = |object: ObjectId| &self.objects[object.index()].state;
        footprint(thread, op, trace, watched, self.clock, state)
    }

    /// Enters event `index` in the history of every object that it concerns.
    #[inline]
    pub fn note_use(&mut self, index: usize, op: &Op, footprint: &Footprint) {
        let mut note = |object: ObjectId| {
            if object != ObjectId::NONE {
                let history = &mut self.objects[object.index()].history;
                if history.last() != Some(&index) {
                    history.push(index);
                }
            }
        };
        note(op.object);
        if let Some((object, _)) = op.also {
            note(object);
        }
        let accessed = footprint.iter().map(|access| access.object);
        accessed
            .filter(|&object| object != op.object)
            .for_each(note);
    }

    /// How `object` stood after the events for which `kept` holds, of those so far.
    pub fn state_after(
        &self,
        object: ObjectId,
        trace: &Trace,
        kept: impl Fn(usize) -> bool,
    ) -> State {
        let record = &self.objects[object.index()];
        let mut state = State::new(record.kind);
        for &index in record.history.iter().filter(|&&index| kept(index)) {
            replay(&trace.events[index], object, self.clock, &mut state);
        }
        state
    }

    /// Takes the step, or gives it up where only the deadline allows it.
    #[inline]
    pub fn apply(&mut self, thread: ThreadId, op: &Op) -> Outcome {
        if op.is_plain() {
            if let Action::SetTimer(_) | Action::SetDeadline(_) = op.action {
                self.clock = Some(op.object);
            }
            return match self.objects.get_mut(op.object.index()) {
                Some(object) => object.state.apply(thread, &op.action),
                None => Outcome::Done,
            };
        }
        self.apply_in_full(thread, op)
    }

    /// The same for a step with two objects, or with a deadline.
    #[inline(never)]
    fn apply_in_full(&mut self, thread: ThreadId, op: &Op) -> Outcome {
        let timed_out = op.timed
            && !self.objects[op.object.index()]
                .state
                .permits(thread, &op.action);
        let outcome = if timed_out {
            self.objects[op.object.index()]
                .state
                .give_up(thread, op.action);
            Outcome::TimedOut
        } else {
            self.objects[op.object.index()]
                .state
                .apply(thread, &op.action)
        };
        if !timed_out {
            self.apply_rest(thread, op);
            return outcome;
        }
        if let Some((object, action)) = op.also {
            self.objects[object.index()].state.apply(thread, &action);
        }
        if let Some(clock) = self.clock {
            let clock = &mut self.objects[clock.index()].state;
            clock.apply(thread, &Action::Sleep);
        }
        outcome
    }

    /// What belongs to a step that is taken in time, beside its first action.
    pub fn apply_rest(&mut self, thread: ThreadId, op: &Op) {
        if let Some((object, action)) = op.also {
            self.objects[object.index()].state.apply(thread, &action);
        }
        if let (true, Some(clock)) = (op.timed, self.clock) {
            object::cancel_timer(&mut self.objects[clock.index()].state, thread);
        }
    }
}

/// Whether `op` may be taken where `state` says how objects stand.
#[inline]
pub(crate) fn permits<'a>(
    thread: ThreadId,
    op: &Op,
    clock: Option<ObjectId>,
    state: impl Fn(ObjectId) -> &'a State,
) -> bool {
    if op.object == ObjectId::NONE {
        return true;
    }
    if let Some((object, action)) = op.also
        && !state(object).permits(thread, &action)
    {
        return false;
    }
    state(op.object).permits(thread, &op.action)
        || (op.timed && clock.is_some_and(|clock| state(clock).permits(thread, &Action::Sleep)))
}

/// What `op` depends on where `state` says how objects stand.
#[inline]
pub(crate) fn footprint<'a>(
    thread: ThreadId,
    op: &Op,
    trace: &Trace,
    watched: &[Watched],
    clock: Option<ObjectId>,
    state: impl Fn(ObjectId) -> &'a State,
) -> Footprint {
    let mut footprint = watching(watched, trace);
    add_footprint(thread, op, clock, &mut footprint, state);
    footprint
}

/// What a step depends on because its thread waits in a loop.
pub(crate) fn watching(watched: &[Watched], trace: &Trace) -> Footprint {
    let mut footprint = Footprint::new();
    for seen in watched {
        let own = &trace.events[seen.seen_in].footprint;
        for access in own.iter().filter(|access| access.object == seen.object) {
            object::watch(access, &mut footprint);
        }
    }
    footprint
}

/// Adds what `op` depends on where `state` says how objects stand.
#[inline]
pub(crate) fn add_footprint<'a>(
    thread: ThreadId,
    op: &Op,
    clock: Option<ObjectId>,
    footprint: &mut Footprint,
    state: impl Fn(ObjectId) -> &'a State,
) {
    let in_time = op.object == ObjectId::NONE || {
        let now = state(op.object);
        now.footprint(op.object, thread, &op.action, footprint);
        now.permits(thread, &op.action)
    };
    if let Some((object, action)) = op.also {
        state(object).footprint(object, thread, &action, footprint);
    }
    if let (true, Some(clock)) = (op.timed, clock) {
        if in_time {
            object::cancel_footprint(clock, footprint);
        } else {
            state(clock).footprint(clock, thread, &Action::Sleep, footprint);
        }
    }
}

/// Does to `state` what `event` did to `object`.
pub(crate) fn replay(event: &Event, object: ObjectId, clock: Option<ObjectId>, state: &mut State) {
    let thread = event.thread;
    let timed_out = event.outcome == Outcome::TimedOut;
    if event.op.object == object {
        if timed_out {
            state.give_up(thread, event.op.action);
        } else if let (State::Atomic(value), Some(written)) = (&mut *state, event.written) {
            *value = written;
        } else {
            state.apply(thread, &event.op.action);
        }
    } else if let Some(action) = event.action_on(object) {
        state.apply(thread, &action);
    } else if event.op.timed && clock == Some(object) {
        if timed_out {
            state.apply(thread, &Action::Sleep);
        } else {
            object::cancel_timer(state, thread);
        }
    }
}
