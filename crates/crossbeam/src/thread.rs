//! Scoped threads: they may borrow, because the scope waits for them.
//!
//! They are the learner's `std` threads, whose lifetime is the scope's.

use std::any::Any;
use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::mem;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex, PoisonError};

use interleave::shadow;
use judged::thread::{self, JoinHandle, Thread};

/// Threads that the scope has started, unless somebody has joined them.
type Threads = Arc<Mutex<Vec<Arc<Mutex<Option<JoinHandle<()>>>>>>>;

/// In which threads may be started that borrow from outside of it.
pub struct Scope<'env> {
    threads: Threads,
    env: PhantomData<&'env mut &'env ()>,
}

/// Runs `f`, in which threads can be started that borrow from outside of it, and waits for
/// all of them.
///
/// # Errors
/// What the threads have panicked with that nobody has joined.
///
/// # Panics
/// If `f` does.
#[track_caller]
pub fn scope<'env, F, R>(f: F) -> thread::Result<R>
where
    F: FnOnce(&Scope<'env>) -> R,
{
    let scope = Scope {
        threads: Threads::default(),
        env: PhantomData,
    };
    let call = AssertUnwindSafe(|| f(&scope));
    let result = if shadow::active() {
        shadow::catch_unwind(call)
    } else {
        panic::catch_unwind(call)
    };
    let panics = scope.join_all();
    match result {
        Ok(value) if panics.is_empty() => Ok(value),
        Ok(_) => Err(Box::new(panics)),
        Err(_) if shadow::active() && shadow::abandoned() => shadow::leave_for_good(),
        Err(payload) => judged::panic::resume_unwind(payload),
    }
}

impl<'env> Scope<'env> {
    #[track_caller]
    fn join_all(&self) -> Vec<Box<dyn Any + Send + 'static>> {
        let mut panics = Vec::new();
        loop {
            let next = locked(&self.threads).pop();
            let Some(next) = next else { return panics };
            let handle = locked(&next).take();
            panics.extend(handle.and_then(|handle| handle.join().err()));
        }
    }

    /// Starts a thread that runs `f`, and that the scope waits for.
    ///
    /// # Panics
    /// Outside of an exploration, if the operating system can't start one.
    #[track_caller]
    pub fn spawn<'scope, F, T>(&'scope self, f: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce(&Scope<'env>) -> T,
        F: Send + 'env,
        T: Send + 'env,
    {
        self.builder().spawn(f).expect("failed to spawn thread")
    }

    /// A thread to be configured before it starts.
    #[must_use]
    pub fn builder<'scope>(&'scope self) -> ScopedThreadBuilder<'scope, 'env> {
        ScopedThreadBuilder {
            scope: self,
            builder: thread::Builder::new(),
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A thread to be configured before it starts.
#[derive(Debug)]
pub struct ScopedThreadBuilder<'scope, 'env> {
    scope: &'scope Scope<'env>,
    builder: thread::Builder,
}

impl<'scope, 'env> ScopedThreadBuilder<'scope, 'env> {
    /// What it is called.
    #[must_use]
    pub fn name(mut self, name: String) -> Self {
        self.builder = self.builder.name(name);
        self
    }

    /// The size of its stack, in bytes.
    #[must_use]
    pub fn stack_size(mut self, size: usize) -> Self {
        self.builder = self.builder.stack_size(size);
        self
    }

    /// Starts the thread.
    ///
    /// # Errors
    /// Outside of an exploration, if the operating system can't.
    #[track_caller]
    pub fn spawn<F, T>(self, f: F) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce(&Scope<'env>) -> T,
        F: Send + 'env,
        T: Send + 'env,
    {
        let result = Arc::new(Mutex::new(None));
        let scope = Scope::<'env> {
            threads: self.scope.threads.clone(),
            env: PhantomData,
        };
        let slot = result.clone();
        let body: Box<dyn FnOnce() + Send + 'env> = Box::new(move || {
            let scope = scope;
            let value = f(&scope);
            *locked(&slot) = Some(value);
        });
        // SAFETY: the scope waits for the thread before `'env` ends, also when it unwinds;
        // an abandoned execution unwinds the youngest threads first, and resumes none of
        // them after that.
        let body: Box<dyn FnOnce() + Send + 'static> = unsafe { mem::transmute(body) };
        let handle = self.builder.spawn(body)?;
        let thread = handle.thread().clone();
        let handle = Arc::new(Mutex::new(Some(handle)));
        locked(&self.scope.threads).push(handle.clone());
        Ok(ScopedJoinHandle {
            handle,
            result,
            thread,
            scope: PhantomData,
        })
    }
}

/// Owns the permission to join a scoped thread.
pub struct ScopedJoinHandle<'scope, T> {
    handle: Arc<Mutex<Option<JoinHandle<()>>>>,
    result: Arc<Mutex<Option<T>>>,
    thread: Thread,
    scope: PhantomData<&'scope ()>,
}

// SAFETY: as the real one: the result is taken by whoever joins.
unsafe impl<T> Send for ScopedJoinHandle<'_, T> {}
// SAFETY: the same.
unsafe impl<T> Sync for ScopedJoinHandle<'_, T> {}

impl<T> ScopedJoinHandle<'_, T> {
    /// Waits until the thread has ended and gives its result.
    ///
    /// # Errors
    /// The payload, if the thread panicked.
    ///
    /// # Panics
    /// Never: the handle is joined once.
    #[track_caller]
    pub fn join(self) -> thread::Result<T> {
        let handle = locked(&self.handle).take();
        let handle = handle.expect("a thread is joined once");
        handle.join()?;
        let result = locked(&self.result).take();
        Ok(result.unwrap_or_else(|| shadow::leave_for_good()))
    }

    /// The thread.
    #[must_use]
    pub fn thread(&self) -> &Thread {
        &self.thread
    }
}

impl fmt::Debug for Scope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Scope { .. }")
    }
}

impl<T> fmt::Debug for ScopedJoinHandle<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("ScopedJoinHandle { .. }")
    }
}
