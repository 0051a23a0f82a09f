//! A value that is made when it is first asked for: a [`OnceLock`] sees to it that one
//! thread makes it and the others wait.

use std::sync::OnceLock;

/// A value that is expensive to make, made when it is first asked for.
pub struct Memo<T> {
    value: OnceLock<T>,
}

impl<T: Clone> Memo<T> {
    /// A memo whose value is not made yet.
    pub fn new() -> Self {
        Self {
            value: OnceLock::new(),
        }
    }

    /// The value; the first call makes it with `init`, all others get that one.
    pub fn get_or_init(&self, init: impl FnOnce() -> T) -> T {
        self.value.get_or_init(init).clone()
    }
}

#[cfg(test)]
#[path = "../../../exercises/2-atomicity/init-once/check.rs"]
mod check;
