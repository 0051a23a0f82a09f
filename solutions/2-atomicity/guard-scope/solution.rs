//! Listeners that are called without the lock.

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
        // The guard is gone at the end of this statement, before the first call.
        let listeners = self.listeners.lock().unwrap().clone();
        for listener in &listeners {
            listener(event);
        }
    }
}

#[cfg(test)]
#[path = "../../../exercises/2-atomicity/guard-scope/check.rs"]
mod check;
