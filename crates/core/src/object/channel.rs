//! A channel, with a bound, without one, or as a rendezvous of one receiver.
//!
//! So that a sender and a receiver at different messages are independent (one
//! interleaving, not one for each merge of the two), a channel has parts: the slot of
//! each message, its two ends, and who is still there. A rendezvous is one part: both
//! ends meet at every message.

use super::{Class, Marker};
use crate::footprint::{ALL, WATCH};
use crate::op::{Action, Outcome, Received, Sent, ThreadId};

const WRITE: Class = Class::new(1, ALL);
const READ: Class = Class::new(0x10, 1);
/// A count of senders or receivers: drops change places freely, but not with a look at it.
const DROP_ONE: Class = Class::new(2, 0x20 | WATCH);
const LOOK: Class = Class::new(0x20, 2);

/// Parts; slots are numbered from [`SLOTS`].
const TAIL: u32 = 0;
const HEAD: u32 = 1;
const SENDERS: u32 = 2;
const RECEIVERS: u32 = 3;
const MEETING: u32 = 4;
const SLOTS: u32 = 5;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Channel {
    capacity: Option<u32>,
    sent: u32,
    received: u32,
    senders: u32,
    receivers: u32,
    /// Rendezvous: who offers a message that nobody has taken yet.
    offers: Vec<Offer>,
    /// Rendezvous: receivers that wait.
    waiting: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Offer {
    thread: ThreadId,
    number: u32,
}

impl Channel {
    pub fn new(capacity: Option<u32>) -> Self {
        Self {
            capacity,
            sent: 0,
            received: 0,
            senders: 1,
            receivers: 1,
            offers: Vec::new(),
            waiting: 0,
        }
    }

    fn has_receiver(&self) -> bool {
        self.receivers > 0
    }

    fn rendezvous(&self) -> bool {
        self.capacity == Some(0)
    }

    fn full(&self) -> bool {
        self.capacity
            .is_some_and(|capacity| self.sent - self.received >= capacity)
    }

    fn has_message(&self) -> bool {
        if self.rendezvous() {
            !self.offers.is_empty()
        } else {
            self.received < self.sent
        }
    }

    fn slot(&self, message: u32) -> u32 {
        match self.capacity {
            Some(capacity) if capacity > 0 => SLOTS + message % capacity,
            _ => SLOTS + message,
        }
    }

    fn offers_by(&self, thread: ThreadId) -> bool {
        self.offers.iter().any(|offer| offer.thread == thread)
    }

    pub fn permits(&self, thread: ThreadId, action: Action) -> bool {
        match action {
            Action::Send => self.rendezvous() || !self.full() || !self.has_receiver(),
            Action::AwaitTaken => !self.offers_by(thread) || !self.has_receiver(),
            Action::Receive | Action::CanReceive => self.has_message() || self.senders == 0,
            Action::CanSend => !self.full() || !self.has_receiver(),
            _ => true,
        }
    }

    pub fn mark(&self, _thread: ThreadId, action: Action, marker: &mut Marker<'_>) {
        match action {
            Action::AddSender | Action::AddReceiver => {}
            Action::DropSender => marker.part(SENDERS, DROP_ONE),
            Action::Length => {
                marker.part(TAIL, READ);
                marker.part(HEAD, READ);
            }
            Action::DropReceiver => {
                marker.part(RECEIVERS, DROP_ONE);
                if self.rendezvous() {
                    marker.part(MEETING, WRITE);
                }
            }
            _ if self.rendezvous() => self.mark_meeting(action, marker),
            Action::CanSend => {
                marker.part(RECEIVERS, LOOK);
                marker.part(TAIL, READ);
                marker.part(self.slot(self.sent), READ);
            }
            Action::CanReceive if self.has_message() => {
                marker.part(HEAD, READ);
                marker.part(self.slot(self.received), READ);
            }
            Action::Send | Action::TrySend => self.mark_send(marker),
            _ => self.mark_receive(marker),
        }
    }

    fn mark_meeting(&self, action: Action, marker: &mut Marker<'_>) {
        marker.part(MEETING, WRITE);
        let receives = matches!(action, Action::Receive | Action::TryReceive);
        if receives && !self.has_message() {
            marker.part(SENDERS, LOOK);
        }
    }

    fn mark_send(&self, marker: &mut Marker<'_>) {
        marker.part(RECEIVERS, LOOK);
        let slot = self.slot(self.sent);
        if !self.has_receiver() || self.full() {
            marker.part(TAIL, READ);
            marker.part(slot, READ);
        } else {
            marker.part(TAIL, WRITE);
            marker.part(slot, WRITE);
        }
    }

    fn mark_receive(&self, marker: &mut Marker<'_>) {
        let slot = self.slot(self.received);
        if self.has_message() {
            marker.part(HEAD, WRITE);
            marker.part(slot, WRITE);
        } else {
            marker.part(HEAD, READ);
            marker.part(slot, READ);
            marker.part(SENDERS, LOOK);
        }
    }

    pub fn apply(&mut self, thread: ThreadId, action: Action) -> Outcome {
        match action {
            Action::Send => Outcome::Sent(self.send(thread)),
            Action::TrySend => Outcome::Sent(self.try_send(thread)),
            Action::AwaitTaken => Outcome::Sent(self.await_taken(thread)),
            Action::Ready => {
                self.waiting += 1;
                Outcome::Done
            }
            Action::Receive => {
                self.waiting = self.waiting.saturating_sub(1);
                Outcome::Received(self.receive())
            }
            Action::TryReceive => Outcome::Received(self.receive()),
            Action::AddSender => {
                self.senders += 1;
                Outcome::Done
            }
            Action::DropSender => {
                self.senders = self.senders.saturating_sub(1);
                Outcome::Done
            }
            Action::AddReceiver => {
                self.receivers += 1;
                Outcome::Done
            }
            Action::CanSend | Action::CanReceive => Outcome::Done,
            Action::Length => Outcome::Value(u64::from(self.sent - self.received)),
            _ => {
                self.receivers = self.receivers.saturating_sub(1);
                Outcome::Done
            }
        }
    }

    fn send(&mut self, thread: ThreadId) -> Sent {
        if !self.has_receiver() {
            return Sent::Closed;
        }
        if self.rendezvous() {
            self.offers.push(Offer {
                thread,
                number: self.sent,
            });
        }
        self.sent += 1;
        Sent::Done
    }

    fn try_send(&mut self, thread: ThreadId) -> Sent {
        let room = if self.rendezvous() {
            self.waiting as usize > self.offers.len()
        } else {
            !self.full()
        };
        if self.has_receiver() && !room {
            return Sent::Full;
        }
        self.send(thread)
    }

    fn await_taken(&mut self, thread: ThreadId) -> Sent {
        if !self.offers_by(thread) {
            return Sent::Done;
        }
        self.withdraw(thread);
        Sent::Closed
    }

    fn withdraw(&mut self, thread: ThreadId) {
        self.offers.retain(|offer| offer.thread != thread);
    }

    fn receive(&mut self) -> Received {
        if !self.has_message() {
            return if self.senders == 0 {
                Received::Closed
            } else {
                Received::Empty
            };
        }
        if self.rendezvous() {
            self.offers.remove(0);
        }
        self.received += 1;
        Received::Message
    }

    /// The deadline has come: an offer is withdrawn, a receiver waits no longer.
    pub fn give_up(&mut self, thread: ThreadId, action: Action) {
        match action {
            Action::AwaitTaken => self.withdraw(thread),
            _ => self.waiting = self.waiting.saturating_sub(1),
        }
    }
}
