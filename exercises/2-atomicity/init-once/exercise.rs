//! A value that is made when it is first asked for.

use std::sync::Mutex;

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
        let found = self.value.lock().unwrap().clone();
        match found {
            Some(value) => value,
            None => {
                let made = init();
                *self.value.lock().unwrap() = Some(made.clone());
                made
            }
        }
    }
}

#[cfg(test)]
mod check;
