//! A value that is initialised once, by one of the threads that ask for it.

use super::Class;
use crate::footprint::ALL;
use crate::op::{Action, Begun, Outcome, ThreadId};

const WRITE: Class = Class::new(1, ALL);
const READ: Class = Class::new(0x10, 1);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Once {
    #[default]
    Fresh,
    Poisoned,
    Running(ThreadId),
    Complete,
}

impl Once {
    /// Asking for what is complete changes nothing.
    pub fn class(&self, action: Action) -> Class {
        match (self, action) {
            (Once::Complete, Action::Begin) | (_, Action::IsComplete) => READ,
            _ => WRITE,
        }
    }

    pub fn permits(&self, action: Action) -> bool {
        action != Action::Begin || !matches!(self, Once::Running(_))
    }

    pub fn apply(&mut self, thread: ThreadId, action: Action) -> Outcome {
        match action {
            Action::Begin => {
                let begun = match self {
                    Once::Complete => return Outcome::Begun(Begun::Complete),
                    Once::Poisoned => Begun::Poisoned,
                    _ => Begun::First,
                };
                *self = Once::Running(thread);
                Outcome::Begun(begun)
            }
            Action::Complete(panicked) => {
                *self = if panicked {
                    Once::Poisoned
                } else {
                    Once::Complete
                };
                Outcome::Done
            }
            _ => Outcome::Taken(*self == Once::Complete),
        }
    }

    pub fn runner(&self) -> Option<ThreadId> {
        match self {
            Once::Running(thread) => Some(*thread),
            _ => None,
        }
    }
}
