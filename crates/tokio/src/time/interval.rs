//! [`Interval`]: a tick in every period.

use std::fmt;
use std::future::{self, Future};
use std::panic::Location;
use std::task::{Context, Poll};
use std::time::Duration;

use interleave::shadow::{self, Site};

use super::Instant;
use crate::driving::{Leaf, What};

pub use real::time::MissedTickBehavior;

/// A tick now and then one in every `period`.
///
/// # Panics
/// If the period is zero.
#[track_caller]
#[must_use]
pub fn interval(period: Duration) -> Interval {
    interval_at(Instant::now(), period)
}

/// A tick at `start` and then one in every `period`.
///
/// # Panics
/// If the period is zero.
#[track_caller]
#[must_use]
pub fn interval_at(start: Instant, period: Duration) -> Interval {
    assert!(period > Duration::ZERO, "`period` must be non-zero.");
    let real = || real::time::interval_at(start.real(), period);
    Interval {
        next: start,
        period,
        behavior: MissedTickBehavior::Burst,
        leaf: Leaf::new(),
        real: (!shadow::active()).then(real),
    }
}

/// What ticks.
pub struct Interval {
    next: Instant,
    period: Duration,
    behavior: MissedTickBehavior,
    leaf: Leaf,
    real: Option<real::time::Interval>,
}

impl Interval {
    /// Waits for the next tick; gives the moment that it was due.
    #[track_caller]
    pub fn tick(&mut self) -> impl Future<Output = Instant> {
        let site = Location::caller();
        async move { future::poll_fn(|cx| self.poll_at(cx, site)).await }
    }

    /// Polls for the next tick.
    #[track_caller]
    pub fn poll_tick(&mut self, cx: &mut Context<'_>) -> Poll<Instant> {
        self.poll_at(cx, Location::caller())
    }

    fn poll_at(&mut self, cx: &mut Context<'_>, site: Site) -> Poll<Instant> {
        if let Some(real) = &mut self.real {
            let due = real.poll_tick(cx);
            return due.map(Instant::from_real);
        }
        let until = What::Until(self.next.nanoseconds());
        if self.leaf.poll(cx, site, || until).is_pending() {
            return Poll::Pending;
        }
        self.leaf = Leaf::new();
        let due = self.next;
        self.next = self.after(due);
        Poll::Ready(due)
    }

    fn after(&self, due: Instant) -> Instant {
        if self.behavior == MissedTickBehavior::Burst {
            return due + self.period;
        }
        let now = Instant::now();
        let late = now.duration_since(due);
        match self.behavior {
            // As in the real one, a tick that is a little late is none that was missed.
            _ if late <= Duration::from_millis(5) => due + self.period,
            MissedTickBehavior::Delay => now + self.period,
            _ => {
                let period = self.period.as_nanos();
                let into = u64::try_from(late.as_nanos() % period).unwrap_or(0);
                now + self.period - Duration::from_nanos(into)
            }
        }
    }

    /// The next tick is one period from now.
    #[track_caller]
    pub fn reset(&mut self) {
        self.reset_at(Instant::now() + self.period);
    }

    /// The next tick is now.
    #[track_caller]
    pub fn reset_immediately(&mut self) {
        self.reset_at(Instant::now());
    }

    /// The next tick is so much later than now.
    #[track_caller]
    pub fn reset_after(&mut self, after: Duration) {
        self.reset_at(Instant::now() + after);
    }

    /// The next tick is at that moment.
    pub fn reset_at(&mut self, deadline: Instant) {
        self.next = deadline;
        self.leaf = Leaf::new();
        if let Some(real) = &mut self.real {
            real.reset_at(deadline.real());
        }
    }

    /// What happens where ticks were missed.
    #[must_use]
    pub fn missed_tick_behavior(&self) -> MissedTickBehavior {
        self.behavior
    }

    /// Says what happens where ticks were missed.
    pub fn set_missed_tick_behavior(&mut self, behavior: MissedTickBehavior) {
        self.behavior = behavior;
        if let Some(real) = &mut self.real {
            real.set_missed_tick_behavior(behavior);
        }
    }

    /// The time from one tick to the next.
    #[must_use]
    pub fn period(&self) -> Duration {
        self.period
    }
}

impl fmt::Debug for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Interval")
            .field("period", &self.period)
            .finish_non_exhaustive()
    }
}
