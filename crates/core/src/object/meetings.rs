//! All rendezvous whose threads may wait at several of them at once.
//!
//! They are one object, because whoever meets a thread at one of them makes it leave all
//! the others in the same step. A receiver meets a sender that waits; a sender meets a
//! receiver that waits only if it doesn't wait itself (`Try`). So a meeting of two that
//! both wait has one order, and nobody waits for somebody who waits for him.
//!
//! Each rendezvous is a part of its own. A step on it concerns those at which the threads
//! wait that it meets, or that it makes leave.

use super::{Class, Marker};
use crate::footprint::{ALL, WATCH};
use crate::op::{Action, Meet, Outcome, Received, Sent, Side, ThreadId};

const WRITE: Class = Class::new(1, ALL);
const READ: Class = Class::new(0x10, 1);
/// A count of senders or receivers: drops change places freely, but not with a look at it.
const DROP_ONE: Class = Class::new(2, 0x20 | WATCH);
const LOOK: Class = Class::new(0x20, 2);

/// Parts: three for each rendezvous, and one for each thread that is owed a message.
const PARTS: u32 = 3;
const HERE: u32 = 0;
const SENDERS: u32 = 1;
const RECEIVERS: u32 = 2;
const OWED: u32 = 1 << 31;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Meetings {
    /// How many senders and receivers more or fewer than one there are, where it matters.
    ends: Vec<(u32, [i64; 2])>,
    /// Who waits where, in the order of arrival.
    waiting: Vec<Waiting>,
    /// Who has been met, where, and by whom. It waits no more, and does not know yet.
    met: Vec<(ThreadId, u32, ThreadId)>,
    /// Messages handed over and not collected: by whom, to whom.
    delivered: Vec<(ThreadId, ThreadId)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Waiting {
    thread: ThreadId,
    at: u32,
    side: Side,
}

fn other(side: Side) -> Side {
    match side {
        Side::Sends => Side::Receives,
        Side::Receives => Side::Sends,
    }
}

impl Meetings {
    fn count(&self, at: u32, side: Side) -> i64 {
        let ends = self.ends.iter().find(|(other, _)| *other == at);
        1 + ends.map_or(0, |(_, ends)| ends[side as usize])
    }

    fn add(&mut self, at: u32, side: Side, more: i64) {
        let place = self.ends.partition_point(|(other, _)| *other < at);
        if self.ends.get(place).is_none_or(|(other, _)| *other != at) {
            self.ends.insert(place, (at, [0, 0]));
        }
        self.ends[place].1[side as usize] += more;
    }

    fn is_closed_for(&self, at: u32, side: Side) -> bool {
        self.count(at, other(side)) == 0
    }

    /// Where this thread has been met, and by whom.
    fn met(&self, thread: ThreadId) -> Option<(u32, ThreadId)> {
        let met = self.met.iter().find(|(id, ..)| *id == thread);
        met.map(|&(_, at, by)| (at, by))
    }

    fn waits(&self, thread: ThreadId) -> bool {
        self.waiting.iter().any(|one| one.thread == thread)
    }

    /// The others that wait here on this side.
    fn others(&self, thread: ThreadId, at: u32, side: Side) -> impl Iterator<Item = ThreadId> {
        let here = move |one: &&Waiting| one.thread != thread && one.at == at && one.side == side;
        self.waiting.iter().filter(here).map(|one| one.thread)
    }

    /// Whom a thread that comes to this side meets here. A sender meets a receiver only
    /// if there are more of them than senders that wait already.
    fn partner(&self, thread: ThreadId, at: u32, side: Side) -> Option<ThreadId> {
        match side {
            Side::Receives => self.others(thread, at, Side::Sends).next(),
            Side::Sends => {
                let before = self.others(thread, at, Side::Sends).count();
                self.others(thread, at, Side::Receives).nth(before)
            }
        }
    }

    pub fn permits(&self, thread: ThreadId, action: Action) -> bool {
        let Action::Meet(at, meet) = action else {
            return true;
        };
        match meet {
            Meet::Await(side) => match self.met(thread) {
                Some((met_at, _)) => met_at == at,
                None => {
                    self.is_closed_for(at, side)
                        || side == Side::Receives && self.partner(thread, at, side).is_some()
                }
            },
            Meet::Try(side) => {
                self.is_closed_for(at, side) || self.partner(thread, at, side).is_some()
            }
            Meet::Withdraw => self.met(thread).is_none(),
            Meet::Collect(from) => self.delivered.contains(&(from, thread)),
            _ => true,
        }
    }

    pub fn mark(&self, thread: ThreadId, action: Action, marker: &mut Marker<'_>) {
        let Action::Meet(at, meet) = action else {
            return;
        };
        match meet {
            Meet::AddSender | Meet::AddReceiver => {}
            Meet::DropSender => marker.part(at * PARTS + SENDERS, DROP_ONE),
            Meet::DropReceiver => marker.part(at * PARTS + RECEIVERS, DROP_ONE),
            Meet::Deliver(_) => marker.part(OWED | u32::from(thread.0), WRITE),
            Meet::Collect(from) => marker.part(OWED | u32::from(from.0), WRITE),
            Meet::Enrol(_) => self.mark_places_of(thread, Some(at), marker),
            Meet::Withdraw => self.mark_places_of(thread, None, marker),
            Meet::Await(side) | Meet::Try(side) => self.mark_meeting(thread, at, side, marker),
        }
    }

    /// The places at which the thread waits, or has waited when it was met; and this one.
    fn mark_places_of(&self, thread: ThreadId, here: Option<u32>, marker: &mut Marker<'_>) {
        let places = self.waiting.iter().filter(|one| one.thread == thread);
        let met = self.met(thread).map(|(at, _)| at);
        let elsewhere = places.map(|one| one.at).chain(met);
        let elsewhere = elsewhere.filter(|&place| Some(place) != here);
        for place in here.into_iter().chain(elsewhere) {
            marker.part(place * PARTS + HERE, WRITE);
        }
    }

    fn mark_meeting(&self, thread: ThreadId, at: u32, side: Side, marker: &mut Marker<'_>) {
        if self.met(thread).is_some() {
            return self.mark_places_of(thread, Some(at), marker);
        }
        let partner = match side {
            Side::Receives => self.partner(thread, at, side),
            Side::Sends if self.waits(thread) => None,
            Side::Sends => self.partner(thread, at, side),
        };
        let count = match side {
            Side::Sends => RECEIVERS,
            Side::Receives => SENDERS,
        };
        if let Some(partner) = partner {
            self.mark_places_of(partner, Some(at), marker);
            self.mark_places_of(thread, Some(at), marker);
            return;
        }
        marker.part(at * PARTS + count, LOOK);
        // A thread that waits and gives up leaves as well.
        if self.is_closed_for(at, side) || self.waits(thread) {
            self.mark_places_of(thread, Some(at), marker);
        } else {
            marker.part(at * PARTS + HERE, READ);
        }
    }

    pub fn apply(&mut self, thread: ThreadId, action: Action) -> Outcome {
        let Action::Meet(at, meet) = action else {
            return Outcome::Done;
        };
        match meet {
            Meet::Enrol(side) => {
                let place = Waiting { thread, at, side };
                if self.met(thread).is_none() && !self.waiting.contains(&place) {
                    self.waiting.push(place);
                }
            }
            Meet::Await(side) => return self.meet(thread, at, side, side == Side::Receives),
            Meet::Try(side) => return self.meet(thread, at, side, true),
            Meet::Withdraw => self.withdraw(thread),
            Meet::Deliver(to) => self.delivered.push((thread, to)),
            Meet::Collect(from) => self.delivered.retain(|one| *one != (from, thread)),
            Meet::AddSender => self.add(at, Side::Sends, 1),
            Meet::DropSender => self.add(at, Side::Sends, -1),
            Meet::AddReceiver => self.add(at, Side::Receives, 1),
            Meet::DropReceiver => self.add(at, Side::Receives, -1),
        }
        Outcome::Done
    }

    fn meet(&mut self, thread: ThreadId, at: u32, side: Side, takes: bool) -> Outcome {
        let met = self.met(thread);
        let partner = match met {
            Some((_, by)) => Some(by),
            None if takes => self.partner(thread, at, side),
            None => None,
        };
        let closed = self.is_closed_for(at, side);
        self.withdraw(thread);
        let Some(partner) = partner else {
            return match (side, closed) {
                (Side::Sends, true) => Outcome::Sent(Sent::Closed),
                (Side::Sends, false) => Outcome::Sent(Sent::Full),
                (Side::Receives, true) => Outcome::Received(Received::Closed),
                (Side::Receives, false) => Outcome::Received(Received::Empty),
            };
        };
        if met.is_none() {
            self.waiting.retain(|one| one.thread != partner);
            self.met.push((partner, at, thread));
        }
        Outcome::Met(partner)
    }

    /// The thread waits nowhere any more.
    pub fn withdraw(&mut self, thread: ThreadId) {
        self.waiting.retain(|one| one.thread != thread);
        self.met.retain(|(id, ..)| *id != thread);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: ThreadId = ThreadId(1);
    const B: ThreadId = ThreadId(2);

    fn meet(at: u32, meet: Meet) -> Action {
        Action::Meet(at, meet)
    }

    #[test]
    fn who_has_been_met_waits_nowhere_else() {
        let mut meetings = Meetings::default();
        meetings.apply(A, meet(0, Meet::Enrol(Side::Sends)));
        meetings.apply(A, meet(1, Meet::Enrol(Side::Sends)));
        assert!(meetings.permits(A, meet(0, Meet::Withdraw)));
        let receive = meet(1, Meet::Await(Side::Receives));
        assert_eq!(meetings.apply(B, receive), Outcome::Met(A));
        assert!(!meetings.permits(B, meet(0, Meet::Await(Side::Receives))));
        assert!(!meetings.permits(A, meet(0, Meet::Await(Side::Sends))));
        assert!(!meetings.permits(A, meet(0, Meet::Withdraw)));
        let taken = meet(1, Meet::Await(Side::Sends));
        assert_eq!(meetings.apply(A, taken), Outcome::Met(B));
    }

    #[test]
    fn a_try_to_send_needs_a_receiver_that_nobody_else_will_have() {
        let mut meetings = Meetings::default();
        let send = meet(0, Meet::Try(Side::Sends));
        assert_eq!(meetings.apply(A, send), Outcome::Sent(Sent::Full));
        meetings.apply(B, meet(0, Meet::Enrol(Side::Receives)));
        meetings.apply(A, meet(0, Meet::Enrol(Side::Sends)));
        assert!(!meetings.permits(ThreadId(3), send));
        meetings.withdraw(A);
        assert_eq!(meetings.apply(A, send), Outcome::Met(B));
        assert_eq!(
            meetings.apply(B, meet(0, Meet::Await(Side::Receives))),
            Outcome::Met(A)
        );
    }

    #[test]
    fn without_the_other_side_it_is_closed() {
        let mut meetings = Meetings::default();
        let receive = meet(0, Meet::Await(Side::Receives));
        assert!(!meetings.permits(B, receive));
        meetings.apply(A, meet(0, Meet::DropSender));
        assert_eq!(
            meetings.apply(B, receive),
            Outcome::Received(Received::Closed)
        );
    }
}
