//! A queue of items that can also be made outside of an exploration, in a `const` or a
//! static: the real one and the explored one side by side, of which one is used.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use interleave::shadow;

use crate::channel::{NotReceived, Queue};

pub(crate) struct Items<R, T> {
    pub real: R,
    explored: Queue<T>,
    /// Used in an exploration.
    used: AtomicBool,
}

impl<R, T> Items<R, T> {
    pub const fn new(real: R, bound: Option<u32>) -> Self {
        Self {
            real,
            explored: Queue::new(bound),
            used: AtomicBool::new(false),
        }
    }

    /// The real one, or the explored one.
    #[track_caller]
    pub fn ends(&self) -> Result<&R, &Queue<T>> {
        if !shadow::active() {
            assert!(
                !self.used.load(Relaxed),
                "a queue made in an exploration is used outside of it"
            );
            return Ok(&self.real);
        }
        self.used.store(true, Relaxed);
        Err(&self.explored)
    }

    #[track_caller]
    pub fn len(&self, of_real: impl Fn(&R) -> usize) -> usize {
        match self.ends() {
            Ok(real) => of_real(real),
            Err(explored) => explored.len(),
        }
    }

    #[track_caller]
    pub fn pop(&self, of_real: impl Fn(&R) -> Option<T>) -> Option<T> {
        match self.ends() {
            Ok(real) => of_real(real),
            Err(explored) => taken(explored.try_receive()),
        }
    }
}

pub(crate) fn taken<T>(received: Result<T, NotReceived>) -> Option<T> {
    received.ok()
}
