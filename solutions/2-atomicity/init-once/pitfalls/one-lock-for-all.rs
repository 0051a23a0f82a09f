//! Makes each value once, but under one lock that all memos share: memos that have
//! nothing to do with each other wait, and one that needs another never ends.
//!
//! rejected: two_memos_may_be_made_at_once: left and right: never overlap
//! rejected: init_may_ask_another_memo: self-deadlock

use std::sync::Mutex;

static MAKING: Mutex<()> = Mutex::new(());

/// A value that is expensive to make, made when it is first asked for.
pub struct Memo<T> {
    value: Mutex<Option<T>>,
}

impl<T: Clone> Memo<T> {
    /// A memo whose value is not made yet.
    pub fn new() -> Self {
        Self {
            value: Mutex::new(None),
        }
    }

    /// The value; the first call makes it with `init`, all others get that one.
    pub fn get_or_init(&self, init: impl FnOnce() -> T) -> T {
        let _one_at_a_time = MAKING.lock().unwrap();
        let mut value = self.value.lock().unwrap();
        value.get_or_insert_with(init).clone()
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/init-once/check.rs"]
mod check;
