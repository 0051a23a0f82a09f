//! Looks once, waits once, and takes it that what it was woken for is so. A wait may end by
//! itself, and then the message that is taken isn't there: it looks like the end.
//!
//! rejected: a_wake_up_without_a_cause: received = []

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};

/// What both ends share.
struct Shared<T> {
    state: Mutex<State<T>>,
    /// There is a message, or there will be none any more.
    message: Condvar,
    /// There is room, or nobody is left to receive.
    room: Condvar,
}

struct State<T> {
    queue: VecDeque<T>,
    capacity: usize,
    senders: usize,
    receiver: bool,
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
            senders: 1,
            receiver: true,
        }),
        message: Condvar::new(),
        room: Condvar::new(),
    });
    (Sender(Arc::clone(&shared)), Receiver(shared))
}

impl<T> Sender<T> {
    /// Waits for room, and puts the message into the channel. If the receiver is gone, it
    /// gives the message back.
    pub fn send(&self, message: T) -> Result<(), T> {
        let mut state = self.0.state.lock().unwrap();
        if state.receiver && state.queue.len() == state.capacity {
            state = self.0.room.wait(state).unwrap();
        }
        if !state.receiver {
            return Err(message);
        }
        state.queue.push_back(message);
        self.0.message.notify_one();
        Ok(())
    }
}

impl<T> Receiver<T> {
    /// Waits for a message, and takes the oldest. None if there is none, and no sender.
    pub fn recv(&self) -> Option<T> {
        let mut state = self.0.state.lock().unwrap();
        if state.queue.is_empty() && state.senders > 0 {
            state = self.0.message.wait(state).unwrap();
        }
        let message = state.queue.pop_front();
        self.0.room.notify_one();
        message
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        self.0.state.lock().unwrap().senders += 1;
        Self(Arc::clone(&self.0))
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.0.state.lock().unwrap().senders -= 1;
        self.0.message.notify_one();
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.0.state.lock().unwrap().receiver = false;
        self.0.room.notify_all();
    }
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/build-a-channel/check.rs"]
mod check;
