//! A channel with room for one message, made of a mutex and two condition variables.

use std::sync::Arc;

use super::together;
use crate::facade::{Condvar, Mutex, Run};

struct Channel {
    message: Mutex<Option<usize>>,
    is_free: Condvar,
    is_full: Condvar,
}

impl Channel {
    fn send(&self, message: usize) {
        let mut place = self.message.lock().unwrap();
        while place.is_some() {
            place = self.is_free.wait(place).unwrap();
        }
        *place = Some(message);
        self.is_full.notify_one();
    }

    fn receive(&self) -> usize {
        let mut place = self.message.lock().unwrap();
        loop {
            if let Some(message) = place.take() {
                self.is_free.notify_one();
                return message;
            }
            place = self.is_full.wait(place).unwrap();
        }
    }
}

/// So many threads that send one message each, and as many that receive one.
pub fn producers_and_consumers(pairs: usize) -> impl Fn(&Run) {
    move |run| {
        let channel = Arc::new(Channel {
            message: Mutex::new(None),
            is_free: Condvar::new(),
            is_full: Condvar::new(),
        });
        let received = together(2 * pairs, move |number| {
            if number < pairs {
                channel.send(number + 1);
                None
            } else {
                Some(channel.receive())
            }
        });
        let received: Vec<usize> = received.into_iter().flatten().collect();
        run.observe("received", received);
    }
}
