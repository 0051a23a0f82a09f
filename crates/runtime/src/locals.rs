//! Thread-local values of model threads, dropped when their thread ends.

use std::any::Any;

use crate::model;

/// One thread's values, in the order in which they were made.
#[derive(Default)]
pub(crate) struct Locals {
    values: Vec<(usize, Box<dyn Any>)>,
    /// Keys whose values have been dropped.
    dropped: Vec<usize>,
}

impl Locals {
    /// Forgets everything, as for a thread that has not begun.
    pub fn clear(&mut self) {
        self.values.clear();
        self.dropped.clear();
    }
}

/// The value of `key` on this thread, made by `init` at first; `None` once dropped.
pub(crate) fn get<T: 'static>(key: usize, init: impl FnOnce() -> T) -> Option<*const T> {
    if let Found::Value(value) = find(key) {
        return value;
    }
    // `init` is the program's: it may take steps, and ask for this very key.
    let value = Box::new(init());
    model::with(|model| model.thread().locals.values.push((key, value)));
    match find(key) {
        Found::Value(value) => value,
        Found::Nothing => None,
    }
}

enum Found<T> {
    Value(Option<*const T>),
    Nothing,
}

fn find<T: 'static>(key: usize) -> Found<T> {
    model::with(|model| {
        let locals = &model.thread().locals;
        if locals.dropped.contains(&key) {
            return Found::Value(None);
        }
        let value = locals.values.iter().rev().find(|(other, _)| *other == key);
        match value {
            Some((_, value)) => Found::Value(value.downcast_ref().map(std::ptr::from_ref)),
            None => Found::Nothing,
        }
    })
}

/// Drops this thread's values, the youngest first. Their destructors are the program's
/// and may take steps or make further values.
pub(crate) fn drop_all() {
    let next = || {
        model::with(|model| {
            let locals = &mut model.thread().locals;
            let last = locals.values.pop();
            locals.dropped.extend(last.iter().map(|(key, _)| *key));
            last
        })
    };
    while let Some((_, value)) = next() {
        // A panic in a destructor ends the process in std; here it is a panic like any
        // other, and the remaining values are dropped all the same.
        let _ = crate::panics::catch_at_root(move || drop(value));
    }
}
