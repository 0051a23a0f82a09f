//! Starting a thread, for whatever handle: the one place where a body that borrows
//! becomes a thread.

use ::std::io;
use ::std::sync::Arc;
use ::std::thread as real;
use ::std::thread::Result;

use interleave::shadow::{self, ThreadHandle};

use super::builder::Builder;
use super::current::Thread;
use super::packet::Packet;
use super::scope::Bookkeeping;

/// A thread that was started, from the side of its handle.
pub(super) struct Launched<T> {
    thread: Thread,
    native: Native,
    packet: Arc<Packet<T>>,
}

enum Native {
    Real(real::JoinHandle<()>),
    Model(ThreadHandle),
}

/// Starts a thread that runs `body`.
///
/// # Safety
/// What `body` borrows must outlive the thread, and what the result borrows must
/// outlive the [`Launched`], too.
#[track_caller]
pub(super) unsafe fn launch<'a, F, T>(
    builder: Builder,
    scope: Option<Arc<Bookkeeping>>,
    body: F,
) -> io::Result<Launched<T>>
where
    F: FnOnce() -> T + Send + 'a,
    T: Send + 'a,
{
    let packet = Arc::new(Packet::new(scope.clone()));
    let theirs = Arc::clone(&packet);
    let main = move || {
        // The whole packet, not its fields: it must be dropped in here.
        let packet = theirs;
        packet.fill(body);
    };
    if let Some(scope) = &scope {
        scope.thread_starts();
    }
    let (thread, native) = if shadow::active() {
        // SAFETY: the caller's promise.
        let handle = unsafe { shadow::spawn(builder.checked_name(), Box::new(main)) };
        if let Some(scope) = &scope {
            scope.add_child(handle);
        }
        (Thread::from_model(handle), Native::Model(handle))
    } else {
        // SAFETY: the caller's promise.
        let handle = unsafe { builder.into_real().spawn_unchecked(main) }?;
        (
            Thread::from_real(handle.thread().clone()),
            Native::Real(handle),
        )
    };
    Ok(Launched {
        thread,
        native,
        packet,
    })
}

impl<T> Launched<T> {
    pub(super) fn thread(&self) -> &Thread {
        &self.thread
    }

    #[track_caller]
    pub(super) fn is_finished(&self) -> bool {
        match &self.native {
            Native::Real(handle) => handle.is_finished(),
            Native::Model(handle) => shadow::active() && handle.is_finished(),
        }
    }

    #[track_caller]
    pub(super) fn join(self) -> Result<T> {
        match self.native {
            Native::Real(handle) => handle.join()?,
            Native::Model(handle) if shadow::active() => handle.join(),
            // A handle that was carried out of its execution.
            Native::Model(_) => {}
        }
        self.packet.take()
    }

    /// The bookkeeping of the scope that waits for it, if one does.
    pub(super) fn scope(&self) -> Option<&Arc<Bookkeeping>> {
        self.packet.scope()
    }

    /// The explorer's handle, if there is one.
    pub(super) fn model(&self) -> Option<ThreadHandle> {
        match self.native {
            Native::Real(_) => None,
            Native::Model(handle) => Some(handle),
        }
    }
}
