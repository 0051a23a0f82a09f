//! A reader-writer lock lets two threads notify at once, and even a listener that
//! notifies gets through here. One that subscribes needs the write lock, and its
//! own thread's read lock is in the way.
//!
//! rejected: a_listener_may_subscribe: self-deadlock

use std::sync::RwLock;

type Listener = Box<dyn Fn(u32) + Send + Sync>;

/// Tells its listeners about events.
#[derive(Default)]
pub struct Notifier {
    listeners: RwLock<Vec<Listener>>,
}

impl Notifier {
    /// A notifier that nobody listens to yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets `listener` hear every event from now on.
    pub fn subscribe(&self, listener: impl Fn(u32) + Send + Sync + 'static) {
        self.listeners.write().unwrap().push(Box::new(listener));
    }

    /// Calls each listener with `event`, in the order in which they subscribed.
    pub fn notify(&self, event: u32) {
        for listener in self.listeners.read().unwrap().iter() {
            listener(event);
        }
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/guard-scope/check.rs"]
mod check;
