//! [`Parker`] and [`Unparker`]: a token that lets a thread go on.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use interleave::shadow::{self, Action, Kind, Object};
use judged::time::Instant;

/// Waits for its token.
pub struct Parker {
    unparker: Unparker,
    real: Option<real::sync::Parker>,
    /// As the real one, it can't be shared.
    _not_shared: std::marker::PhantomData<std::cell::Cell<()>>,
}

/// Makes a parker's token available.
#[derive(Clone)]
pub struct Unparker(End);

#[derive(Clone)]
enum End {
    Real(real::sync::Unparker),
    Explored(Arc<Object>),
}

const KIND: fn() -> Kind = || Kind::Parker;

impl Parker {
    /// A parker whose token is not available.
    #[must_use]
    pub fn new() -> Self {
        let real = (!shadow::active()).then(real::sync::Parker::new);
        let end = match &real {
            Some(real) => End::Real(real.unparker().clone()),
            None => End::Explored(Arc::new(Object::new())),
        };
        Self {
            unparker: Unparker(end),
            real,
            _not_shared: std::marker::PhantomData,
        }
    }

    /// Waits for the token and consumes it.
    #[track_caller]
    pub fn park(&self) {
        match (&self.real, &self.unparker.0) {
            (Some(real), _) => real.park(),
            (None, End::Explored(token)) => {
                token.perform(KIND, Action::Park);
            }
            (None, End::Real(_)) => unreachable!("both ends are of one kind"),
        }
    }

    /// The same, for so long at most.
    #[track_caller]
    pub fn park_timeout(&self, timeout: Duration) {
        match (&self.real, &self.unparker.0) {
            (Some(real), _) => real.park_timeout(timeout),
            (None, End::Explored(token)) => {
                token.perform_timed(KIND, Action::Park, Some(timeout));
            }
            (None, End::Real(_)) => unreachable!("both ends are of one kind"),
        }
    }

    /// The same, until this moment at most.
    #[track_caller]
    pub fn park_deadline(&self, deadline: Instant) {
        self.park_timeout(deadline.saturating_duration_since(Instant::now()));
    }

    /// The other end.
    #[must_use]
    pub fn unparker(&self) -> &Unparker {
        &self.unparker
    }
}

impl Unparker {
    /// Makes the token available.
    #[track_caller]
    pub fn unpark(&self) {
        match &self.0 {
            End::Real(real) => real.unpark(),
            End::Explored(token) => {
                token.perform(KIND, Action::Unpark);
            }
        }
    }
}

impl Default for Parker {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Parker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Parker { .. }")
    }
}

impl fmt::Debug for Unparker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Unparker { .. }")
    }
}
