//! A ticket lock: who waits looks again and again, and yields.
//!
//! J. M. Mellor-Crummey, M. L. Scott, *Algorithms for Scalable Synchronization on
//! Shared-Memory Multiprocessors*, ACM TOCS 9(1), 1991, section 2.2.

use std::sync::Arc;

use super::together;
use crate::facade::{AtomicUsize, Ordering::SeqCst, Run, thread};

struct TicketLock {
    next: AtomicUsize,
    serving: AtomicUsize,
}

impl TicketLock {
    fn lock(&self) -> usize {
        let ticket = self.next.fetch_add(1, SeqCst);
        while self.serving.load(SeqCst) != ticket {
            thread::yield_now();
        }
        ticket
    }

    fn unlock(&self, ticket: usize) {
        self.serving.store(ticket + 1, SeqCst);
    }
}

/// So many threads, each of which adds one with a load and a store, inside of the lock.
pub fn increments(threads: usize) -> impl Fn(&Run) {
    move |run| {
        let total = Arc::new(AtomicUsize::new(0));
        let shared = Arc::clone(&total);
        let lock = TicketLock {
            next: AtomicUsize::new(0),
            serving: AtomicUsize::new(0),
        };
        together(threads, move |_| {
            let ticket = lock.lock();
            let seen = shared.load(SeqCst);
            shared.store(seen + 1, SeqCst);
            lock.unlock(ticket);
        });
        run.observe("total", total.load(SeqCst));
    }
}
