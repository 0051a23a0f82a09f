//! [`WaitGroup`]: waits until all others that have a part in it are done.

use std::fmt;
use std::sync::Arc;

use interleave::shadow::{self, Action, Kind, Object};

/// A part in a piece of work. Whoever waits, waits until all other parts are dropped.
///
/// To the explorer it is a channel's sender, and waiting is to find the channel closed: so
/// the order in which parts are dropped makes no difference.
pub struct WaitGroup(Part);

enum Part {
    Real(real::sync::WaitGroup),
    Explored(Arc<Object>),
}

const KIND: fn() -> Kind = || Kind::Channel(None);

impl WaitGroup {
    /// The first part.
    #[must_use]
    pub fn new() -> Self {
        Self(if shadow::active() {
            Part::Explored(Arc::new(Object::new()))
        } else {
            Part::Real(real::sync::WaitGroup::new())
        })
    }

    /// Drops this part and waits until all others are dropped.
    #[track_caller]
    pub fn wait(self) {
        let part = match &self.0 {
            Part::Real(real) => {
                real.clone().wait_after(self);
                return;
            }
            Part::Explored(part) => part.clone(),
        };
        drop(self);
        part.perform(KIND, Action::CanReceive);
    }
}

/// A real part that waits when another one of the same group is dropped.
trait WaitAfter {
    fn wait_after(self, other: WaitGroup);
}

impl WaitAfter for real::sync::WaitGroup {
    fn wait_after(self, other: WaitGroup) {
        drop(other);
        self.wait();
    }
}

impl Default for WaitGroup {
    fn default() -> Self {
        Self::new()
    }
}

impl Clone for WaitGroup {
    #[track_caller]
    fn clone(&self) -> Self {
        Self(match &self.0 {
            Part::Real(real) => Part::Real(real.clone()),
            Part::Explored(part) => {
                part.perform(KIND, Action::AddSender);
                Part::Explored(part.clone())
            }
        })
    }
}

impl Drop for WaitGroup {
    #[track_caller]
    fn drop(&mut self) {
        if let Part::Explored(part) = &self.0
            && shadow::active()
        {
            part.perform(KIND, Action::DropSender);
        }
    }
}

impl fmt::Debug for WaitGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("WaitGroup { .. }")
    }
}
