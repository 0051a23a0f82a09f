//! Receivers to which time itself sends.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use interleave::shadow::{self, Several, ThreadHandle, ThreadId};
use judged::time::Instant;

use super::flavor::NotReceived;

/// In an exploration: virtual time.
pub(super) struct Timer {
    next: Mutex<Next>,
    period: Option<Duration>,
}

/// The message that comes next.
#[derive(Clone, Copy)]
struct Next {
    at: Instant,
    /// The only one has been received, by this thread.
    received_by: Option<ThreadId>,
}

impl Timer {
    pub fn new(at: Instant, period: Option<Duration>) -> Self {
        let received_by = None;
        Self {
            next: Mutex::new(Next { at, received_by }),
            period,
        }
    }

    fn next(&self) -> MutexGuard<'_, Next> {
        self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// When the next message comes, as far as this thread can know; `None` if never.
    ///
    /// Others may receive as well, and what they did is known only after a look at the
    /// clock. The time of a single message never changes; whether another thread has had
    /// it, shows when this one comes to receive it.
    #[track_caller]
    pub fn due(&self) -> Option<Duration> {
        if self.period.is_some() {
            let _ = shadow::now();
        }
        let next = *self.next();
        let own = ThreadHandle::current().id;
        if next.received_by == Some(own) {
            return None;
        }
        next.at.in_execution()
    }

    /// Receives the message that was due then, if no other thread has had it. To be called
    /// when this thread has waited for that time.
    pub fn receive_due(&self, due: Duration) -> Option<Instant> {
        let mut next = self.next();
        let at = next.at;
        if at.in_execution() != Some(due) || next.received_by.is_some() {
            if self.period.is_none() {
                next.received_by = Some(ThreadHandle::current().id);
            }
            return None;
        }
        match self.period {
            Some(period) => {
                let late = shadow::time_just_waited_for().saturating_sub(due);
                next.at = at + late + period;
            }
            None => next.received_by = Some(ThreadHandle::current().id),
        }
        Some(at)
    }

    /// Waits for the next message, until this time at most.
    #[track_caller]
    pub fn receive(&self, until: Option<Duration>) -> Result<Instant, NotReceived> {
        loop {
            let mut several = Several::new();
            if let Some(time) = until {
                several = several.or_give_up_at(time);
            }
            let due = self.due();
            if let Some(due) = due {
                several.add_time(due);
            }
            match (several.take(), due) {
                (Some(_), Some(due)) => {
                    if let Some(time) = self.receive_due(due) {
                        return Ok(time);
                    }
                }
                _ => return Err(NotReceived::Yet),
            }
        }
    }

    /// Receives the next message if it is there. As long as its time has not come for sure,
    /// it may be there or not.
    #[track_caller]
    pub fn try_receive(&self) -> Result<Instant, NotReceived> {
        let mut several = Several::new().or_go_on();
        let due = self.due().ok_or(NotReceived::Yet)?;
        several.add_time(due);
        let received = several.take().and_then(|_| self.receive_due(due));
        received.ok_or(NotReceived::Yet)
    }

    /// Whether a message is there.
    #[track_caller]
    pub fn is_due(&self) -> bool {
        self.due().is_some_and(|due| shadow::now() >= due)
    }
}

/// Outside of an exploration: a real receiver, whose times are told on the learner's clock.
pub(super) type RealTimer = real::channel::Receiver<std::time::Instant>;
