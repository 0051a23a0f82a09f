//! [`Sleep`]: a wait for a moment.

use std::fmt;
use std::future::Future;
use std::marker::PhantomPinned;
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use interleave::shadow::{self, Site};

use super::Instant;
use crate::driving::{Leaf, What};

/// Waits for so long, at least.
#[track_caller]
pub fn sleep(duration: Duration) -> Sleep {
    Sleep::new(Instant::now().far(duration), Location::caller())
}

/// Waits until `deadline`, at least.
#[track_caller]
pub fn sleep_until(deadline: Instant) -> Sleep {
    Sleep::new(deadline, Location::caller())
}

/// The future of [`sleep`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Sleep {
    deadline: Instant,
    leaf: Leaf,
    site: Site,
    real: Option<Pin<Box<real::time::Sleep>>>,
    _pinned: PhantomPinned,
}

impl Sleep {
    #[track_caller]
    pub(crate) fn new(deadline: Instant, site: Site) -> Self {
        let real = (!shadow::active()).then(|| Box::pin(real::time::sleep_until(deadline.real())));
        Self {
            deadline,
            leaf: Leaf::new(),
            site,
            real,
            _pinned: PhantomPinned,
        }
    }

    /// The moment that it waits for.
    #[must_use]
    pub fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Whether that moment has come.
    #[track_caller]
    #[must_use]
    pub fn is_elapsed(&self) -> bool {
        match &self.real {
            Some(real) => real.is_elapsed(),
            None => Instant::now() >= self.deadline,
        }
    }

    /// Waits for another moment from now on.
    pub fn reset(self: Pin<&mut Self>, deadline: Instant) {
        // SAFETY: nothing is moved out of it.
        let this = unsafe { self.get_unchecked_mut() };
        this.deadline = deadline;
        this.leaf = Leaf::new();
        if let Some(real) = &mut this.real {
            real.as_mut().reset(deadline.real());
        }
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        // SAFETY: nothing is moved out of it.
        let this = unsafe { self.get_unchecked_mut() };
        if let Some(real) = &mut this.real {
            return real.as_mut().poll(cx);
        }
        let until = What::Until(this.deadline.nanoseconds());
        this.leaf.poll(cx, this.site, || until).map(|_| ())
    }
}

impl fmt::Debug for Sleep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sleep")
            .field("deadline", &self.deadline)
            .finish_non_exhaustive()
    }
}
