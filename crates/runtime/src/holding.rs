//! Who has a lock, and since which line: read off the steps of an execution.

use interleave_core::Site;
use interleave_core::op::{Action, Begun, ObjectId, Op, Outcome, ThreadId};

use crate::witness::Step;

/// What a thread has of a lock, or of an initialisation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Holding {
    /// Where it took it, each time that it has not given it up again.
    taken: Vec<Site>,
    /// Where it began to wait for it as a writer; readers then wait behind it.
    queued: Option<Site>,
}

/// A thread that is in the way of another one.
#[derive(Clone, Debug)]
pub(crate) struct Holder {
    pub thread: ThreadId,
    /// Where it took what the other one wants, or began to wait for it.
    pub since: Option<Site>,
    /// It has not got it, but waits for it, as a writer before readers.
    pub only_waits: bool,
}

impl Holding {
    /// Takes note of a step of the thread.
    pub fn step(&mut self, op: &Op, outcome: Outcome, site: Site, object: ObjectId) {
        let parts = [Some((op.object, op.action)), op.also];
        for (_, action) in parts.into_iter().flatten().filter(|(o, _)| *o == object) {
            match action {
                Action::Queue => self.queued = Some(site),
                Action::Unlock | Action::Unshare | Action::Complete(_) => {
                    self.taken.pop();
                }
                _ if takes(action, outcome) => {
                    self.queued = None;
                    self.taken.push(site);
                }
                _ => {}
            }
        }
    }

    /// Where it took what it would give up next.
    pub fn last(&self) -> Option<Site> {
        self.taken.last().copied()
    }

    /// The thread as one that is in the way.
    pub fn holder(&self, thread: ThreadId) -> Holder {
        let since = self.last();
        Holder {
            thread,
            since: since.or(self.queued),
            only_waits: since.is_none() && self.queued.is_some(),
        }
    }
}

/// Whether a thread has the object after this step.
pub(crate) fn takes(action: Action, outcome: Outcome) -> bool {
    match action {
        Action::Lock | Action::Share => true,
        Action::TryLock | Action::TryShare => outcome == Outcome::Taken(true),
        Action::Begin => outcome != Outcome::Begun(Begun::Complete),
        _ => false,
    }
}

/// Whether the step takes the lock that its thread gave up when it began to wait.
pub(crate) fn regains(before: &[Step], step: &Step) -> bool {
    let mut before = before.iter().rev();
    let last = before.find(|other| other.thread == step.thread);
    let woke = last.is_some_and(|last| last.op.action == Action::Wake);
    woke && step.op.action == Action::Lock
}
