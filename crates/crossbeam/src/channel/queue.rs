//! A channel with room for messages, in an exploration.

use std::collections::VecDeque;
use std::mem;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use interleave::shadow::{self, Action, Kind, Object, Outcome, Received, Sent};

use super::{NotReceived, NotSent};

/// What all ends share. The mutex is locked for moments only, never across a step.
pub(crate) struct Queue<T> {
    object: Object,
    bound: Option<u32>,
    messages: Mutex<Messages<T>>,
    /// Receivers that are left: the last one leaves no messages behind.
    receivers: AtomicUsize,
}

struct Messages<T> {
    waiting: VecDeque<T>,
    /// Taken in a select whose operation is not completed yet, by a number.
    taken: Vec<(u64, T)>,
    next: u64,
}

impl<T> Queue<T> {
    /// An empty one, for so many messages, if there is a bound.
    pub const fn new(bound: Option<u32>) -> Self {
        Self {
            object: Object::new(),
            bound,
            messages: Mutex::new(Messages {
                waiting: VecDeque::new(),
                taken: Vec::new(),
                next: 0,
            }),
            receivers: AtomicUsize::new(1),
        }
    }

    pub fn bound(&self) -> Option<u32> {
        self.bound
    }

    pub fn kind(&self) -> Kind {
        Kind::Channel(self.bound)
    }

    pub fn object(&self) -> &Object {
        &self.object
    }

    #[track_caller]
    fn perform(&self, action: Action, timeout: Option<Duration>) -> Outcome {
        assert!(
            shadow::active(),
            "a channel made in an exploration is used outside of it"
        );
        self.object.perform_timed(|| self.kind(), action, timeout)
    }

    fn messages(&self) -> MutexGuard<'_, Messages<T>> {
        self.messages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts `message` in; waits while there is no room, for so long at most.
    #[track_caller]
    pub fn send(&self, message: T, timeout: Option<Duration>) -> Result<(), NotSent<T>> {
        let outcome = self.perform(Action::Send, timeout);
        self.sent(outcome, message)
    }

    /// Puts `message` in if there is room.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), NotSent<T>> {
        let outcome = self.perform(Action::TrySend, None);
        self.sent(outcome, message)
    }

    fn sent(&self, outcome: Outcome, message: T) -> Result<(), NotSent<T>> {
        match outcome {
            Outcome::Sent(Sent::Closed) => Err(NotSent::Closed(message)),
            Outcome::Sent(Sent::Full) | Outcome::TimedOut => Err(NotSent::Yet(message)),
            _ => {
                self.put(message);
                Ok(())
            }
        }
    }

    /// Puts a message where the explorer knows of one.
    pub fn put(&self, message: T) {
        self.messages().waiting.push_back(message);
    }

    /// Takes the oldest message; waits for one, for so long at most.
    #[track_caller]
    pub fn receive(&self, timeout: Option<Duration>) -> Result<T, NotReceived> {
        let outcome = self.perform(Action::Receive, timeout);
        self.received(outcome)
    }

    /// Takes the oldest message if there is one.
    #[track_caller]
    pub fn try_receive(&self) -> Result<T, NotReceived> {
        let outcome = self.perform(Action::TryReceive, None);
        self.received(outcome)
    }

    fn received(&self, outcome: Outcome) -> Result<T, NotReceived> {
        match outcome {
            Outcome::Received(Received::Closed) => Err(NotReceived::Closed),
            Outcome::Received(Received::Empty) | Outcome::TimedOut => Err(NotReceived::Yet),
            _ => Ok(self.take()),
        }
    }

    /// Takes the newest message if there is one. The explorer only counts them.
    #[track_caller]
    pub fn try_receive_newest(&self) -> Result<T, NotReceived> {
        match self.perform(Action::TryReceive, None) {
            Outcome::Received(Received::Message) => {
                let newest = self.messages().waiting.pop_back();
                Ok(newest.unwrap_or_else(|| shadow::leave_for_good()))
            }
            outcome => self.received(outcome),
        }
    }

    fn take(&self) -> T {
        let oldest = self.messages().waiting.pop_front();
        oldest.unwrap_or_else(|| shadow::leave_for_good())
    }

    /// Takes the oldest message aside. Gives the number by which it is to be had.
    pub fn set_aside(&self) -> u64 {
        let message = self.take();
        let mut messages = self.messages();
        messages.next += 1;
        let number = messages.next;
        messages.taken.push((number, message));
        number
    }

    /// A message that was taken aside.
    pub fn set_aside_as(&self, number: u64) -> Option<T> {
        let mut messages = self.messages();
        let place = messages.taken.iter().position(|(one, _)| *one == number)?;
        Some(messages.taken.swap_remove(place).1)
    }

    /// Messages that wait.
    #[track_caller]
    pub fn len(&self) -> usize {
        match self.perform(Action::Length, None) {
            Outcome::Value(length) => usize::try_from(length).unwrap_or(usize::MAX),
            _ => 0,
        }
    }

    /// One end more or fewer.
    #[track_caller]
    pub fn count(&self, action: Action) {
        if shadow::active() {
            self.perform(action, None);
        }
        let left = match action {
            Action::AddReceiver => self.receivers.fetch_add(1, Relaxed) + 1,
            Action::DropReceiver => self.receivers.fetch_sub(1, Relaxed) - 1,
            _ => return,
        };
        if left == 0 {
            let messages = mem::take(&mut self.messages().waiting);
            drop(messages);
        }
    }
}
