//! [`Worker`]: the end of a deque that one thread owns.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use interleave::shadow;

use super::Stealer;
use crate::channel::Queue;
use crate::items::taken;

/// A deque that one thread pushes to and pops from.
pub struct Worker<T> {
    end: End<T>,
    /// As the real one, it can't be shared.
    _not_shared: PhantomData<Cell<()>>,
}

enum End<T> {
    Real(real::deque::Worker<T>),
    Explored { queue: Arc<Queue<T>>, lifo: bool },
}

impl<T> Worker<T> {
    /// A deque from which the oldest item is popped first.
    #[must_use]
    pub fn new_fifo() -> Self {
        Self::new(false, real::deque::Worker::new_fifo)
    }

    /// A deque from which the newest item is popped first.
    #[must_use]
    pub fn new_lifo() -> Self {
        Self::new(true, real::deque::Worker::new_lifo)
    }

    fn new(lifo: bool, real: fn() -> real::deque::Worker<T>) -> Self {
        let end = if shadow::active() {
            let queue = Arc::new(Queue::new(None));
            End::Explored { queue, lifo }
        } else {
            End::Real(real())
        };
        Self {
            end,
            _not_shared: PhantomData,
        }
    }

    pub(super) fn real(&self) -> &real::deque::Worker<T> {
        match &self.end {
            End::Real(real) => real,
            End::Explored { .. } => panic!("a deque made in an exploration is used outside of it"),
        }
    }

    #[track_caller]
    fn queue(&self) -> Option<(&Arc<Queue<T>>, bool)> {
        match &self.end {
            End::Real(_) if shadow::active() => shadow::refuse(
                "a crossbeam::deque that outlives an execution",
                "make it inside the explored closure",
            ),
            End::Real(_) => None,
            End::Explored { queue, lifo } => Some((queue, *lifo)),
        }
    }

    /// Another thread's end of this deque.
    #[track_caller]
    #[must_use]
    pub fn stealer(&self) -> Stealer<T> {
        match self.queue() {
            None => Stealer::real_end(self.real().stealer()),
            Some((queue, _)) => Stealer::explored(queue.clone()),
        }
    }

    /// Puts an item in.
    #[track_caller]
    pub fn push(&self, task: T) {
        match self.queue() {
            None => self.real().push(task),
            Some((queue, _)) => drop(queue.send(task, None)),
        }
    }

    /// Takes an item if there is one.
    #[track_caller]
    pub fn pop(&self) -> Option<T> {
        match self.queue() {
            None => self.real().pop(),
            Some((queue, true)) => taken(queue.try_receive_newest()),
            Some((queue, false)) => taken(queue.try_receive()),
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
        match self.queue() {
            None => self.real().len(),
            Some((queue, _)) => queue.len(),
        }
    }

    /// Puts stolen items in; of a deque whose newest item comes first, so that they come in
    /// their order.
    #[track_caller]
    pub(super) fn take_over(&self, items: Vec<T>) {
        let lifo = self.queue().is_some_and(|(_, lifo)| lifo);
        let mut items = items;
        if lifo {
            items.reverse();
        }
        items.into_iter().for_each(|item| self.push(item));
    }
}

impl<T> fmt::Debug for Worker<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Worker { .. }")
    }
}
