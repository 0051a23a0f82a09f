//! Whether a thread has panicked while it had a lock for itself.
//!
//! In an exploration that is a flag of its own, by the explored threads' panics: the
//! real lock sees only the one thread on which all of them run. Looking at the flag
//! without the lock (`is_poisoned`) is a step, as another thread may just be
//! panicking. Who has the lock sees without a step that nobody ever has: a panic sets
//! the flag before it gives up the lock.

use ::std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use ::std::sync::{LockResult, PoisonError, TryLockError, TryLockResult};

use interleave::shadow::{Action, Kind, Object, Outcome, Shown};

/// A lock's flag in explorations. `real` is the real lock's flag everywhere, with
/// which an execution begins.
pub(super) struct Poison {
    flag: Object,
    /// It has been set in this execution, or was when the execution began.
    ever: AtomicBool,
}

impl Poison {
    pub const fn new() -> Self {
        Self {
            flag: Object::new(),
            ever: AtomicBool::new(false),
        }
    }

    /// An execution uses the lock for the first time.
    pub fn begin_execution(&self, real: bool) {
        self.ever.store(real, Relaxed);
    }

    /// A thread panics that has the lock.
    #[track_caller]
    pub fn set(&self, real: bool) {
        self.flag
            .perform(|| initial(real), Action::Store(1, Relaxed));
        self.ever.store(true, Relaxed);
    }

    /// Clears it, by a thread that need not have the lock.
    #[track_caller]
    pub fn clear(&self, real: bool) {
        self.flag
            .perform(|| initial(real), Action::Store(0, Relaxed));
    }

    /// Looks at it, by a thread that need not have the lock.
    #[track_caller]
    pub fn is_set(&self, real: bool) -> bool {
        match self.flag.perform(|| initial(real), Action::Load(Relaxed)) {
            Outcome::Value(bits) => bits != 0,
            other => unreachable!("a load gave {other:?}"),
        }
    }

    /// Looks at it, by a thread that has the lock.
    #[track_caller]
    pub fn is_set_for_holder(&self, real: bool) -> bool {
        self.ever.load(Relaxed) && self.is_set(real)
    }

    /// Looks at it, for whoever has the whole lock to itself.
    pub fn now(&self, real: bool) -> bool {
        self.flag.value().map_or(real, |bits| bits != 0)
    }
}

fn initial(real: bool) -> Kind {
    Kind::Atomic(u64::from(real), Shown::Bool)
}

/// `result`, as an error if the lock is poisoned.
pub(super) fn unless_poisoned<G>(poisoned: bool, result: G) -> LockResult<G> {
    if poisoned {
        Err(PoisonError::new(result))
    } else {
        Ok(result)
    }
}

/// What is in `result` either way, and whether the lock is poisoned.
pub(super) fn split<G>(result: LockResult<G>) -> (G, bool) {
    match result {
        Ok(guard) => (guard, false),
        Err(error) => (error.into_inner(), true),
    }
}

/// [`split`] for a lock that may have been taken.
pub(super) fn try_split<G, H>(result: TryLockResult<G>) -> Result<(G, bool), TryLockError<H>> {
    match result {
        Ok(guard) => Ok((guard, false)),
        Err(TryLockError::Poisoned(error)) => Ok((error.into_inner(), true)),
        Err(TryLockError::WouldBlock) => Err(TryLockError::WouldBlock),
    }
}
