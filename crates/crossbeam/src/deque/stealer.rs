//! [`Stealer`]: the end of a deque from which other threads take.

use std::fmt;
use std::sync::Arc;

use interleave::shadow;

use super::{BATCH, Steal, Worker, steal, steal_into, steal_into_and_pop};
use crate::channel::Queue;

/// Takes items from another thread's deque.
pub struct Stealer<T>(End<T>);

enum End<T> {
    Real(real::deque::Stealer<T>),
    Explored(Arc<Queue<T>>),
}

impl<T> Stealer<T> {
    pub(super) fn real_end(real: real::deque::Stealer<T>) -> Self {
        Self(End::Real(real))
    }

    pub(super) fn explored(queue: Arc<Queue<T>>) -> Self {
        Self(End::Explored(queue))
    }

    #[track_caller]
    fn ends(&self) -> Result<&real::deque::Stealer<T>, &Queue<T>> {
        match &self.0 {
            End::Real(_) if shadow::active() => shadow::refuse(
                "a crossbeam::deque that outlives an execution",
                "make it inside the explored closure",
            ),
            End::Real(real) => Ok(real),
            End::Explored(queue) => Err(queue),
        }
    }

    /// Whether there is no item.
    #[track_caller]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many items there are.
    #[track_caller]
    #[must_use]
    pub fn len(&self) -> usize {
        match self.ends() {
            Ok(real) => real.len(),
            Err(queue) => queue.len(),
        }
    }

    /// Takes the oldest item.
    #[track_caller]
    pub fn steal(&self) -> Steal<T> {
        match self.ends() {
            Ok(real) => real.steal(),
            Err(queue) => steal(queue),
        }
    }

    /// Takes about half of the items over into another deque.
    #[track_caller]
    pub fn steal_batch(&self, dest: &Worker<T>) -> Steal<()> {
        self.steal_batch_with_limit(dest, BATCH)
    }

    /// The same, at most `limit`.
    #[track_caller]
    pub fn steal_batch_with_limit(&self, dest: &Worker<T>, limit: usize) -> Steal<()> {
        match self.ends() {
            Ok(real) => real.steal_batch_with_limit(dest.real(), limit),
            Err(queue) => steal_into(queue, dest, limit),
        }
    }

    /// Takes about half of the items over into another deque, and gives the first.
    #[track_caller]
    pub fn steal_batch_and_pop(&self, dest: &Worker<T>) -> Steal<T> {
        self.steal_batch_with_limit_and_pop(dest, BATCH)
    }

    /// The same, at most `limit`.
    #[track_caller]
    pub fn steal_batch_with_limit_and_pop(&self, dest: &Worker<T>, limit: usize) -> Steal<T> {
        match self.ends() {
            Ok(real) => real.steal_batch_with_limit_and_pop(dest.real(), limit),
            Err(queue) => steal_into_and_pop(queue, dest, limit),
        }
    }
}

impl<T> Clone for Stealer<T> {
    fn clone(&self) -> Self {
        Self(match &self.0 {
            End::Real(real) => End::Real(real.clone()),
            End::Explored(queue) => End::Explored(queue.clone()),
        })
    }
}

impl<T> fmt::Debug for Stealer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Stealer { .. }")
    }
}
