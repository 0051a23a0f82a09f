//! Threads that wait: for something to happen to an object, or for their deadline.
//!
//! **A step that had to wait is taken at the moment at which it becomes possible**, by
//! the thread that has waited longest; that thread goes to the end of the queue. So a
//! lock is handed over: nobody can come in between. The one exception is a sender that
//! waits for room in a channel: it is woken, and puts its message in when it runs. (Its
//! message is with the thread; a receiver that found room taken would look for it.)

use interleave_core::op::{Action, ObjectId, Op, Outcome, ThreadId};
use interleave_core::{Explorer, Site};

use super::super::Activity;
use super::Simulated;

/// What a thread waits for.
#[derive(Clone, Copy)]
pub(super) struct Blocked {
    op: Op,
    site: Site,
    /// From when it waited to its deadline.
    patience: u64,
    /// The deadline has come.
    expired: bool,
    /// Only the lock is missing that goes with the step.
    lacks_lock: bool,
    /// It runs again, to look whether it may go on.
    looks_again: bool,
}

impl Simulated {
    /// The thread waits, without a core.
    pub(super) fn block(&mut self, explorer: &Explorer, thread: ThreadId, op: &Op, site: Site) {
        let now = self.schedule.now();
        let timed = op.timed || op.action == Action::Sleep;
        let actor = &mut self.actors[thread.index()];
        let patience = if timed { actor.deadline - now } else { 0 };
        actor.blocked = Some(Blocked {
            op: *op,
            site,
            patience,
            expired: false,
            lacks_lock: false,
            looks_again: false,
        });
        if timed {
            self.schedule
                .set_timer(thread, self.actors[thread.index()].deadline);
        }
        self.schedule.leaves(thread);
        self.waits.begin(explorer, thread, op, site, now);
        if op.action != Action::Sleep {
            self.queue_up(op.object, thread);
        }
        if let Some((object, _)) = op.also {
            self.queue_up(object, thread);
        }
    }

    fn queue_up(&mut self, object: ObjectId, thread: ThreadId) {
        if self.queues.len() <= object.index() {
            self.queues.resize_with(object.index() + 1, Vec::new);
        }
        self.queues[object.index()].push(thread);
    }

    fn leave_queue(&mut self, object: ObjectId, thread: ThreadId) {
        if let Some(queue) = self.queues.get_mut(object.index()) {
            queue.retain(|&other| other != thread);
        }
    }

    /// Something has happened to the objects of `op`: whoever waited for it goes on.
    pub(super) fn settle(&mut self, explorer: &mut Explorer, op: &Op) {
        let mut changed: Vec<ObjectId> = Vec::new();
        self.note_change(op, &mut changed);
        while let Some(object) = changed.pop() {
            let mut place = 0;
            while let Some(&thread) = self.queues[object.index()].get(place) {
                match self.reconsider(explorer, thread) {
                    Some(taken) => self.note_change(&taken, &mut changed),
                    None => place += 1,
                }
            }
        }
    }

    /// The objects of a step that somebody waits for.
    fn note_change(&self, op: &Op, changed: &mut Vec<ObjectId>) {
        let objects = [Some(op.object), op.also.map(|(object, _)| object)];
        changed.extend(objects.into_iter().flatten().filter(|object| {
            let queue = self.queues.get(object.index());
            queue.is_some_and(|queue| !queue.is_empty())
        }));
    }

    /// Takes the step that a thread waits for if it may be taken now, and gives it.
    fn reconsider(&mut self, explorer: &mut Explorer, thread: ThreadId) -> Option<Op> {
        let now = self.schedule.now();
        let blocked = self.actors[thread.index()].blocked.as_mut()?;
        let op = blocked.op;
        if op.action == Action::Send {
            if !blocked.looks_again && explorer.might_take_after(&self.returning, thread, &op) {
                blocked.looks_again = true;
                self.returning.push((thread, op));
                self.waits.end(thread, now);
                self.schedule.ready(thread);
            }
            return None;
        }
        if explorer.may_take(thread, &op, blocked.expired) {
            let outcome = explorer.take_now(thread, &op, &mut self.chains);
            self.wake(thread, &op, outcome);
            return Some(op);
        }
        if !blocked.lacks_lock && explorer.lacks_second(thread, &op, blocked.expired) {
            blocked.lacks_lock = true;
            let site = blocked.site;
            self.waits.end(thread, now);
            if let Some((object, action)) = op.also {
                let lock = Op::new(object, action);
                self.waits.begin(explorer, thread, &lock, site, now);
                self.leave_queue(object, thread);
                self.queue_up(object, thread);
            }
        }
        None
    }

    /// A thread that waited goes to the end of the queue, its step taken.
    fn wake(&mut self, thread: ThreadId, op: &Op, outcome: Outcome) {
        let actor = &mut self.actors[thread.index()];
        actor.blocked = None;
        actor.outcome = Some(outcome);
        self.waits.end(thread, self.schedule.now());
        self.schedule.stop_timer(thread);
        self.leave_queue(op.object, thread);
        if let Some((object, _)) = op.also {
            self.leave_queue(object, thread);
        }
        let locks = |action| matches!(action, Action::Lock | Action::Share);
        if locks(op.action) || op.also.is_some_and(|(_, action)| locks(action)) {
            let cost = self.machine.hand_over;
            self.schedule.needs(thread, cost, Activity::HandOver);
        }
        self.schedule.ready(thread);
    }

    pub(super) fn timer_ends(&mut self, explorer: &mut Explorer, thread: ThreadId) {
        let Some(blocked) = self.actors[thread.index()].blocked.as_mut() else {
            return;
        };
        blocked.expired = true;
        let op = blocked.op;
        self.chains.lengthen(thread, blocked.patience);
        if op.action == Action::Sleep {
            self.wake(thread, &op, Outcome::Done);
        } else if let Some(taken) = self.reconsider(explorer, thread) {
            self.settle(explorer, &taken);
        }
    }

    /// Whether a thread that has a core may go on, or waits again: it was woken to look.
    pub(super) fn looks_again(&mut self, explorer: &mut Explorer, thread: ThreadId) -> bool {
        let Some(blocked) = self.actors[thread.index()].blocked.as_mut() else {
            return true;
        };
        blocked.looks_again = false;
        let Blocked {
            op, site, expired, ..
        } = *blocked;
        self.returning.retain(|(other, _)| *other != thread);
        if explorer.may_take(thread, &op, expired) {
            self.actors[thread.index()].blocked = None;
            self.leave_queue(op.object, thread);
            let outcome = self.take(explorer, thread, &op);
            self.actors[thread.index()].outcome = Some(outcome);
            return true;
        }
        self.waits
            .begin(explorer, thread, &op, site, self.schedule.now());
        self.schedule.leaves(thread);
        false
    }
}
