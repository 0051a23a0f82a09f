//! [`Instant`]: a moment, as the judged `std` has it.

use std::fmt;
use std::ops::{Add, AddAssign, Sub, SubAssign};
use std::time::Duration;

use judged::time::Instant as Std;

/// A moment; inside an exploration of virtual time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Std);

impl Instant {
    /// Now.
    #[track_caller]
    #[must_use]
    pub fn now() -> Self {
        Self(Std::now())
    }

    /// From a moment of `std`.
    #[must_use]
    pub fn from_std(std: Std) -> Self {
        Self(std)
    }

    /// As a moment of `std`.
    #[must_use]
    pub fn into_std(self) -> Std {
        self.0
    }

    /// The time from `earlier` to this moment; zero if `earlier` is later.
    #[must_use]
    pub fn duration_since(&self, earlier: Self) -> Duration {
        self.0.duration_since(earlier.0)
    }

    /// The time from `earlier` to this moment; none if `earlier` is later.
    #[must_use]
    pub fn checked_duration_since(&self, earlier: Self) -> Option<Duration> {
        self.0.checked_duration_since(earlier.0)
    }

    /// The time from `earlier` to this moment; zero if `earlier` is later.
    #[must_use]
    pub fn saturating_duration_since(&self, earlier: Self) -> Duration {
        self.0.saturating_duration_since(earlier.0)
    }

    /// The time since this moment.
    #[track_caller]
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    /// The moment that is so much later, if there is one.
    #[must_use]
    pub fn checked_add(&self, duration: Duration) -> Option<Self> {
        self.0.checked_add(duration).map(Self)
    }

    /// The moment that is so much earlier, if there is one.
    #[must_use]
    pub fn checked_sub(&self, duration: Duration) -> Option<Self> {
        self.0.checked_sub(duration).map(Self)
    }

    /// So much later, or as late as no program waits for.
    pub(crate) fn far(self, duration: Duration) -> Self {
        const YEARS: Duration = Duration::from_secs(86_400 * 365 * 30);
        self.checked_add(duration)
            .or_else(|| self.checked_add(YEARS))
            .unwrap_or(self)
    }

    /// Nanoseconds since the execution began.
    pub(crate) fn nanoseconds(self) -> u64 {
        let since = self.0.in_execution().unwrap_or_default();
        u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
    }

    /// From the real runtime.
    pub(crate) fn from_real(real: real::time::Instant) -> Self {
        Self(Std::from_real(real.into_std()))
    }

    /// For the real runtime.
    pub(crate) fn real(self) -> real::time::Instant {
        self.0
            .real()
            .map_or_else(real::time::Instant::now, real::time::Instant::from_std)
    }
}

impl From<Std> for Instant {
    fn from(std: Std) -> Self {
        Self(std)
    }
}

impl From<Instant> for Std {
    fn from(instant: Instant) -> Self {
        instant.0
    }
}

impl Add<Duration> for Instant {
    type Output = Self;

    #[track_caller]
    fn add(self, duration: Duration) -> Self {
        Self(self.0 + duration)
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
        Self(self.0 - duration)
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
        self.0.fmt(f)
    }
}
