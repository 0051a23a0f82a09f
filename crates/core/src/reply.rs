//! [`Reply`]: what comes of asking for a step, in two registers.
//!
//! An [`Outcome`] is passed on through memory, and what was just written there in parts is
//! slow to read as a whole. A step takes some tens of nanoseconds, so that matters. This
//! is no second vocabulary: it only stands for outcomes on their way.

use crate::op::{Begun, Outcome, Received, Sent, ThreadId};

/// An outcome, or why there is none yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reply {
    code: u64,
    value: u64,
}

const DONE: u64 = 0;
const TIMED_OUT: u64 = 1;
const VALUE: u64 = 2;
const EXCHANGED: u64 = 3;
const NOT_EXCHANGED: u64 = 4;
const TAKEN: u64 = 5;
const BEGUN: u64 = 6;
const ARRIVED: u64 = 7;
const SENT: u64 = 8;
const RECEIVED: u64 = 9;
const TIME: u64 = 10;
const MET: u64 = 11;
const HAPPENED: u64 = 12;
const NEW: u64 = 13;
const LATER: u64 = 14;
const ABANDONED: u64 = 15;

impl Reply {
    /// Whether the step can be taken is to be found out: nothing was done.
    pub const NEW: Self = Self::of(NEW, 0);
    /// There will be no outcome: the execution is abandoned.
    pub const ABANDONED: Self = Self::of(ABANDONED, 0);
    /// The step was taken, and there is nothing to tell.
    pub const DONE: Self = Self::of(DONE, 0);

    /// The step waits for its turn. The announced step of this thread comes next.
    #[must_use]
    pub const fn later(next: ThreadId) -> Self {
        Self::of(LATER, next.0 as u64)
    }

    /// The step was taken, and read this.
    #[must_use]
    pub const fn value(value: u64) -> Self {
        Self::of(VALUE, value)
    }

    const fn of(code: u64, value: u64) -> Self {
        Self { code, value }
    }

    /// Whose step comes first, if the step waits for its turn.
    #[inline]
    #[must_use]
    pub fn waits_for(self) -> Option<ThreadId> {
        #[expect(clippy::cast_possible_truncation, reason = "it was a thread's number")]
        (self.code == LATER).then_some(ThreadId(self.value as u16))
    }

    /// Whether it is an outcome.
    #[inline]
    #[must_use]
    pub fn is_outcome(self) -> bool {
        self.code < NEW
    }

    /// Whether there will be no outcome.
    #[inline]
    #[must_use]
    pub fn is_abandoned(self) -> bool {
        self.code == ABANDONED
    }

    /// The outcome.
    ///
    /// # Panics
    /// If it is none.
    #[inline]
    #[must_use]
    pub fn outcome(self) -> Outcome {
        match self.code {
            DONE => Outcome::Done,
            TIMED_OUT => Outcome::TimedOut,
            VALUE => Outcome::Value(self.value),
            EXCHANGED | NOT_EXCHANGED => Outcome::Exchanged {
                found: self.value,
                success: self.code == EXCHANGED,
            },
            TIME => Outcome::Time(self.value),
            _ => self.seldom(),
        }
    }

    #[inline(never)]
    fn seldom(self) -> Outcome {
        match (self.code, self.value) {
            (TAKEN, value) => Outcome::Taken(value == 1),
            (ARRIVED, value) => Outcome::Arrived { leader: value == 1 },
            (BEGUN, 0) => Outcome::Begun(Begun::First),
            (BEGUN, 1) => Outcome::Begun(Begun::Poisoned),
            (BEGUN, _) => Outcome::Begun(Begun::Complete),
            (SENT, 0) => Outcome::Sent(Sent::Done),
            (SENT, 1) => Outcome::Sent(Sent::Full),
            (SENT, _) => Outcome::Sent(Sent::Closed),
            (RECEIVED, 0) => Outcome::Received(Received::Message),
            (RECEIVED, 1) => Outcome::Received(Received::Empty),
            (RECEIVED, _) => Outcome::Received(Received::Closed),
            #[expect(clippy::cast_possible_truncation, reason = "it was a thread's number")]
            (MET, thread) => Outcome::Met(ThreadId(thread as u16)),
            (HAPPENED, _) => Outcome::Happened,
            _ => panic!("it is no outcome"),
        }
    }
}

impl From<Outcome> for Reply {
    #[inline]
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::DONE,
            Outcome::TimedOut => Self::of(TIMED_OUT, 0),
            Outcome::Value(value) => Self::value(value),
            Outcome::Exchanged { found, success } => {
                Self::of(if success { EXCHANGED } else { NOT_EXCHANGED }, found)
            }
            Outcome::Taken(yes) => Self::of(TAKEN, u64::from(yes)),
            Outcome::Begun(begun) => Self::of(BEGUN, begun as u64),
            Outcome::Arrived { leader } => Self::of(ARRIVED, u64::from(leader)),
            Outcome::Sent(sent) => Self::of(SENT, sent as u64),
            Outcome::Received(received) => Self::of(RECEIVED, received as u64),
            Outcome::Met(thread) => Self::of(MET, u64::from(thread.0)),
            Outcome::Time(time) => Self::of(TIME, time),
            Outcome::Happened => Self::of(HAPPENED, 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_comes_back_as_it_was() {
        let taken = [true, false].map(Outcome::Taken);
        let arrived = [true, false].map(|leader| Outcome::Arrived { leader });
        let exchanged = [true, false].map(|success| Outcome::Exchanged { found: 7, success });
        let begun = [Begun::First, Begun::Poisoned, Begun::Complete].map(Outcome::Begun);
        let sent = [Sent::Done, Sent::Full, Sent::Closed].map(Outcome::Sent);
        let received =
            [Received::Message, Received::Empty, Received::Closed].map(Outcome::Received);
        let others = [
            Outcome::Done,
            Outcome::TimedOut,
            Outcome::Value(u64::MAX),
            Outcome::Met(ThreadId(5)),
            Outcome::Time(3),
            Outcome::Happened,
        ];
        let all = taken
            .into_iter()
            .chain(arrived)
            .chain(exchanged)
            .chain(begun)
            .chain(sent)
            .chain(received)
            .chain(others);
        for outcome in all {
            let reply = Reply::from(outcome);
            assert!(reply.is_outcome() && reply.waits_for().is_none());
            assert_eq!(reply.outcome(), outcome);
        }
    }

    #[test]
    fn what_is_no_outcome_says_so() {
        let later = Reply::later(ThreadId(3));
        assert_eq!(later.waits_for(), Some(ThreadId(3)));
        for reply in [Reply::NEW, Reply::ABANDONED, later] {
            assert!(!reply.is_outcome());
        }
    }
}
