//! [`Packet`]: where a thread leaves its result for whoever joins it.

use ::std::panic::AssertUnwindSafe;
use ::std::sync::{Arc, Mutex, PoisonError};
use ::std::thread::Result;

use interleave::shadow::{self, Exit};

use super::scope::Bookkeeping;

/// A thread's result, owned by the thread and by its handle: the last of them drops
/// it, if nobody took it by then.
pub(super) struct Packet<T> {
    result: Mutex<Option<Result<T>>>,
    /// Of the scope that waits for the thread.
    scope: Option<Arc<Bookkeeping>>,
}

impl<T> Packet<T> {
    pub(super) fn new(scope: Option<Arc<Bookkeeping>>) -> Self {
        Self {
            result: Mutex::new(None),
            scope,
        }
    }

    /// The scope that waits for the thread.
    pub(super) fn scope(&self) -> Option<&Arc<Bookkeeping>> {
        self.scope.as_ref()
    }

    /// Runs the thread's body and keeps what came of it.
    pub(super) fn fill(&self, body: impl FnOnce() -> T) {
        let result = if shadow::active() {
            shadow::catch_at_root(body)
        } else {
            ::std::panic::catch_unwind(AssertUnwindSafe(body))
        };
        *self.result.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
    }

    /// What the thread left. In an abandoned execution it may have left nothing, or a
    /// panic that nobody there can deal with: then the thread that asks ends here.
    pub(super) fn take(&self) -> Result<T> {
        let result = self
            .result
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        match result {
            Some(Ok(value)) => Ok(value),
            _ if shadow::active() && shadow::abandoned() => shadow::leave_for_good(),
            Some(Err(payload)) => Err(payload),
            None => Err(Box::new("the execution of this thread is over")),
        }
    }
}

impl<T> Drop for Packet<T> {
    fn drop(&mut self) {
        let result = self
            .result
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let unhandled_panic = matches!(result, Some(Err(_)));
        if catch(|| drop(result)).is_err() {
            abort();
        }
        // Last: from here on nothing of the thread can touch what its scope borrows.
        if let Some(scope) = &self.scope {
            scope.thread_ended(unhandled_panic);
        }
    }
}

fn catch(body: impl FnOnce()) -> Result<()> {
    if shadow::active() {
        shadow::catch_unwind(body)
    } else {
        ::std::panic::catch_unwind(AssertUnwindSafe(body))
    }
}

/// What the real std does when a result that nobody joined panics in its drop.
fn abort() -> ! {
    if shadow::active() {
        shadow::exit(Exit::Abort)
    } else {
        ::std::process::abort()
    }
}
