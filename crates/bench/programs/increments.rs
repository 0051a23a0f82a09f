//! Lost updates: a load, then a store.

use std::sync::Arc;

use super::together;
use crate::facade::{AtomicUsize, Ordering::SeqCst, Run};

/// So many threads, each of which adds one so many times.
pub fn increments(threads: usize, rounds: usize) -> impl Fn(&Run) {
    move |run| {
        let total = Arc::new(AtomicUsize::new(0));
        let shared = Arc::clone(&total);
        together(threads, move |_| {
            for _ in 0..rounds {
                let seen = shared.load(SeqCst);
                shared.store(seen + 1, SeqCst);
            }
        });
        run.observe("total", total.load(SeqCst));
    }
}
