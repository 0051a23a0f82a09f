//! Steps: announced by the program, taken when their turn has come.
//!
//! In the part of an execution that is taken over from the last one, everything about a
//! step is known but its values. Beyond that, what it depends on is found out and kept.
//! Whose turn it is, is not decided here.

use std::rc::Rc;

use super::ways::Way;
use super::{Explorer, same_site, same_step};
use crate::footprint::Footprint;
use crate::object::State;
use crate::op::{Action, ObjectId, Op, Outcome, ThreadId};
use crate::race::{self, Later};
use crate::reply::Reply;
use crate::select::{Select, Taken};
use crate::trace::{Event, Late, Site};
use crate::world::{Pending, World};

impl Explorer {
    /// What `thread` is about to do. False if there is nothing to wait for: the
    /// operation makes no difference to anybody, and the thread just goes on.
    pub fn announce(&mut self, thread: ThreadId, op: Op, site: Site) -> bool {
        self.announce_any(thread, op, None, site)
    }

    /// As [`Explorer::announce`], of a thread that takes one of several operations. Which
    /// one it was, [`Explorer::taken`] says.
    pub fn announce_select(&mut self, thread: ThreadId, select: Select, site: Site) -> bool {
        let mut op = Op::new(ObjectId::NONE, Action::Select);
        op.timed = select
            .ops()
            .any(|op| op.timed || matches!(op.action, Action::Until(_)));
        self.announce_any(thread, op, Some(Rc::new(select)), site)
    }

    /// After [`Explorer::perform`]: the number of the operation that the thread has taken
    /// of several.
    #[must_use]
    pub fn taken(&self) -> Option<usize> {
        let last = self.world.taken.checked_sub(1)?;
        self.trace.events.get(last)?.arm()
    }

    fn announce_any(
        &mut self,
        thread: ThreadId,
        op: Op,
        select: Option<Rc<Select>>,
        site: Site,
    ) -> bool {
        self.asks_for_end |= matches!(op.action, Action::IsFinished);
        self.joining += u32::from(matches!(op.action, Action::Join));
        let Some(watched) = self.world.watch(thread, &op, site, &self.trace) else {
            return false;
        };
        self.world.threads[thread.index()].pending = Some(Pending {
            op,
            select,
            site,
            watched,
        });
        true
    }

    /// Does at once what is no step: ending, as long as nobody asks whether a thread has
    /// ended, and waiting for the end of one that has. `None` if it must be announced.
    pub fn do_silently(&mut self, thread: ThreadId, op: &Op) -> Option<Outcome> {
        match op.action {
            Action::Finish if !self.ends_are_steps => self.world.finish(thread, op.object),
            Action::Fence(_) if self.weak.is_none() => {}
            Action::Join if self.world.permits(thread, op) => self.world.join(thread, op.object),
            _ => return None,
        }
        Some(Outcome::Done)
    }

    /// In the part of the execution that is taken over from the last one it is known whose
    /// step comes next: takes this one at once, or announces it and says whose turn it is.
    ///
    /// The same as `announce`, `next` and, for a thread that goes on, `perform`.
    #[inline]
    pub fn repeat_at_once(&mut self, thread: ThreadId, op: &Op, site: Site) -> Reply {
        if self.position >= self.replayed || !op.is_plain() || !is_simple(op.action) {
            return Reply::NEW;
        }
        let event = &mut self.trace.events[self.position];
        if event.thread != thread {
            return self.wait_for_turn(thread, op, site);
        }
        if !same_step(&event.op, op) || !same_site(event.site, site) {
            return Reply::NEW;
        }
        let state = &mut self.world.objects[op.object.index()].state;
        let reply = take_again(event, &op.action, thread, state);
        self.world.took(thread, self.position);
        self.position += 1;
        reply
    }

    /// On new ground where nothing is planned, the thread that runs keeps its turn as long
    /// as it can: takes its step at once then.
    ///
    /// The same as `announce`, `next` and `perform`. The step can't sleep: no execution has
    /// had it as its next one before this place, which the thread comes to only now.
    #[inline(never)]
    pub fn keep_turn(&mut self, thread: ThreadId, op: &Op, site: Site) -> Reply {
        if !self.is_free()
            || !op.is_plain()
            || !is_simple(op.action)
            || !self.world.permits(thread, op)
        {
            return Reply::NEW;
        }
        self.push_node();
        debug_assert!(!self.sleeps(thread), "it has just come to this step");
        self.record(thread, Pending::plain(*op, site))
    }

