//! Turns: tasks that share one thread run one after the other, from one await to the
//! next.
//!
//! That could be a lock, which whoever runs has. But then the turns of all tasks are
//! dependent on each other, whatever they do. So as long as a task does nothing that
//! could block its thread, tasks are explored as if each had a thread of its own, and
//! executions that one thread could not have are left out: those in which the turns can't
//! be put one after the other. Two turns come in an order if an event of one happened
//! before an event of the other; there is an order of all of them if and only if these
//! have no cycle. (Conflict serialisability: C. Papadimitriou, *The Serializability of
//! Concurrent Database Updates*, J. ACM 26(4), 1979.)
//!
//! Where a task could block, or asks what may overlap, the exploration begins anew with
//! the lock.

use interleave_core::Site;
use interleave_core::op::{Action, Meet, ThreadId};

use crate::model::Model;

/// The turns of an execution.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    begun: Vec<Turn>,
    /// Whether there is the lock.
    pub locked: bool,
    /// The exploration is to begin anew with it.
    pub to_be_locked: bool,
    /// What a shadow has learned of the program's places.
    pub learned: Vec<Site>,
    /// So much of that was known when the exploration began.
    pub known: usize,
}

#[derive(Clone, Copy, Debug)]
struct Turn {
    thread: ThreadId,
    /// The thread's first step in it.
    from: u32,
    /// The threads that take turns with each other; none if it is nobody's turn.
    group: Option<u32>,
}

impl Turns {
    pub fn reset(&mut self) {
        self.begun.clear();
    }

    /// Whether the exploration must begin anew; if so, what was wanted is so from now on.
    pub fn must_restart(&mut self) -> bool {
        let more = self.learned.len() > self.known || self.to_be_locked && !self.locked;
        self.known = self.learned.len();
        self.locked = self.to_be_locked;
        more
    }

    /// From its step `from` on, `thread` has a turn of that group.
    pub fn begin(&mut self, thread: ThreadId, from: u32, group: Option<u32>) {
        self.begun.push(Turn {
            thread,
            from,
            group,
        });
    }

    /// The turn of the group in which the thread's last turn step up to `step` was.
    fn at(&self, thread: ThreadId, step: u32, group: Option<u32>) -> Option<usize> {
        let is = |turn: &Turn| {
            turn.thread == thread && turn.from <= step && (group.is_none() || turn.group == group)
        };
        self.begun.iter().rposition(is)
    }

    /// Whether threads that take turns could have this execution.
    pub fn are_possible(&self, model: &Model) -> bool {
        let turns = self.begun.len();
        if turns == 0 || self.locked {
            return true;
        }
        let mut after = vec![vec![false; turns]; turns];
        for (index, turn) in self.begun.iter().enumerate() {
            let earlier = &self.begun[..index];
            let same = |other: &Turn| other.thread == turn.thread && other.group == turn.group;
            if let Some(before) = earlier.iter().rposition(same) {
                after[before][index] = true;
            }
        }
        let trace = model.explorer.trace();
        for (index, event) in trace.events().iter().enumerate() {
            let Some(turn) = self.at(event.thread, event.number, None) else {
                continue;
            };
            let group = self.begun[turn].group;
            if group.is_none() {
                continue;
            }
            for (other, _) in model.numbered().filter(|(other, _)| *other != event.thread) {
                let before = self.at(other, trace.seen(index, other), group);
                if let Some(before) = before {
                    after[before][turn] = true;
                }
            }
        }
        !has_cycle(&after)
    }
}

/// Whether the relation has a cycle: nodes without a predecessor are taken away until
/// there is none.
fn has_cycle(after: &[Vec<bool>]) -> bool {
    let mut left: Vec<usize> = (0..after.len()).collect();
    loop {
        let first = |&node: &usize| !left.iter().any(|&other| after[other][node]);
        let Some(place) = left.iter().position(first) else {
            return !left.is_empty();
        };
        left.swap_remove(place);
    }
}

/// Whether the action may block its thread where a task does it itself.
pub(crate) fn may_block(action: Action) -> bool {
    matches!(
        action,
        Action::Lock
            | Action::Share
            | Action::Wait
            | Action::Wake
            | Action::Park
            | Action::Begin
            | Action::AwaitComplete(_)
            | Action::Depart
            | Action::Send
            | Action::AwaitTaken
            | Action::Receive
            | Action::Meet(_, Meet::Await(_) | Meet::Collect(_))
            | Action::Select
            | Action::Join
            | Action::Sleep
    )
}

#[cfg(test)]
mod tests {
    use super::has_cycle;

    fn relation(nodes: usize, pairs: &[(usize, usize)]) -> Vec<Vec<bool>> {
        let mut after = vec![vec![false; nodes]; nodes];
        for (before, later) in pairs {
            after[*before][*later] = true;
        }
        after
    }

    #[test]
    fn turns_have_an_order_without_a_cycle() {
        assert!(!has_cycle(&relation(3, &[(0, 1), (1, 2), (0, 2)])));
        assert!(has_cycle(&relation(3, &[(0, 1), (1, 2), (2, 0)])));
        assert!(!has_cycle(&relation(2, &[])));
    }
}
