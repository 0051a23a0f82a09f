//! Queues that many threads push to and pop from. Each push and each pop is one step.

use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};

use crate::channel::NotSent;
use crate::items::Items;

/// A queue with a bound.
pub struct ArrayQueue<T> {
    items: Items<real::queue::ArrayQueue<T>, T>,
    capacity: usize,
}

impl<T> ArrayQueue<T> {
    /// An empty queue for `cap` items.
    ///
    /// # Panics
    /// If `cap` is zero.
    #[must_use]
    pub fn new(cap: usize) -> Self {
        assert!(cap > 0, "capacity must be non-zero");
        let bound = u32::try_from(cap).unwrap_or(u32::MAX);
        Self {
            items: Items::new(real::queue::ArrayQueue::new(cap), Some(bound)),
            capacity: cap,
        }
    }

    /// Puts an item in if there is room.
    ///
    /// # Errors
    /// The item, if there is none.
    #[track_caller]
    pub fn push(&self, value: T) -> Result<(), T> {
        match self.items.ends() {
            Ok(real) => real.push(value),
            Err(explored) => explored.try_send(value).map_err(|reason| match reason {
                NotSent::Yet(value) | NotSent::Closed(value) => value,
            }),
        }
    }

    /// As [`ArrayQueue::push`].
    ///
    /// # Errors
    /// The item, if there is no room.
    #[track_caller]
    pub fn push_mut(&mut self, value: T) -> Result<(), T> {
        self.push(value)
    }

    /// Puts an item in, in place of the oldest if there is no room, which it gives back.
    #[track_caller]
    pub fn force_push(&self, value: T) -> Option<T> {
        let explored = match self.items.ends() {
            Ok(real) => return real.force_push(value),
            Err(explored) => explored,
        };
        let mut value = value;
        let mut oldest = None;
        loop {
            match explored.try_send(value) {
                Ok(()) => return oldest,
                Err(NotSent::Yet(again) | NotSent::Closed(again)) => value = again,
            }
            oldest = explored.try_receive().ok();
        }
    }

    /// Takes the oldest item if there is one.
    #[track_caller]
    pub fn pop(&self) -> Option<T> {
        self.items.pop(real::queue::ArrayQueue::pop)
    }

    /// As [`ArrayQueue::pop`].
    #[track_caller]
    pub fn pop_mut(&mut self) -> Option<T> {
        self.pop()
    }

    /// For how many items there is room in all.
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// Whether there is no item.
    #[track_caller]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether there is no room.
    #[track_caller]
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.len() == self.capacity
    }

    /// How many items there are.
    #[track_caller]
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len(real::queue::ArrayQueue::len)
    }
}

/// A queue without a bound.
pub struct SegQueue<T> {
    items: Items<real::queue::SegQueue<T>, T>,
}

impl<T> SegQueue<T> {
    /// An empty queue.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            items: Items::new(real::queue::SegQueue::new(), None),
        }
    }

    /// Puts an item in.
    #[track_caller]
    pub fn push(&self, value: T) {
        match self.items.ends() {
            Ok(real) => real.push(value),
            Err(explored) => drop(explored.send(value, None)),
        }
    }

    /// As [`SegQueue::push`].
    #[track_caller]
    pub fn push_mut(&mut self, value: T) {
        self.push(value);
    }

    /// Takes the oldest item if there is one.
    #[track_caller]
    pub fn pop(&self) -> Option<T> {
        self.items.pop(real::queue::SegQueue::pop)
    }

    /// As [`SegQueue::pop`].
    #[track_caller]
    pub fn pop_mut(&mut self) -> Option<T> {
        self.pop()
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
        self.items.len(real::queue::SegQueue::len)
    }
}

impl<T> Default for SegQueue<T> {
    fn default() -> Self {
        Self::new()
    }
}

macro_rules! common {
    ($($queue:ident)*) => {$(
        impl<T> UnwindSafe for $queue<T> {}
        impl<T> RefUnwindSafe for $queue<T> {}

        impl<T> fmt::Debug for $queue<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(concat!(stringify!($queue), " { .. }"))
            }
        }

        impl<T> IntoIterator for $queue<T> {
            type Item = T;
            type IntoIter = std::vec::IntoIter<T>;

            #[track_caller]
            fn into_iter(self) -> Self::IntoIter {
                let items: Vec<T> = std::iter::from_fn(|| self.pop()).collect();
                items.into_iter()
            }
        }
    )*};
}

common!(ArrayQueue SegQueue);