    /// Whether it is new ground, with nothing planned, and nobody has to go first.
    #[inline]
    fn is_free(&self) -> bool {
        self.position >= self.replayed
            && self.position < self.max_steps
            && matches!(self.way, Way::Optimal)
            && self.weak.is_none()
            && self.resume.is_none()
            && self.plan.is_empty()
            && !self.may_have_joiner()
    }

    /// Whether the thread's next step sleeps at the last node.
    pub(super) fn sleeps(&self, thread: ThreadId) -> bool {
        let start = self.nodes.last().map_or(0, |node| node.asleep);
        self.asleep[start..]
            .iter()
            .any(|step| step.thread == thread)
    }

    /// Announces a step that is taken later in the part that is taken over.
    fn wait_for_turn(&mut self, thread: ThreadId, op: &Op, site: Site) -> Reply {
        let next = self.trace.events[self.position].thread;
        if self.may_have_joiner() || !self.repeats(next) {
            return Reply::NEW;
        }
        self.world.threads[thread.index()].pending = Some(Pending::plain(*op, site));
        self.chosen = Some(next);
        Reply::later(next)
    }

    /// Takes the announced step of the thread that `next` chose.
    ///
    /// # Panics
    /// If `next` did not choose a thread before.
    pub fn perform(&mut self) -> Outcome {
        self.take().outcome()
    }

    /// The same, with what comes of it as a reply.
    ///
    /// # Panics
    /// If `next` did not choose a thread before.
    pub fn take(&mut self) -> Reply {
        let thread = self.chosen.take().expect("next() has chosen who goes on");
        let announced = &mut self.world.threads[thread.index()].pending;
        let pending = announced.as_ref().expect("it has announced its step");
        if matches!(pending.op.action, Action::Join) {
            let life = pending.op.object;
            *announced = None;
            self.joining -= 1;
            self.world.join(thread, life);
            return Reply::DONE;
        }
        if self.position < self.replayed {
            self.repeat(thread)
        } else if self.weak.is_some() {
            self.perform_weak(thread).into()
        } else {
            let pending = announced.take();
            self.record(thread, pending.expect("it has announced its step"))
        }
    }

    #[inline(never)]
    fn perform_weak(&mut self, thread: ThreadId) -> Outcome {
        let Self {
            weak, world, trace, ..
        } = self;
        let pending = world.threads[thread.index()].pending.take();
        let (Some(weak), Some(pending)) = (weak, pending) else {
            unreachable!("memory is weak, and the thread has announced its step");
        };
        weak.perform(world, trace, thread, pending)
    }

    /// Takes a step of the prefix again: everything is known about it but the values.
    #[inline]
    fn repeat(&mut self, thread: ThreadId) -> Reply {
        let event = &mut self.trace.events[self.position];
        let announced = &mut self.world.threads[thread.index()].pending;
        if let Some(pending) = announced
            && pending.op.is_plain()
            && is_simple(pending.op.action)
        {
            let state = &mut self.world.objects[pending.op.object.index()].state;
            let reply = take_again(event, &pending.op.action, thread, state);
            *announced = None;
            self.world.took(thread, self.position);
            self.position += 1;
            return reply;
        }
        self.repeat_in_full(thread).into()
    }

    /// The same for any step.
    #[inline(never)]
    fn repeat_in_full(&mut self, thread: ThreadId) -> Outcome {
        let event = &mut self.trace.events[self.position];
        let pending = &mut self.world.threads[thread.index()].pending;
        if let Some(pending) = pending.take() {
            let choice = event.choice();
            event.op = *pending.op_chosen(choice);
            event.taken = pending.taken(choice);
            event.watched = pending.watched;
        }
        let outcome = apply(&mut self.world, thread, event.step(), event.choice());
        event.outcome = outcome;
        event.written = written(&event.op.action, outcome);
        self.advance(thread);
        outcome
    }

