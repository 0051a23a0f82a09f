//! [`Thread`]: a handle that names a thread and unparks it.

use ::std::fmt;
use ::std::thread as real;

use interleave::shadow::{self, ThreadHandle};

/// A handle to a thread.
#[derive(Clone)]
pub struct Thread(Which);

#[derive(Clone)]
enum Which {
    Real(real::Thread),
    Model(ThreadHandle),
}

/// A thread's identity, which no other thread of the program (in an exploration: of
/// the execution) has.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ThreadId(Id);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Id {
    Real(real::ThreadId),
    Model(shadow::ThreadId),
}

/// A handle to the thread that calls this.
#[must_use]
pub fn current() -> Thread {
    Thread(if shadow::active() {
        Which::Model(ThreadHandle::current())
    } else {
        Which::Real(real::current())
    })
}

impl Thread {
    pub(super) fn from_real(thread: real::Thread) -> Self {
        Self(Which::Real(thread))
    }

    pub(super) fn from_model(thread: ThreadHandle) -> Self {
        Self(Which::Model(thread))
    }

    /// Lets the thread's current or next `park` return.
    #[track_caller]
    pub fn unpark(&self) {
        match &self.0 {
            Which::Real(thread) => thread.unpark(),
            Which::Model(thread) if shadow::active() => thread.unpark(),
            // The execution is over, and the thread with it.
            Which::Model(_) => {}
        }
    }

    /// The thread's identity.
    #[must_use]
    pub fn id(&self) -> ThreadId {
        ThreadId(match &self.0 {
            Which::Real(thread) => Id::Real(thread.id()),
            Which::Model(thread) => Id::Model(thread.id),
        })
    }

    /// The name given by a [`Builder`](super::Builder), or `main`.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match &self.0 {
            Which::Real(thread) => thread.name(),
            Which::Model(thread) => thread.name(),
        }
    }
}

impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Thread")
            .field("id", &self.id())
            .field("name", &self.name())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for ThreadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Id::Real(id) => id.fmt(f),
            // The real ones count from 1 as well, which is the main thread.
            Id::Model(id) => f.debug_tuple("ThreadId").field(&(id.index() + 1)).finish(),
        }
    }
}
