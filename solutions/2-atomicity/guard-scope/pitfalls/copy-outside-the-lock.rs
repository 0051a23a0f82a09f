//! A shared list, replaced as a whole: `notify` is right, but `subscribe` lets go of
//! the lock between reading the old list and storing the new one. Two threads that
//! subscribe at once can both start from the same list, and one of them is lost.
//! On real threads it is nearly always right.
//!
//! rejected: no_subscription_is_lost: first heard = [], second heard = [7]
//! rejected: no_subscription_is_lost: first heard = [7], second heard = []

use std::sync::{Arc, Mutex};

type Listener = Arc<dyn Fn(u32) + Send + Sync>;

/// Tells its listeners about events.
#[derive(Default)]
pub struct Notifier {
    listeners: Mutex<Arc<Vec<Listener>>>,
}

impl Notifier {
    /// A notifier that nobody listens to yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets `listener` hear every event from now on.
    pub fn subscribe(&self, listener: impl Fn(u32) + Send + Sync + 'static) {
        let mut listeners = Vec::clone(&self.listeners.lock().unwrap());
        listeners.push(Arc::new(listener));
        *self.listeners.lock().unwrap() = Arc::new(listeners);
    }

    /// Calls each listener with `event`, in the order in which they subscribed.
    pub fn notify(&self, event: u32) {
        let listeners = Arc::clone(&self.listeners.lock().unwrap());
        for listener in listeners.iter() {
            listener(event);
        }
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/guard-scope/check.rs"]
mod check;
