//! [`Instant`]: the real monotonic clock, or the execution's virtual one.

use ::std::fmt;
use ::std::ops::{Add, AddAssign, Sub, SubAssign};
use ::std::time as real;
use ::std::time::Duration;

use interleave::shadow;

/// How long the machine seems to have run when an execution begins, so that a
/// learner can step back from `now` as on a real machine.
const UPTIME: Duration = Duration::from_secs(24 * 60 * 60);

/// A moment on a clock that never goes back.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Moment);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Moment {
    Real(real::Instant),
    /// Since the machine seemed to start.
    Virtual(Duration),
}

impl Instant {
    /// This moment.
    #[track_caller]
    #[must_use]
    pub fn now() -> Self {
        Self(if shadow::active() {
            Moment::Virtual(UPTIME.saturating_add(shadow::now()))
        } else {
            Moment::Real(real::Instant::now())
        })
    }

    /// Since the execution began, if it is a moment of one: for the judged `tokio`.
    #[doc(hidden)]
    #[must_use]
    pub fn in_execution(self) -> Option<Duration> {
        match self.0 {
            Moment::Virtual(moment) => Some(moment.saturating_sub(UPTIME)),
            Moment::Real(_) => None,
        }
    }

    /// A real one: for the judged `tokio`.
    #[doc(hidden)]
    #[must_use]
    pub fn from_real(moment: real::Instant) -> Self {
        Self(Moment::Real(moment))
    }

    /// The real one, if it is one: for the judged `tokio`.
    #[doc(hidden)]
    #[must_use]
    pub fn real(self) -> Option<real::Instant> {
        match self.0 {
            Moment::Virtual(_) => None,
            Moment::Real(moment) => Some(moment),
        }
    }

    /// The time from `earlier` to this moment; zero if `earlier` is later.
    #[must_use]
    pub fn duration_since(&self, earlier: Self) -> Duration {
        self.checked_duration_since(earlier).unwrap_or_default()
    }

    /// The time from `earlier` to this moment; `None` if `earlier` is later, or was
    /// taken from another clock (outside of the exploration).
    #[must_use]
    pub fn checked_duration_since(&self, earlier: Self) -> Option<Duration> {
        match (self.0, earlier.0) {
            (Moment::Real(end), Moment::Real(start)) => end.checked_duration_since(start),
            (Moment::Virtual(end), Moment::Virtual(start)) => end.checked_sub(start),
            _ => None,
        }
    }

    /// The time from `earlier` to this moment; zero if `earlier` is later.
    #[must_use]
    pub fn saturating_duration_since(&self, earlier: Self) -> Duration {
        self.duration_since(earlier)
    }

    /// The time since this moment.
    #[track_caller]
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        Self::now().duration_since(*self)
    }

    /// The moment that is so much later, if there is one.
    #[must_use]
    pub fn checked_add(&self, duration: Duration) -> Option<Self> {
        Some(Self(match self.0 {
            Moment::Real(moment) => Moment::Real(moment.checked_add(duration)?),
            Moment::Virtual(moment) => Moment::Virtual(moment.checked_add(duration)?),
        }))
    }

    /// The moment that is so much earlier, if there is one.
    #[must_use]
    pub fn checked_sub(&self, duration: Duration) -> Option<Self> {
        Some(Self(match self.0 {
            Moment::Real(moment) => Moment::Real(moment.checked_sub(duration)?),
            Moment::Virtual(moment) => Moment::Virtual(moment.checked_sub(duration)?),
        }))
    }
}

impl Add<Duration> for Instant {
    type Output = Self;

    #[track_caller]
    fn add(self, duration: Duration) -> Self {
        self.checked_add(duration)
            .expect("overflow when adding duration to instant")
    }
}

impl AddAssign<Duration> for Instant {
    #[track_caller]
    fn add_assign(&mut self, duration: Duration) {
        *self = *self + duration;
    }
}

impl Sub<Duration> for Instant {
    type Output = Self;

    #[track_caller]
    fn sub(self, duration: Duration) -> Self {
        self.checked_sub(duration)
            .expect("overflow when subtracting duration from instant")
    }
}

impl SubAssign<Duration> for Instant {
    #[track_caller]
    fn sub_assign(&mut self, duration: Duration) {
        *self = *self - duration;
    }
}

impl Sub for Instant {
    type Output = Duration;

    fn sub(self, earlier: Self) -> Duration {
        self.duration_since(earlier)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Moment::Real(moment) => moment.fmt(f),
            Moment::Virtual(moment) => f.debug_tuple("Instant").field(moment).finish(),
        }
    }
}
