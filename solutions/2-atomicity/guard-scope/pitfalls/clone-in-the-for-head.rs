//! Clones the list in the head of the `for`, where the guard is a temporary that
//! lives as long as the loop. The same expression in a `let` of its own is right.
//!
//! rejected: a_listener_may_subscribe: self-deadlock
//! rejected: a_listener_may_notify: self-deadlock
//! rejected: listeners_of_two_threads_may_overlap: inside listener: at most 1 at once

use std::sync::{Arc, Mutex};

type Listener = Arc<dyn Fn(u32) + Send + Sync>;

/// Tells its listeners about events.
#[derive(Default)]
pub struct Notifier {
    listeners: Mutex<Vec<Listener>>,
}

impl Notifier {
    /// A notifier that nobody listens to yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets `listener` hear every event from now on.
    pub fn subscribe(&self, listener: impl Fn(u32) + Send + Sync + 'static) {
        self.listeners.lock().unwrap().push(Arc::new(listener));
    }

    /// Calls each listener with `event`, in the order in which they subscribed.
    pub fn notify(&self, event: u32) {
        for listener in self.listeners.lock().unwrap().clone() {
            listener(event);
        }
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/guard-scope/check.rs"]
mod check;
