//! What threads share: locks, channels, atomics, things done once.
//!
//! Everything here that can make a thread wait, or that another thread can see, is a
//! step of the explored program; outside of an exploration it is the real thing.
//!
//! [`Arc`] and [`Weak`] are the real ones (a stand-in could not be used as
//! `self: Arc<Self>` or become an `Arc<dyn Trait>`). So their counts are no steps: the
//! explorer doesn't try all orders in which clones are made and dropped, and what
//! `strong_count`, `try_unwrap` or `upgrade` see is explored only as far as other steps
//! tell these orders apart.

pub mod atomic;
mod barrier;
mod condvar;
mod contents;
mod left_over;
pub mod mpsc;
mod mutex;
mod once;
mod poison;
mod rwlock;

pub use ::std::sync::{Arc, LockResult, PoisonError, TryLockError, TryLockResult, Weak};

pub use self::barrier::{Barrier, BarrierWaitResult};
pub use self::condvar::{Condvar, WaitTimeoutResult};
pub use self::mutex::{Mutex, MutexGuard};
pub use self::once::{LazyLock, Once, OnceLock, OnceState};
pub use self::rwlock::{RwLock, RwLockReadGuard, RwLockWriteGuard};

/// Nothing done yet, from before `Once::new` was `const`.
#[deprecated(since = "1.38.0", note = "use `Once::new()`")]
#[expect(
    clippy::declare_interior_mutable_const,
    reason = "std has it, to be copied into a static"
)]
pub const ONCE_INIT: Once = Once::new();

/// What std has for nightly compilers only. The explorer doesn't know it; a path to it
/// is refused by name ("the item is gated here").
macro_rules! not_covered {
    ($($name:ident)*) => {$(
        #[cfg(not_covered_while_judging)]
        pub struct $name;
    )*};
}

not_covered! {
    Exclusive MappedMutexGuard MappedRwLockReadGuard MappedRwLockWriteGuard ReentrantLock
    ReentrantLockGuard UniqueArc mpmc nonpoison oneshot
}
