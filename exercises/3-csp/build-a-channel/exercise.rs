//! A bounded channel. What to do is in README.md.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

/// What both ends share.
struct Shared<T> {
    state: Mutex<State<T>>,
}

struct State<T> {
    queue: VecDeque<T>,
    capacity: usize,
}

/// The end to send to. The channel is closed when the last one is dropped.
pub struct Sender<T>(Arc<Shared<T>>);

/// The end to receive from.
pub struct Receiver<T>(Arc<Shared<T>>);

/// A channel for at most `capacity` messages at once, which is one at least.
pub fn channel<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    let shared = Arc::new(Shared {
        state: Mutex::new(State {
            queue: VecDeque::new(),
            capacity,
        }),
    });
    (Sender(Arc::clone(&shared)), Receiver(shared))
}

impl<T> Sender<T> {
    /// Waits for room, and puts the message into the channel. If the receiver is gone, it
    /// gives the message back.
    pub fn send(&self, message: T) -> Result<(), T> {
        let mut state = self.0.state.lock().unwrap();
        if state.queue.len() == state.capacity {
            return Err(message);
        }
        state.queue.push_back(message);
        Ok(())
    }
}

impl<T> Receiver<T> {
    /// Waits for a message, and takes the oldest. None if there is none, and no sender.
    pub fn recv(&self) -> Option<T> {
        self.0.state.lock().unwrap().queue.pop_front()
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

#[cfg(test)]
mod check;
