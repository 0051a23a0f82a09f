//! [`Injector`]: a queue from which all workers take.

use std::fmt;

use super::{BATCH, Steal, Worker, steal, steal_into, steal_into_and_pop};
use crate::items::Items;

/// A queue that any thread pushes to, and workers steal from.
pub struct Injector<T> {
    items: Items<real::deque::Injector<T>, T>,
}

impl<T> Injector<T> {
    /// An empty queue.
    #[must_use]
    pub fn new() -> Self {
        Self {
            items: Items::new(real::deque::Injector::new(), None),
        }
    }

    /// Puts an item in.
    #[track_caller]
    pub fn push(&self, task: T) {
        match self.items.ends() {
            Ok(real) => real.push(task),
            Err(queue) => drop(queue.send(task, None)),
        }
    }

    /// Takes the oldest item.
    #[track_caller]
    pub fn steal(&self) -> Steal<T> {
        match self.items.ends() {
            Ok(real) => real.steal(),
            Err(queue) => steal(queue),
        }
    }

    /// Takes about half of the items over into a deque.
    #[track_caller]
    pub fn steal_batch(&self, dest: &Worker<T>) -> Steal<()> {
        self.steal_batch_with_limit(dest, BATCH)
    }

    /// The same, at most `limit`.
    #[track_caller]
    pub fn steal_batch_with_limit(&self, dest: &Worker<T>, limit: usize) -> Steal<()> {
        match self.items.ends() {
            Ok(real) => real.steal_batch_with_limit(dest.real(), limit),
            Err(queue) => steal_into(queue, dest, limit),
        }
    }

    /// Takes about half of the items over into a deque, and gives the first.
    #[track_caller]
    pub fn steal_batch_and_pop(&self, dest: &Worker<T>) -> Steal<T> {
        self.steal_batch_with_limit_and_pop(dest, BATCH)
    }

    /// The same, at most `limit`.
    #[track_caller]
    pub fn steal_batch_with_limit_and_pop(&self, dest: &Worker<T>, limit: usize) -> Steal<T> {
        match self.items.ends() {
            Ok(real) => real.steal_batch_with_limit_and_pop(dest.real(), limit),
            Err(queue) => steal_into_and_pop(queue, dest, limit),
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
        self.items.len(real::deque::Injector::len)
    }
}

impl<T> Default for Injector<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> fmt::Debug for Injector<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Injector { .. }")
    }
}
