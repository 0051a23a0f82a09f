//! A reader-writer lock, and a mutex as one that is never shared.
//!
//! Not fair: which of several waiting threads gets it is ordinary scheduling. A writer
//! that waits holds up readers that come after it ([`Action::Queue`]).

use super::{Class, Marker};
use crate::footprint::{ALL, WATCH};
use crate::op::{Action, Outcome, ThreadId};

/// Who has it.
const HELD: u32 = 0;
const EXCLUSIVE: Class = Class::new(1, ALL);
const SHARE: Class = Class::new(2, 1 | 0x10 | WATCH);
const UNSHARE: Class = Class::new(4, 1 | 0x10 | WATCH);
/// A try that finds it taken: by anybody; by a writer.
const FAILED_TRY: Class = Class::new(0x10, 1 | 2 | 4);
const FAILED_SHARE: Class = Class::new(0x20, 1);

/// Whether a writer waits for it; that it has it at last is told by `HELD`.
const QUEUED: u32 = 1;
const QUEUE: Class = Class::new(1, 0x10 | WATCH);
const LOOK: Class = Class::new(0x10, 1);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lock {
    writer: Option<ThreadId>,
    /// A thread stands here once for each time it shares the lock.
    readers: Vec<ThreadId>,
    /// Writers that wait, sorted: their order means nothing.
    queued: Vec<ThreadId>,
}

impl Lock {
    pub fn mark(&self, action: Action, marker: &mut Marker<'_>) {
        match action {
            Action::Queue => return marker.part(QUEUED, QUEUE),
            Action::Unshare => return marker.part(HELD, UNSHARE),
            Action::TryLock if !self.free() => return marker.part(HELD, FAILED_TRY),
            Action::Share | Action::TryShare => {}
            _ => return marker.part(HELD, EXCLUSIVE),
        }
        let failed = action == Action::TryShare && !self.open_to_readers();
        marker.part(HELD, if failed { FAILED_SHARE } else { SHARE });
        if !failed || self.writer.is_none() {
            marker.part(QUEUED, LOOK);
        }
    }

    fn free(&self) -> bool {
        self.writer.is_none() && self.readers.is_empty()
    }

    fn open_to_readers(&self) -> bool {
        self.writer.is_none() && self.queued.is_empty()
    }

    pub fn permits(&self, _thread: ThreadId, action: Action) -> bool {
        match action {
            Action::Lock => self.free(),
            Action::Share => self.open_to_readers(),
            _ => true,
        }
    }

    pub fn apply(&mut self, thread: ThreadId, action: Action) -> Outcome {
        match action {
            Action::Lock => {
                self.queued.retain(|&waiting| waiting != thread);
                self.writer = Some(thread);
            }
            Action::TryLock => {
                let taken = self.free();
                if taken {
                    self.writer = Some(thread);
                }
                return Outcome::Taken(taken);
            }
            Action::Unlock => self.writer = None,
            Action::Downgrade => {
                self.writer = None;
                self.readers.push(thread);
            }
            Action::Share => self.readers.push(thread),
            Action::TryShare => {
                let taken = self.open_to_readers();
                if taken {
                    self.readers.push(thread);
                }
                return Outcome::Taken(taken);
            }
            Action::Unshare => self.unshare(thread),
            Action::Queue => {
                let place = self.queued.partition_point(|&waiting| waiting < thread);
                self.queued.insert(place, thread);
            }
            _ => unreachable!("not an action of a lock: {action:?}"),
        }
        Outcome::Done
    }

    /// A guard may have been handed to another thread: then any one share ends.
    fn unshare(&mut self, thread: ThreadId) {
        let place = self.readers.iter().position(|&reader| reader == thread);
        if !self.readers.is_empty() {
            self.readers.remove(place.unwrap_or(0));
        }
    }

    /// Whom a thread waits for that wants to take `action`: a reader is kept out by the
    /// writer, or by those that wait; a writer by everybody.
    pub fn in_the_way(&self, action: Action) -> Vec<ThreadId> {
        let mut holders: Vec<_> = match (action, self.writer) {
            (Action::Share, None) => self.queued.clone(),
            (_, Some(writer)) => vec![writer],
            (_, None) => self.readers.clone(),
        };
        holders.sort_unstable();
        holders.dedup();
        holders
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: ThreadId = ThreadId(1);
    const B: ThreadId = ThreadId(2);

    #[test]
    fn readers_share_and_a_writer_does_not() {
        let mut lock = Lock::default();
        lock.apply(A, Action::Share);
        assert!(lock.permits(B, Action::Share));
        assert!(!lock.permits(B, Action::Lock));
        lock.apply(A, Action::Unshare);
        assert!(lock.permits(B, Action::Lock));
    }

    #[test]
    fn a_writer_that_becomes_a_reader_lets_readers_in_and_no_writer() {
        let mut lock = Lock::default();
        lock.apply(A, Action::Lock);
        assert!(!lock.permits(B, Action::Share));
        lock.apply(A, Action::Downgrade);
        assert!(lock.permits(B, Action::Share) && !lock.permits(B, Action::Lock));
        lock.apply(A, Action::Unshare);
        assert!(lock.permits(B, Action::Lock));
    }

    #[test]
    fn a_waiting_writer_holds_up_new_readers_until_it_has_had_the_lock() {
        let mut lock = Lock::default();
        lock.apply(A, Action::Share);
        lock.apply(B, Action::Queue);
        assert!(!lock.permits(A, Action::Share));
        assert_eq!(lock.apply(A, Action::TryShare), Outcome::Taken(false));
        lock.apply(A, Action::Unshare);
        lock.apply(B, Action::Lock);
        lock.apply(B, Action::Unlock);
        assert!(lock.permits(A, Action::Share));
    }
}
