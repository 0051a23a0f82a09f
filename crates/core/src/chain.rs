//! The longest chains of happens-before, where the caller says how long things take.
//!
//! Steps take no time of their own: what a chain is made of is put in between them
//! ([`Chains::lengthen`]). A step comes after everything in its own thread and after
//! every earlier step that conflicts with it, so the longest chain that ends with it is
//! the longest of theirs. That is the order which the explorer keeps in vector clocks.

use crate::footprint::Footprint;
use crate::hash::NumberMap;
use crate::op::ThreadId;

/// The longest chain that ends now, in each thread; zero for all when created.
#[derive(Debug, Default)]
pub struct Chains {
    threads: Vec<u64>,
    /// Of each part of each object, the longest chain that ends with an access of each
    /// of the eight classes.
    accesses: NumberMap<(u32, u32), [u64; 8]>,
}

impl Chains {
    /// The thread begins with what its creator has done so far.
    pub fn spawn(&mut self, creator: ThreadId, thread: ThreadId) {
        let length = self.longest(creator);
        *self.of(thread) = length;
    }

    /// The length of the longest chain that ends in the thread's last step, or since.
    #[must_use]
    pub fn longest(&self, thread: ThreadId) -> u64 {
        self.threads.get(thread.index()).copied().unwrap_or(0)
    }

    /// The thread has spent so much time.
    pub fn lengthen(&mut self, thread: ThreadId, time: u64) {
        let length = self.of(thread);
        *length = length.saturating_add(time);
    }

    /// The thread takes a step: it comes after all that it conflicts with.
    pub(crate) fn step(&mut self, thread: ThreadId, footprint: &Footprint) {
        let mut length = self.longest(thread);
        for access in footprint.iter() {
            if let Some(ends) = self.accesses.get(&(access.object.0, access.part)) {
                let hit = classes(access.hits).map(|class| ends[class]);
                length = length.max(hit.max().unwrap_or(0));
            }
        }
        *self.of(thread) = length;
        for access in footprint.iter() {
            let key = (access.object.0, access.part);
            let ends = self.accesses.entry(key).or_default();
            for class in classes(access.touches) {
                ends[class] = ends[class].max(length);
            }
        }
    }

    fn of(&mut self, thread: ThreadId) -> &mut u64 {
        if self.threads.len() <= thread.index() {
            self.threads.resize(thread.index() + 1, 0);
        }
        &mut self.threads[thread.index()]
    }
}

/// The numbers of the bits that are set.
fn classes(bits: u8) -> impl Iterator<Item = usize> {
    (0..8).filter(move |class| bits & (1 << class) != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::footprint::Access;
    use crate::op::ObjectId;

    const A: ThreadId = ThreadId(1);
    const B: ThreadId = ThreadId(2);

    fn access(touches: u8, hits: u8) -> Footprint {
        let mut footprint = Footprint::new();
        footprint.push(Access {
            object: ObjectId(0),
            part: 0,
            touches,
            hits,
        });
        footprint
    }

    #[test]
    fn a_step_comes_after_what_it_conflicts_with() {
        let (write, read) = (access(1, 0x11), access(0x10, 1));
        let mut chains = Chains::default();
        chains.lengthen(A, 5);
        chains.step(A, &write);
        chains.lengthen(A, 100);
        chains.lengthen(B, 2);
        chains.step(B, &read);
        assert_eq!((chains.longest(A), chains.longest(B)), (105, 5));
    }

    #[test]
    fn steps_that_do_not_conflict_do_not_add_up() {
        let read = access(0x10, 1);
        let mut chains = Chains::default();
        chains.lengthen(A, 5);
        chains.step(A, &read);
        chains.lengthen(B, 2);
        chains.step(B, &read);
        assert_eq!(chains.longest(B), 2);
        chains.spawn(A, ThreadId(3));
        assert_eq!(chains.longest(ThreadId(3)), 5);
    }
}
