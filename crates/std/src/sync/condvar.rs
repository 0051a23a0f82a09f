//! The condition variable. To wait, to go on and to notify are steps of the explored
//! program. A wait ends without a notification only where it has a time-out, or where the
//! check allows for it (`Check::spurious_wakeups`).

use ::std::fmt;
use ::std::sync::LockResult;
use ::std::time::Duration;

use interleave::shadow::{self, Action, Kind, Object, Outcome};

use super::mutex::MutexGuard;
use super::poison::{split, unless_poisoned};

/// Whether a wait ended because its time was over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    /// Whether the time was over.
    #[must_use]
    pub fn timed_out(&self) -> bool {
        self.0
    }
}

/// A place to wait, without the lock, until another thread says that something has
/// changed.
pub struct Condvar {
    object: Object,
    real: ::std::sync::Condvar,
}

impl Condvar {
    /// A condition variable that nobody waits for.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self {
            object: Object::new(),
            real: ::std::sync::Condvar::new(),
        }
    }

    /// Unlocks the mutex and waits, in one step; has it again afterwards.
    ///
    /// # Errors
    /// The guard all the same, if the mutex is poisoned.
    ///
    /// # Panics
    /// It may, outside of an exploration, where it is used with several mutexes.
    #[track_caller]
    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        if shadow::active() {
            let released = guard.release();
            self.object.wait(released.object(), None);
            released.regain()
        } else {
            let wait = |real| map(self.real.wait(real), |real| (real, ()));
            map(guard.wait_outside(wait), |(guard, ())| guard)
        }
    }

    /// Waits for as long as `condition` holds.
    ///
    /// # Errors
    /// The guard all the same, if the mutex is poisoned.
    #[track_caller]
    pub fn wait_while<'a, T, F>(
        &self,
        mut guard: MutexGuard<'a, T>,
        mut condition: F,
    ) -> LockResult<MutexGuard<'a, T>>
    where
        F: FnMut(&mut T) -> bool,
    {
        while condition(&mut *guard) {
            guard = self.wait(guard)?;
        }
        Ok(guard)
    }

    /// As `wait`, for so long at most; tells whether it was notified.
    ///
    /// # Errors
    /// The guard all the same, if the mutex is poisoned.
    #[track_caller]
    #[deprecated(since = "1.6.0", note = "use `wait_timeout`")]
    pub fn wait_timeout_ms<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        milliseconds: u32,
    ) -> LockResult<(MutexGuard<'a, T>, bool)> {
        let timeout = Duration::from_millis(u64::from(milliseconds));
        map(self.wait_timeout(guard, timeout), |(guard, result)| {
            (guard, !result.timed_out())
        })
    }

    /// As `wait`, for so long at most.
    ///
    /// # Errors
    /// The guard all the same, if the mutex is poisoned.
    #[track_caller]
    pub fn wait_timeout<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        timeout: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        if shadow::active() {
            let released = guard.release();
            let outcome = self.object.wait(released.object(), Some(timeout));
            let result = WaitTimeoutResult(outcome == Outcome::TimedOut);
            map(released.regain(), |guard| (guard, result))
        } else {
            let wait = |real| self.real.wait_timeout(real, timeout);
            map(guard.wait_outside(wait), |(guard, result)| {
                (guard, WaitTimeoutResult(result.timed_out()))
            })
        }
    }

    /// Waits for as long as `condition` holds, and for so long at most.
    ///
    /// # Errors
    /// The guard all the same, if the mutex is poisoned.
    #[track_caller]
    pub fn wait_timeout_while<'a, T, F>(
        &self,
        mut guard: MutexGuard<'a, T>,
        timeout: Duration,
        mut condition: F,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)>
    where
        F: FnMut(&mut T) -> bool,
    {
        if !condition(&mut *guard) {
            return Ok((guard, WaitTimeoutResult(false)));
        }
        let start = Moment::now();
        let mut left = timeout;
        while !left.is_zero() {
            let result;
            (guard, result) = self.wait_timeout(guard, left)?;
            if !condition(&mut *guard) {
                return Ok((guard, WaitTimeoutResult(false)));
            }
            if result.timed_out() {
                break;
            }
            left = timeout.saturating_sub(start.elapsed());
        }
        Ok((guard, WaitTimeoutResult(true)))
    }

    /// Lets one of the threads that wait go on; does nothing if none waits.
    #[track_caller]
    pub fn notify_one(&self) {
        if shadow::active() {
            self.object.perform(|| Kind::Condvar, Action::NotifyOne);
        } else {
            self.real.notify_one();
        }
    }

    /// Lets all threads that wait go on.
    #[track_caller]
    pub fn notify_all(&self) {
        if shadow::active() {
            self.object.perform(|| Kind::Condvar, Action::NotifyAll);
        } else {
            self.real.notify_all();
        }
    }
}

/// Applies `f` to what is in `result`, poisoned or not.
fn map<G, H>(result: LockResult<G>, f: impl FnOnce(G) -> H) -> LockResult<H> {
    let (guard, poisoned) = split(result);
    unless_poisoned(poisoned, f(guard))
}

impl Default for Condvar {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Condvar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Condvar").finish_non_exhaustive()
    }
}

/// A moment of virtual time in an exploration, of real time outside.
enum Moment {
    Virtual(Duration),
    Real(::std::time::Instant),
}

impl Moment {
    #[track_caller]
    fn now() -> Self {
        if shadow::active() {
            Self::Virtual(shadow::now())
        } else {
            Self::Real(::std::time::Instant::now())
        }
    }

    #[track_caller]
    fn elapsed(&self) -> Duration {
        match self {
            Self::Virtual(start) => shadow::now().saturating_sub(*start),
            Self::Real(start) => start.elapsed(),
        }
    }
}
