//! [`Builder`]: how a thread is started, and [`spawn`], which starts an ordinary one.

use ::std::io;
use ::std::thread as real;

use interleave::shadow;

use super::join_handle::JoinHandle;
use super::launch::launch;
use super::scope::{Scope, ScopedJoinHandle};

/// Starts a thread that runs `f`.
///
/// # Panics
/// Outside of an exploration, if the operating system can't start one.
#[track_caller]
pub fn spawn<F, T>(f: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    Builder::new().spawn(f).expect("failed to spawn thread")
}

/// What a new thread is to be like.
#[must_use = "must eventually spawn the thread"]
#[derive(Debug)]
pub struct Builder {
    name: Option<String>,
    stack_size: Option<usize>,
}

impl Builder {
    /// A thread without a name and with the usual stack.
    #[expect(clippy::new_without_default, reason = "the real one has no default")]
    pub fn new() -> Self {
        Self {
            name: None,
            stack_size: None,
        }
    }

    /// Names the thread. Inside an exploration, stories call it by this name.
    pub fn name(mut self, name: String) -> Self {
        self.name = Some(name);
        self
    }

    /// How many bytes the stack has at least. Inside an exploration the explorer's own
    /// size stays.
    pub fn stack_size(mut self, size: usize) -> Self {
        self.stack_size = Some(size);
        self
    }

    /// Starts a thread that runs `f`.
    ///
    /// # Errors
    /// If the operating system can't start one; never inside an exploration.
    ///
    /// # Panics
    /// If the name has a null byte.
    #[track_caller]
    pub fn spawn<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        // SAFETY: a static body and result borrow nothing that can end.
        unsafe { launch(self, None, f) }.map(JoinHandle::new)
    }

    /// Starts a thread that the scope waits for.
    ///
    /// # Errors
    /// If the operating system can't start one; never inside an exploration.
    ///
    /// # Panics
    /// If the name has a null byte.
    #[track_caller]
    pub fn spawn_scoped<'scope, 'env, F, T>(
        self,
        scope: &'scope Scope<'scope, 'env>,
        f: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        scope.launch(self, f)
    }

    /// Starts a thread whose borrows nobody checks. Refused inside an exploration.
    ///
    /// # Safety
    /// What `f` and its result borrow must outlive the thread and its handle.
    ///
    /// # Errors
    /// If the operating system can't start one.
    #[track_caller]
    pub unsafe fn spawn_unchecked<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send,
        T: Send,
    {
        if shadow::active() {
            shadow::refuse(
                "std::thread::Builder::spawn_unchecked",
                "`std::thread::scope` lets a thread borrow, and checks that it may.",
            );
        }
        // SAFETY: the caller's promise.
        unsafe { launch(self, None, f) }.map(JoinHandle::new)
    }

    /// The name, if it is one that a thread can have.
    #[track_caller]
    pub(super) fn checked_name(self) -> Option<String> {
        if let Some(name) = &self.name {
            assert!(
                !name.contains('\0'),
                "thread name may not contain interior null bytes"
            );
        }
        self.name
    }

    pub(super) fn into_real(self) -> real::Builder {
        let mut builder = real::Builder::new();
        if let Some(name) = self.name {
            builder = builder.name(name);
        }
        if let Some(size) = self.stack_size {
            builder = builder.stack_size(size);
        }
        builder
    }
}
