//! A channel in an exploration. The explorer counts messages and decides who goes on;
//! the messages themselves wait here, in the same order.

use ::std::collections::VecDeque;
use ::std::mem;
use ::std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use ::std::sync::{Mutex, MutexGuard, PoisonError};
use ::std::time::Duration;

use interleave::shadow::{self, Action, Kind, Object, Outcome, Received, Sent};

/// What both ends share. The mutex is locked for moments only, never across a step.
pub(super) struct Queue<T> {
    object: Object,
    bound: Option<u32>,
    /// An execution has used it.
    explored: AtomicBool,
    /// A second execution has tried to.
    left_over: AtomicBool,
    messages: Mutex<Messages<T>>,
}

struct Messages<T> {
    waiting: VecDeque<(Ticket, T)>,
    next: Ticket,
}

/// By which a sender finds its own offer among others.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Ticket(u64);

/// Why there is no message.
pub(super) enum Nothing {
    /// Not in time.
    Yet,
    /// Not ever: all senders are gone.
    Closed,
}

impl<T> Queue<T> {
    pub fn new(bound: Option<usize>) -> Self {
        let messages = Messages {
            waiting: VecDeque::new(),
            next: Ticket(0),
        };
        Self {
            object: Object::new(),
            bound: bound.map(|bound| u32::try_from(bound).unwrap_or(u32::MAX)),
            explored: AtomicBool::new(false),
            left_over: AtomicBool::new(false),
            messages: Mutex::new(messages),
        }
    }

    fn kind(&self) -> Kind {
        if self.explored.swap(true, Relaxed) {
            self.left_over.store(true, Relaxed);
        }
        Kind::Channel(self.bound)
    }

    #[track_caller]
    fn perform(&self, action: Action, timeout: Option<Duration>) -> Outcome {
        assert!(
            shadow::active(),
            "a channel made in an exploration is used outside of it"
        );
        let outcome = self.object.perform_timed(|| self.kind(), action, timeout);
        if self.left_over.load(Relaxed) {
            super::refuse();
        }
        outcome
    }

    fn messages(&self) -> MutexGuard<'_, Messages<T>> {
        self.messages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_rendezvous(&self) -> bool {
        self.bound == Some(0)
    }

    /// Puts `message` in by `action`, or gives it back with the reason.
    #[track_caller]
    fn put(&self, message: T, action: Action) -> Result<Ticket, (Sent, T)> {
        match self.perform(action, None) {
            Outcome::Sent(Sent::Done) => Ok(self.messages().push(message)),
            Outcome::Sent(reason) => Err((reason, message)),
            other => unreachable!("a send gave {other:?}"),
        }
    }

    /// Puts `message` in; waits while there is no room, at a rendezvous until it is
    /// taken. Gives it back if the receiver is gone.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), T> {
        let ticket = self
            .put(message, Action::Send)
            .map_err(|(_, message)| message)?;
        if !self.is_rendezvous() {
            return Ok(());
        }
        match self.perform(Action::AwaitTaken, None) {
            Outcome::Sent(Sent::Closed) => Err(self.withdraw(ticket)),
            _ => Ok(()),
        }
    }

    /// Puts `message` in if there is room, or gives it back with the reason.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), (Sent, T)> {
        self.put(message, Action::TrySend).map(|_| ())
    }

    fn withdraw(&self, ticket: Ticket) -> T {
        match self.messages().withdraw(ticket) {
            Some(message) => message,
            None => shadow::leave_for_good(),
        }
    }

    /// Takes the oldest message; waits for one, for so long at most.
    #[track_caller]
    pub fn receive(&self, timeout: Option<Duration>) -> Result<T, Nothing> {
        if self.is_rendezvous() {
            self.perform(Action::Ready, None);
        }
        let outcome = self.perform(Action::Receive, timeout);
        self.received(outcome)
    }

    /// Takes the oldest message if there is one.
    #[track_caller]
    pub fn try_receive(&self) -> Result<T, Nothing> {
        let outcome = self.perform(Action::TryReceive, None);
        self.received(outcome)
    }

    fn received(&self, outcome: Outcome) -> Result<T, Nothing> {
        match outcome {
            Outcome::Received(Received::Closed) => Err(Nothing::Closed),
            Outcome::Received(Received::Empty) | Outcome::TimedOut => Err(Nothing::Yet),
            _ => Ok(self.take()),
        }
    }

    fn take(&self) -> T {
        match self.messages().waiting.pop_front() {
            Some((_, message)) => message,
            None => shadow::leave_for_good(),
        }
    }

    /// One sender more.
    #[track_caller]
    pub fn add_sender(&self) {
        self.perform(Action::AddSender, None);
    }

    /// One sender fewer.
    #[track_caller]
    pub fn drop_sender(&self) {
        if shadow::active() {
            self.perform(Action::DropSender, None);
        }
    }

    /// The receiver is gone, and with it all messages; but at a rendezvous they are
    /// still their senders' own.
    #[track_caller]
    pub fn drop_receiver(&self) {
        if shadow::active() {
            self.perform(Action::DropReceiver, None);
        }
        if !self.is_rendezvous() {
            let messages = mem::take(&mut self.messages().waiting);
            drop(messages);
        }
    }
}

impl<T> Messages<T> {
    fn push(&mut self, message: T) -> Ticket {
        let ticket = self.next;
        self.next.0 += 1;
        self.waiting.push_back((ticket, message));
        ticket
    }

    fn withdraw(&mut self, ticket: Ticket) -> Option<T> {
        let place = self
            .waiting
            .iter()
            .position(|(other, _)| *other == ticket)?;
        self.waiting.remove(place).map(|(_, message)| message)
    }
}
