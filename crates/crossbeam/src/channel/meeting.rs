//! A channel without room, in an exploration: sender and receiver meet.
//!
//! Whoever has been met knows by whom. A message that is at hand when two meet passes at
//! once; one that a select has still to make is handed over in a step of its own.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use interleave::shadow::{
    self, Meet, Object, Outcome, Received, Sent, Several, Side, ThreadHandle, ThreadId,
};

use super::flavor::{NotReceived, NotSent};

pub(super) struct Meeting<T> {
    object: Object,
    messages: Mutex<Messages<T>>,
}

struct Messages<T> {
    /// Of senders that wait.
    offered: Vec<(ThreadId, T)>,
    /// For receivers that have been met.
    handed: Vec<(ThreadId, T)>,
}

impl<T> Meeting<T> {
    pub fn new() -> Self {
        Self {
            object: Object::new(),
            messages: Mutex::new(Messages {
                offered: Vec::new(),
                handed: Vec::new(),
            }),
        }
    }

    pub fn object(&self) -> &Object {
        &self.object
    }

    fn messages(&self) -> MutexGuard<'_, Messages<T>> {
        self.messages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Offers `message` and waits until it is taken, until this time at most.
    #[track_caller]
    pub fn send(&self, message: T, until: Option<Duration>) -> Result<(), NotSent<T>> {
        let own = ThreadHandle::current().id;
        self.messages().offered.push((own, message));
        let outcome = shadow::wait_at(&self.object, Side::Sends, until);
        if let Outcome::Met(_) = outcome {
            return Ok(());
        }
        let message = remove(&mut self.messages().offered, own);
        let message = message.unwrap_or_else(|| shadow::leave_for_good());
        Err(match outcome {
            Outcome::TimedOut => NotSent::Yet(message),
            _ => NotSent::Closed(message),
        })
    }

    /// Hands `message` to a receiver that waits.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), NotSent<T>> {
        let mut several = Several::new().or_go_on();
        several.add_meeting(&self.object, Side::Sends);
        match several.take() {
            Some((_, Outcome::Met(receiver))) => {
                self.hand_to(receiver, message);
                Ok(())
            }
            Some((_, Outcome::Sent(Sent::Closed))) => Err(NotSent::Closed(message)),
            _ => Err(NotSent::Yet(message)),
        }
    }

    /// Waits for a message, until this time at most.
    #[track_caller]
    pub fn receive(&self, until: Option<Duration>) -> Result<T, NotReceived> {
        let outcome = shadow::wait_at(&self.object, Side::Receives, until);
        self.received(outcome)
    }

    /// Takes a message from a sender that waits.
    #[track_caller]
    pub fn try_receive(&self) -> Result<T, NotReceived> {
        let mut several = Several::new().or_go_on();
        several.add_meeting(&self.object, Side::Receives);
        match several.take() {
            Some((_, outcome)) => self.received(outcome),
            None => Err(NotReceived::Yet),
        }
    }

    #[track_caller]
    fn received(&self, outcome: Outcome) -> Result<T, NotReceived> {
        match outcome {
            Outcome::Met(sender) => Ok(self.take_from(sender)),
            Outcome::Received(Received::Closed) => Err(NotReceived::Closed),
            _ => Err(NotReceived::Yet),
        }
    }

    /// The message of a sender that was met, or that met this thread.
    #[track_caller]
    pub fn take_from(&self, sender: ThreadId) -> T {
        if let Some(message) = self.at_hand(sender) {
            return message;
        }
        shadow::meet(&self.object, Meet::Collect(sender));
        let message = self.at_hand(sender);
        message.unwrap_or_else(|| shadow::leave_for_good())
    }

    fn at_hand(&self, sender: ThreadId) -> Option<T> {
        let own = ThreadHandle::current().id;
        let mut messages = self.messages();
        let handed = remove(&mut messages.handed, own);
        handed.or_else(|| remove(&mut messages.offered, sender))
    }

    /// Puts `message` where a receiver that was met looks for it.
    pub fn hand_to(&self, receiver: ThreadId, message: T) {
        self.messages().handed.push((receiver, message));
    }

    /// Hands over the message of a sender that was met before it had made it.
    #[track_caller]
    pub fn deliver_to(&self, receiver: ThreadId, message: T) {
        shadow::meet(&self.object, Meet::Deliver(receiver));
        self.hand_to(receiver, message);
    }

    /// One end more or fewer.
    #[track_caller]
    pub fn count(&self, meet: Meet) {
        if shadow::active() {
            shadow::meet(&self.object, meet);
        }
    }
}

fn remove<T>(messages: &mut Vec<(ThreadId, T)>, thread: ThreadId) -> Option<T> {
    let place = messages.iter().position(|(one, _)| *one == thread)?;
    Some(messages.remove(place).1)
}