    /// Takes a step that is new, and finds out what it depends on.
    #[inline(never)]
    fn record(&mut self, thread: ThreadId, pending: Pending) -> Reply {
        let choice = self
            .choice
            .take()
            .or_else(|| self.first_choice(thread, &pending));
        let footprint = self
            .world
            .footprint_of(thread, &pending, choice, &self.trace);
        let (op, taken) = (*pending.op_chosen(choice), pending.taken(choice));
        let Pending { site, watched, .. } = pending;
        self.open_clock(thread);
        self.known.clear();
        let late = taken.is_some() || race::known_at_end(&op);
        if late || race::depends_on_state(&op) {
            self.known.extend_from_slice(self.trace.clocks.last());
        }
        let races = self.races.len();
        match self.way {
            Way::Optimal => {
                let later = Later {
                    thread,
                    op: &op,
                    watched: &watched,
                    taken: taken.as_ref(),
                    footprint: &footprint,
                    index: Some(self.position),
                    instead: None,
                    known: &self.known,
                };
                race::causes(&self.world, &mut self.trace, &later, &mut self.races);
            }
            _ => self.join_past(&footprint),
        }
        let number = self.world.threads[thread.index()].steps + 1;
        self.trace.clocks.last_mut()[thread.index()] = number;
        self.world.note_use(self.position, &op, &footprint);
        let outcome = apply(&mut self.world, thread, (&op, taken.as_ref()), choice);
        if late {
            self.trace.late.push(Late {
                event: self.position,
                known: self.known.as_slice().into(),
            });
        }
        self.trace.events.push(Event {
            thread,
            number,
            op,
            taken,
            site,
            outcome,
            written: written(&op.action, outcome),
            joined: self.world.threads[thread.index()].joined.as_slice().into(),
            after_pause: self.world.threads[thread.index()].gave_way,
            footprint,
            watched,
            races,
        });
        self.advance(thread);
        outcome.into()
    }

    /// Of several operations the first that can be taken; the last, should a thread be let
    /// go on that can take none.
    fn first_choice(&self, thread: ThreadId, pending: &Pending) -> Option<u8> {
        let select = pending.select.as_ref()?;
        let can = |number: &u8| self.world.could_take(thread, pending, Some(*number));
        select.numbers().find(can).or(select.numbers().last())
    }

    /// Joins what happened before a step with this footprint into its clock.
    fn join_past(&mut self, footprint: &Footprint) {
        let clock = &mut self.known;
        clock.clear();
        clock.extend_from_slice(self.trace.clocks.last());
        race::join_past(&self.world, &self.trace, footprint, clock);
        self.trace.clocks.last_mut().copy_from_slice(clock);
    }

    /// Opens the clock of the thread's next event, with what it knows before.
    fn open_clock(&mut self, thread: ThreadId) {
        if self.world.threads[thread.index()].joined.is_empty() {
            self.trace.clocks.open(self.world.knows(thread));
            return;
        }
        let known = self.known_clock(thread);
        self.trace.clocks.open(None);
        self.trace.clocks.last_mut().copy_from_slice(&known);
    }

    #[inline]
    fn advance(&mut self, id: ThreadId) {
        let event = &self.trace.events[self.position];
        self.world.take(id, self.position, &event.op);
        if event.op.timed && event.outcome != Outcome::TimedOut {
            self.world.saw_change(id);
        } else if !event.watched.is_empty() {
            self.world.look_again(id, event.site);
        }
        self.position += 1;
    }
}

/// Whether all that such a step does is to use its objects.
fn is_simple(action: Action) -> bool {
    !matches!(
        action,
        Action::Yield
            | Action::Spin
            | Action::Sleep
            | Action::SetTimer(_)
            | Action::SetDeadline(_)
            | Action::Until(_)
            | Action::Choose
            | Action::Select
            | Action::Any
            | Action::Fence(_)
            | Action::Finish
            | Action::Join
            | Action::IsFinished
    )
}

/// Takes a simple step as it was taken before. Whatever it did then it does again; but
/// that it gives a value, which may be an address, another one each time.
#[inline]
fn take_again(event: &mut Event, action: &Action, thread: ThreadId, state: &mut State) -> Reply {
    match (action, &mut *state) {
        (Action::Load(_), State::Atomic(value)) => {
            event.outcome = Outcome::Value(*value);
            Reply::value(*value)
        }
        (&Action::Store(new, _), State::Atomic(value)) => {
            *value = new;
            if event.written != Some(new) {
                event.op.action = *action;
                event.written = Some(new);
            }
            Reply::DONE
        }
        _ => {
            let outcome = state.apply(thread, action);
            event.op.action = *action;
            event.written = written(action, outcome);
            event.outcome = outcome;
            outcome.into()
        }
    }
}

/// Takes the step; what a choice comes to is given.
#[inline]
fn apply(
    world: &mut World,
    thread: ThreadId,
    (op, taken): (&Op, Option<&Taken>),
    choice: Option<u8>,
) -> Outcome {
    match op.action {
        Action::Choose => Outcome::Taken(choice == Some(1)),
        _ => world.apply_taken(thread, op, taken),
    }
}

/// The value that a step gives an atomic.
#[inline]
fn written(action: &Action, outcome: Outcome) -> Option<u64> {
    match (*action, outcome) {
        (Action::Store(value, _), _) => Some(value),
        (Action::Modify(_, change), Outcome::Value(old)) => Some(change.of(old)),
        (Action::CompareExchange { new, .. }, Outcome::Exchanged { success: true, .. }) => {
            Some(new)
        }
        _ => None,
    }
}
