//! Takes the whole list out of the lock and puts it back after the calls, with
//! what was subscribed meanwhile behind it. While it is away, the list is empty:
//! another thread's event reaches nobody, nor does one that a listener sends.
//!
//! rejected: a_listener_may_notify: heard = [2]
//! rejected: no_event_is_lost_or_doubled: first heard = [1], second heard = [1]
//! rejected: no_event_is_lost_or_doubled: first heard = [2], second heard = [2]
//! rejected: listeners_of_two_threads_may_overlap: inside listener: at most 1 at once

use std::mem;
use std::sync::Mutex;

type Listener = Box<dyn Fn(u32) + Send + Sync>;

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
        self.listeners.lock().unwrap().push(Box::new(listener));
    }

    /// Calls each listener with `event`, in the order in which they subscribed.
    pub fn notify(&self, event: u32) {
        let mut listeners = mem::take(&mut *self.listeners.lock().unwrap());
        for listener in &listeners {
            listener(event);
        }
        let mut newcomers = self.listeners.lock().unwrap();
        listeners.append(&mut newcomers);
        *newcomers = listeners;
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/guard-scope/check.rs"]
mod check;
