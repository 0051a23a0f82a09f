//! [`SystemTime`]: the real wall clock, or the execution's virtual one, which starts
//! at the Unix epoch.

use ::std::fmt;
use ::std::ops::{Add, AddAssign, Sub, SubAssign};
use ::std::time as real;
use ::std::time::{Duration, SystemTimeError};

use interleave::shadow;

/// A moment on the clock that people read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SystemTime(real::SystemTime);

/// The start of the year 1970.
pub const UNIX_EPOCH: SystemTime = SystemTime(real::UNIX_EPOCH);

impl SystemTime {
    /// The start of the year 1970.
    pub const UNIX_EPOCH: Self = UNIX_EPOCH;

    /// This moment.
    #[track_caller]
    #[must_use]
    pub fn now() -> Self {
        if shadow::active() {
            UNIX_EPOCH + shadow::now()
        } else {
            Self(real::SystemTime::now())
        }
    }

    /// The time from `earlier` to this moment.
    ///
    /// # Errors
    /// How much later `earlier` is, if it is.
    pub fn duration_since(&self, earlier: Self) -> Result<Duration, SystemTimeError> {
        self.0.duration_since(earlier.0)
    }

    /// The time since this moment.
    ///
    /// # Errors
    /// How far in the future this moment is, if it is.
    #[track_caller]
    pub fn elapsed(&self) -> Result<Duration, SystemTimeError> {
        Self::now().duration_since(*self)
    }

    /// The moment that is so much later, if it can be represented.
    #[must_use]
    pub fn checked_add(&self, duration: Duration) -> Option<Self> {
        self.0.checked_add(duration).map(Self)
    }

    /// The moment that is so much earlier, if it can be represented.
    #[must_use]
    pub fn checked_sub(&self, duration: Duration) -> Option<Self> {
        self.0.checked_sub(duration).map(Self)
    }
}

impl Add<Duration> for SystemTime {
    type Output = Self;

    #[track_caller]
    fn add(self, duration: Duration) -> Self {
        Self(self.0 + duration)
    }
}

impl AddAssign<Duration> for SystemTime {
    #[track_caller]
    fn add_assign(&mut self, duration: Duration) {
        self.0 += duration;
    }
}

impl Sub<Duration> for SystemTime {
    type Output = Self;

    #[track_caller]
    fn sub(self, duration: Duration) -> Self {
        Self(self.0 - duration)
    }
}

impl SubAssign<Duration> for SystemTime {
    #[track_caller]
    fn sub_assign(&mut self, duration: Duration) {
        self.0 -= duration;
    }
}

/// For what the real std gives, such as a file's time.
impl From<real::SystemTime> for SystemTime {
    fn from(moment: real::SystemTime) -> Self {
        Self(moment)
    }
}

/// For what the real std takes.
impl From<SystemTime> for real::SystemTime {
    fn from(moment: SystemTime) -> Self {
        moment.0
    }
}

impl fmt::Debug for SystemTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
