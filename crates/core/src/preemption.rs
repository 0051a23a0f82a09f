//! Preemptions: switches away from a thread that could have gone on.
//!
//! A thread gives its turn away when it ends, is blocked, or pauses (`yield_now`, a spin
//! hint, a sleep, whether or not the pause is a step): who goes on then is a free choice.
//! So it is where the thread could only give up at its deadline or wake up without a
//! cause, and for the first step of all. Source: M. Musuvathi, S. Qadeer, *Iterative Context Bounding for Systematic
//! Testing of Multithreaded Programs*, PLDI 2007, section 2.
//!
//! Whether a thread could go on follows from the class of the steps taken so far alone,
//! as the states of objects do.

use crate::object::State;
use crate::op::{Action, Meet, ObjectId, Op, ThreadId};
use crate::select::Select;
use crate::trace::{Event, Trace, Watched};
use crate::world::{self, World};

/// What a thread is about to do.
pub(crate) struct Turn<'a> {
    thread: ThreadId,
    op: &'a Op,
    select: Option<&'a Select>,
    watched: &'a [Watched],
    /// It has paused since its last step.
    gave_way: bool,
    /// The threads whose end it waits for before.
    pub joined: &'a [ThreadId],
}

impl<'a> Turn<'a> {
    /// The thread was about to take this step.
    pub fn of_event(event: &'a Event) -> Self {
        Self {
            thread: event.thread,
            op: &event.op,
            select: event.taken.as_ref().map(|taken| &*taken.select),
            watched: &event.watched,
            gave_way: event.after_pause,
            joined: &event.joined,
        }
    }

    /// What the thread is about to do now, unless it has ended.
    pub fn pending(world: &'a World, id: ThreadId) -> Option<Self> {
        let thread = &world.threads[id.index()];
        let pending = thread.pending.as_ref()?;
        Some(Self {
            thread: id,
            op: &pending.op,
            select: pending.select.as_deref(),
            watched: &pending.watched,
            gave_way: thread.gave_way,
            joined: &thread.joined,
        })
    }

    /// Whether the thread gives its turn away, even where it could go on.
    fn gives_way(&self) -> bool {
        let pauses = matches!(
            self.op.action,
            Action::Yield | Action::Spin | Action::Sleep | Action::Until(_) | Action::Stir
        );
        self.gave_way || (pauses && self.select.is_none())
    }

    /// Whether one of several operations could be taken, but for giving up.
    fn could_select<'s>(&self, select: &Select, state: impl Fn(ObjectId) -> &'s State) -> bool {
        let in_time = |number: &u8| !matches!(select.op(*number).action, Action::Until(_));
        let mut numbers = select.numbers().filter(in_time);
        numbers.any(|number| select.permits(self.thread, number, &state))
    }

    /// Whether the thread could go on by itself now.
    fn can_be_taken(&self, world: &World, trace: &Trace) -> bool {
        let state = |object: ObjectId| &world.objects[object.index()].state;
        !self.gives_way()
            && match self.select {
                Some(select) => self.could_select(select, state),
                None => world.permits(self.thread, &self.op.patient()),
            }
            && (self.watched.is_empty() || world.changed(self.watched, trace, |_| true))
    }

    /// Whether it could have after those events of this execution for which `kept` holds.
    pub fn could_be_taken(
        &self,
        world: &World,
        trace: &Trace,
        kept: impl Fn(usize) -> bool,
    ) -> bool {
        if self.gives_way() {
            return false;
        }
        if self.select.is_none() && !may_block(self.op.action) {
            return true;
        }
        let ops = self
            .select
            .map_or_else(|| vec![self.op], |select| select.ops().collect());
        let objects = ops
            .iter()
            .flat_map(|op| [Some(op.object), op.also.map(|(object, _)| object)]);
        let objects = objects.flatten().filter(|&object| object != ObjectId::NONE);
        let state = |object| (object, world.state_after(object, trace, &kept));
        let states: Vec<(ObjectId, State)> = objects.map(state).collect();
        let state = |object| {
            let found = states.iter().find(|(other, _)| *other == object);
            &found.expect("both objects of the step are there").1
        };
        let permitted = match self.select {
            Some(select) => self.could_select(select, state),
            None => world::permits(self.thread, &self.op.patient(), None, state),
        };
        permitted && (self.watched.is_empty() || world.changed(self.watched, trace, &kept))
    }
}

/// Whether the action may keep its thread waiting.
fn may_block(action: Action) -> bool {
    matches!(
        action,
        Action::Lock
            | Action::Share
            | Action::Wake
            | Action::Park
            | Action::Begin
            | Action::AwaitComplete(_)
            | Action::Stir
            | Action::Depart
            | Action::Send
            | Action::AwaitTaken
            | Action::Receive
            | Action::CanSend
            | Action::CanReceive
            | Action::Meet(_, Meet::Await(_) | Meet::Try(_) | Meet::Collect(_))
            | Action::Until(_)
            | Action::AwaitEvent
            | Action::AwaitChange(_)
            | Action::Join
    )
}

impl World {
    /// Whether `id` could go on now: then a step of another thread is a preemption.
    pub(crate) fn could_go_on(&self, id: ThreadId, trace: &Trace) -> bool {
        Turn::pending(self, id).is_some_and(|turn| turn.can_be_taken(self, trace))
    }
}
