//! A condition variable: waiters, and permits to go on.
//!
//! A notification is a permit, not a choice: `notify_one` adds one permit, and which
//! of the threads that waited at that moment takes it is ordinary scheduling. A
//! notification without a waiter that lacks a permit is lost.

use super::Class;
use crate::footprint::WATCH;
use crate::op::{Action, Outcome, ThreadId};

const WAIT: Class = Class::new(1, 2 | WATCH);
const NOTIFY: Class = Class::new(2, 1 | 4 | WATCH);
const WAKE: Class = Class::new(4, 2 | 4 | WATCH);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Waiter {
    thread: ThreadId,
    /// When it began to wait, counted in waits on this condition variable.
    since: u32,
    /// A `notify_all` has let it go.
    released: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Condvar {
    waiters: Vec<Waiter>,
    /// A permit each, as the count of waits when it was given: only a thread that
    /// waited before that may take it.
    permits: Vec<u32>,
    waits: u32,
}

/// What the action depends on; nothing, for a thread that is to wake up by itself.
pub(crate) fn class(action: Action) -> Option<Class> {
    match action {
        Action::Wait => Some(WAIT),
        Action::Wake => Some(WAKE),
        Action::Doze | Action::Stir => None,
        _ => Some(NOTIFY),
    }
}

impl Condvar {
    fn waiter(&self, thread: ThreadId) -> Option<&Waiter> {
        self.waiters.iter().find(|waiter| waiter.thread == thread)
    }

    /// The permit given longest ago that is meant for this waiter too. Permits are in
    /// the order given, so later waiters keep the ones that only they may take.
    fn permit_for(&self, waiter: &Waiter) -> Option<usize> {
        self.permits.iter().position(|&given| waiter.since < given)
    }

    pub fn permits(&self, thread: ThreadId, action: Action) -> bool {
        action != Action::Wake
            || self
                .waiter(thread)
                .is_none_or(|waiter| waiter.released || self.permit_for(waiter).is_some())
    }

    pub fn apply(&mut self, thread: ThreadId, action: Action) -> Outcome {
        match action {
            Action::Wait => {
                self.waiters.push(Waiter {
                    thread,
                    since: self.waits,
                    released: false,
                });
                self.waits += 1;
            }
            Action::Wake => self.wake(thread),
            Action::NotifyOne => {
                let unserved = self.waiters.iter().filter(|waiter| !waiter.released);
                if unserved.count() > self.permits.len() {
                    self.permits.push(self.waits);
                }
            }
            Action::NotifyAll => {
                self.permits.clear();
                for waiter in &mut self.waiters {
                    waiter.released = true;
                }
            }
            Action::Doze | Action::Stir => {}
            _ => unreachable!("not an action of a condition variable: {action:?}"),
        }
        Outcome::Done
    }

    fn wake(&mut self, thread: ThreadId) {
        let Some(waiter) = self.waiter(thread) else {
            return;
        };
        if !waiter.released
            && let Some(permit) = self.permit_for(waiter)
        {
            self.permits.remove(permit);
        }
        self.leave(thread);
    }

    /// The thread no longer waits.
    pub fn leave(&mut self, thread: ThreadId) {
        self.waiters.retain(|waiter| waiter.thread != thread);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: ThreadId = ThreadId(1);
    const B: ThreadId = ThreadId(2);

    #[test]
    fn a_notification_without_a_waiter_is_lost() {
        let mut condvar = Condvar::default();
        condvar.apply(A, Action::NotifyOne);
        condvar.apply(B, Action::Wait);
        assert!(!condvar.permits(B, Action::Wake));
    }

    #[test]
    fn one_permit_serves_any_one_waiter() {
        let mut condvar = Condvar::default();
        condvar.apply(A, Action::Wait);
        condvar.apply(B, Action::Wait);
        condvar.apply(ThreadId(0), Action::NotifyOne);
        assert!(condvar.permits(A, Action::Wake) && condvar.permits(B, Action::Wake));
        condvar.apply(B, Action::Wake);
        assert!(!condvar.permits(A, Action::Wake));
    }

    #[test]
    fn a_late_waiter_cannot_take_an_earlier_permit() {
        let mut condvar = Condvar::default();
        condvar.apply(A, Action::Wait);
        condvar.apply(ThreadId(0), Action::NotifyOne);
        condvar.apply(B, Action::Wait);
        assert!(!condvar.permits(B, Action::Wake));
        assert!(condvar.permits(A, Action::Wake));
    }
}
