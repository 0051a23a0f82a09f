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
            (Once::Complete, Action::Begin) => READ,
            (_, Action::IsComplete | Action::AwaitComplete(_)) => READ,
            _ => WRITE,
        }
    }

    pub fn permits(&self, action: Action) -> bool {
        match action {
            Action::Begin => !matches!(self, Once::Running(_)),
            Action::AwaitComplete(forced) => match self {
                Once::Complete => true,
                Once::Poisoned => !forced,
                _ => false,
            },
            _ => true,
        }
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
            Action::AwaitComplete(_) => Outcome::Begun(match self {
                Once::Poisoned => Begun::Poisoned,
                _ => Begun::Complete,
            }),
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

#[cfg(test)]
mod tests {
    use super::*;

    const A: ThreadId = ThreadId(1);

    #[test]
    fn waiting_ends_when_it_is_complete_or_when_whoever_began_has_panicked() {
        let (wait, forced) = (Action::AwaitComplete(false), Action::AwaitComplete(true));
        let mut once = Once::default();
        assert!(!once.permits(wait));
        once.apply(A, Action::Begin);
        assert!(!once.permits(wait));
        once.apply(A, Action::Complete(true));
        assert!(once.permits(wait) && !once.permits(forced));
        assert_eq!(once.apply(A, wait), Outcome::Begun(Begun::Poisoned));
        once.apply(A, Action::Begin);
        assert!(!once.permits(wait));
        once.apply(A, Action::Complete(false));
        assert!(once.permits(wait) && once.permits(forced));
        assert_eq!(once.apply(A, forced), Outcome::Begun(Begun::Complete));
    }
}
