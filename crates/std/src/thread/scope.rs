//! Scoped threads: they may borrow, because the scope waits for them.

mod bookkeeping;

use ::std::fmt;
use ::std::io;
use ::std::marker::PhantomData;
use ::std::panic::AssertUnwindSafe;
use ::std::sync::Arc;

use interleave::shadow;

pub(super) use bookkeeping::Bookkeeping;

use super::Result;
use super::builder::Builder;
use super::current::Thread;
use super::launch::{Launched, launch};

/// In which threads may be started that borrow for as long as `'scope`.
pub struct Scope<'scope, 'env: 'scope> {
    bookkeeping: Arc<Bookkeeping>,
    /// Invariant, or a longer borrow could pass for a shorter one.
    scope: PhantomData<&'scope mut &'scope ()>,
    env: PhantomData<&'env mut &'env ()>,
}

/// Runs `f`, in which threads can be started that borrow from outside of it, and waits
/// for all of them.
///
/// # Panics
/// If `f` panics, or if a thread has panicked that nobody joined.
#[track_caller]
pub fn scope<'env, F, T>(f: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let scope = Scope {
        bookkeeping: Arc::new(Bookkeeping::new()),
        scope: PhantomData,
        env: PhantomData,
    };
    let result = if shadow::active() {
        shadow::catch_unwind(|| f(&scope))
    } else {
        ::std::panic::catch_unwind(AssertUnwindSafe(|| f(&scope)))
    };
    scope.bookkeeping.wait_for_all();
    let result = match result {
        Ok(_) if scope.bookkeeping.has_unhandled_panic() => Err(None),
        Ok(result) => Ok(result),
        Err(payload) => Err(Some(payload)),
    };
    match result {
        Ok(result) => result,
        // In a destructor that runs because of it, a panic would end the process.
        Err(_) if shadow::active() && shadow::abandoned() => shadow::leave_for_good(),
        Err(Some(payload)) => crate::panic::resume_unwind(payload),
        Err(None) => panic!("a scoped thread panicked"),
    }
}

impl<'scope, 'env> Scope<'scope, 'env> {
    /// Starts a thread that runs `f`, and that the scope waits for.
    ///
    /// # Panics
    /// Outside of an exploration, if the operating system can't start one.
    #[track_caller]
    pub fn spawn<F, T>(&'scope self, f: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        self.launch(Builder::new(), f)
            .expect("failed to spawn thread")
    }

    #[track_caller]
    pub(super) fn launch<F, T>(
        &'scope self,
        builder: Builder,
        f: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        // SAFETY: `f` and `T` live for `'scope`, which ends only after `scope` has
        // returned, and that waits for every thread. The handle can't outlive `'scope`
        // either.
        let launched = unsafe { launch(builder, Some(Arc::clone(&self.bookkeeping)), f) }?;
        Ok(ScopedJoinHandle {
            launched,
            scope: PhantomData,
        })
    }
}

impl fmt::Debug for Scope<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").finish_non_exhaustive()
    }
}

/// Owns the permission to join a scoped thread.
pub struct ScopedJoinHandle<'scope, T> {
    launched: Launched<T>,
    scope: PhantomData<&'scope ()>,
}

impl<T> ScopedJoinHandle<'_, T> {
    /// The thread that this handle is for.
    #[must_use]
    pub fn thread(&self) -> &Thread {
        self.launched.thread()
    }

    /// Waits until the thread has ended and gives its result.
    ///
    /// # Errors
    /// The payload, if the thread panicked.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        let model = self.launched.model();
        let scope = self.launched.scope().cloned();
        let result = self.launched.join();
        if let (Some(thread), Some(scope)) = (model, scope) {
            scope.joined(thread);
        }
        result
    }

    /// Whether the thread has ended its work.
    #[track_caller]
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.launched.is_finished()
    }
}

impl<T> fmt::Debug for ScopedJoinHandle<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScopedJoinHandle").finish_non_exhaustive()
    }
}
