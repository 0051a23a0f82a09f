//! A barrier: threads arrive, and all depart when the last of a generation has come.

use super::Class;
use crate::footprint::ALL;
use crate::op::{Action, Outcome, ThreadId};

const ARRIVE: Class = Class::new(1, ALL);
const DEPART: Class = Class::new(0x10, 1);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Barrier {
    size: u32,
    /// Who has arrived and waits for the rest of the present generation.
    arrived: Vec<ThreadId>,
}

pub(crate) fn class(action: Action) -> Class {
    match action {
        Action::Arrive => ARRIVE,
        _ => DEPART,
    }
}

impl Barrier {
    /// As in std, a barrier for no thread is one for one.
    pub fn new(size: u32) -> Self {
        Self {
            size: size.max(1),
            arrived: Vec::new(),
        }
    }

    pub fn permits(&self, thread: ThreadId, action: Action) -> bool {
        action != Action::Depart || !self.arrived.contains(&thread)
    }

    pub fn apply(&mut self, thread: ThreadId, action: Action) -> Outcome {
        if action != Action::Arrive {
            return Outcome::Done;
        }
        self.arrived.push(thread);
        let leader = self.arrived.len() >= self.size as usize;
        if leader {
            self.arrived.clear();
        }
        Outcome::Arrived { leader }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_can_be_used_again() {
        let mut barrier = Barrier::new(2);
        let (a, b) = (ThreadId(1), ThreadId(2));
        for _ in 0..2 {
            assert_eq!(
                barrier.apply(a, Action::Arrive),
                Outcome::Arrived { leader: false }
            );
            assert!(!barrier.permits(a, Action::Depart));
            assert_eq!(
                barrier.apply(b, Action::Arrive),
                Outcome::Arrived { leader: true }
            );
            assert!(barrier.permits(a, Action::Depart) && barrier.permits(b, Action::Depart));
        }
    }
}
