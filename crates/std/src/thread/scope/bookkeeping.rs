//! What a scope knows of its threads, so that it can wait for all of them.

use ::std::sync::atomic::{AtomicBool, Ordering};
use ::std::sync::{Condvar, Mutex, PoisonError};

use interleave::shadow::{self, ThreadHandle};

/// Shared by a scope and its threads.
pub(in crate::thread) struct Bookkeeping {
    unhandled_panic: AtomicBool,
    threads: Threads,
}

enum Threads {
    Real {
        running: Mutex<usize>,
        all_ended: Condvar,
    },
    Model {
        /// The thread that opened the scope, and waits at its end.
        opener: ThreadHandle,
        /// Those which it still has to wait for.
        children: Mutex<Vec<ThreadHandle>>,
    },
}

impl Bookkeeping {
    pub(super) fn new() -> Self {
        Self {
            unhandled_panic: AtomicBool::new(false),
            threads: if shadow::active() {
                Threads::Model {
                    opener: ThreadHandle::current(),
                    children: Mutex::default(),
                }
            } else {
                Threads::Real {
                    running: Mutex::new(0),
                    all_ended: Condvar::new(),
                }
            },
        }
    }

    /// A thread is about to be started.
    pub(in crate::thread) fn thread_starts(&self) {
        if let Threads::Real { running, .. } = &self.threads {
            *running.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        }
    }

    /// A model thread was started.
    pub(in crate::thread) fn add_child(&self, child: ThreadHandle) {
        if let Threads::Model { children, .. } = &self.threads {
            let mut children = children.lock().unwrap_or_else(PoisonError::into_inner);
            children.push(child);
        }
    }

    /// A model thread was joined by its handle. The scope need not do it again, if the
    /// same thread would; whether another thread was faster must not matter here,
    /// because that differs from execution to execution.
    pub(super) fn joined(&self, child: ThreadHandle) {
        if let Threads::Model { opener, children } = &self.threads
            && *opener == ThreadHandle::current()
        {
            let mut children = children.lock().unwrap_or_else(PoisonError::into_inner);
            children.retain(|other| *other != child);
        }
    }

    /// Nothing of a thread is left that could touch what the scope borrows.
    pub(in crate::thread) fn thread_ended(&self, unhandled_panic: bool) {
        if unhandled_panic {
            self.unhandled_panic.store(true, Ordering::Relaxed);
        }
        if let Threads::Real { running, all_ended } = &self.threads {
            let mut running = running.lock().unwrap_or_else(PoisonError::into_inner);
            *running -= 1;
            if *running == 0 {
                all_ended.notify_all();
            }
        }
    }

    /// Waits for all threads, also for those that threads have started meanwhile.
    #[track_caller]
    pub(super) fn wait_for_all(&self) {
        match &self.threads {
            Threads::Real { running, all_ended } => {
                let mut running = running.lock().unwrap_or_else(PoisonError::into_inner);
                while *running > 0 {
                    running = all_ended
                        .wait(running)
                        .unwrap_or_else(PoisonError::into_inner);
                }
            }
            Threads::Model { children, .. } => {
                while let Some(child) = take_first(children) {
                    child.join();
                }
            }
        }
    }

    pub(super) fn has_unhandled_panic(&self) -> bool {
        self.unhandled_panic.load(Ordering::Relaxed)
    }
}

/// The child with the lowest number. A thread has a higher number than its creator, so
/// the choice depends only on threads whose creators have been waited for, and is the
/// same whatever the others have started by now.
fn take_first(children: &Mutex<Vec<ThreadHandle>>) -> Option<ThreadHandle> {
    let mut children = children.lock().unwrap_or_else(PoisonError::into_inner);
    let (index, _) = children
        .iter()
        .enumerate()
        .min_by_key(|(_, child)| child.id)?;
    Some(children.swap_remove(index))
}
