//! The virtual clock. It stands still but for threads whose deadline has come.
//!
//! A thread may be arbitrarily slow, so a deadline may be met at any later moment; but
//! of the timers that run, the earliest ends first.

use super::Class;
use crate::footprint::{ALL, WATCH};
use crate::op::{Action, Outcome, ThreadId};

const END: Class = Class::new(1, ALL);
const START: Class = Class::new(2, 1 | WATCH);
pub(super) const CANCEL: Class = Class::new(4, 1 | WATCH);
const NOW: Class = Class::new(0x10, 1);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Clock {
    now: u64,
    timers: Vec<(ThreadId, u64)>,
}

pub(crate) fn class(action: Action) -> Class {
    match action {
        Action::Now => NOW,
        Action::SetTimer(_) | Action::SetDeadline(_) => START,
        _ => END,
    }
}

impl Clock {
    pub fn now(&self) -> u64 {
        self.now
    }

    fn deadline(&self, thread: ThreadId) -> Option<u64> {
        let timer = self.timers.iter().find(|(owner, _)| *owner == thread);
        timer.map(|(_, deadline)| *deadline)
    }

    /// Whether the thread's deadline may be met: no other timer ends earlier.
    pub fn permits(&self, thread: ThreadId, action: Action) -> bool {
        let deadline = match action {
            Action::Sleep => self.deadline(thread),
            Action::Until(time) => Some(time),
            _ => None,
        };
        deadline.is_none_or(|deadline| {
            deadline <= self.now || self.timers.iter().all(|(_, other)| deadline <= *other)
        })
    }

    /// Whether the time has come for sure.
    pub fn insists(&self, thread: ThreadId, action: Action) -> bool {
        match action {
            Action::Until(time) => time <= self.now,
            _ => self.permits(thread, action),
        }
    }

    pub fn apply(&mut self, thread: ThreadId, action: Action) -> Outcome {
        match action {
            Action::Now => return Outcome::Time(self.now),
            Action::SetTimer(nanoseconds) => self.set(thread, self.now.saturating_add(nanoseconds)),
            Action::SetDeadline(time) => self.set(thread, time),
            Action::Until(time) => self.pass(thread, time),
            _ => self.pass(thread, self.deadline(thread).unwrap_or(0)),
        }
        Outcome::Done
    }

    fn set(&mut self, thread: ThreadId, deadline: u64) {
        let place = self.timers.partition_point(|(owner, _)| *owner < thread);
        self.timers.insert(place, (thread, deadline));
    }

    fn pass(&mut self, thread: ThreadId, time: u64) {
        self.now = self.now.max(time);
        self.cancel(thread);
    }

    pub fn cancel(&mut self, thread: ThreadId) {
        self.timers.retain(|(owner, _)| *owner != thread);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earliest_deadline_comes_first_and_time_never_goes_back() {
        let mut clock = Clock::default();
        let (a, b) = (ThreadId(1), ThreadId(2));
        clock.apply(a, Action::SetTimer(20));
        clock.apply(b, Action::SetTimer(10));
        assert!(!clock.permits(a, Action::Sleep) && clock.permits(b, Action::Sleep));
        clock.apply(b, Action::Sleep);
        assert_eq!(clock.apply(b, Action::Now), Outcome::Time(10));
        clock.apply(b, Action::SetTimer(5));
        clock.apply(b, Action::Sleep);
        clock.apply(a, Action::Sleep);
        assert_eq!(clock.apply(a, Action::Now), Outcome::Time(20));
    }
}
