//! Takes the lock anew for every listener. It is never held during a call, but the
//! list may have grown since the last look: a listener that was subscribed while
//! the event was on its way hears that event too.
//!
//! rejected: a_listener_may_subscribe: first heard = [1, 2], late heard = [1, 2]

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
        for index in 0.. {
            let listener = match self.listeners.lock().unwrap().get(index) {
                Some(listener) => Arc::clone(listener),
                None => return,
            };
            listener(event);
        }
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/guard-scope/check.rs"]
mod check;
