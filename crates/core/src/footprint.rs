//! The dependency relation: which steps may change places without a difference.
//!
//! A step leaves a [`Footprint`]: the parts of objects that its enabledness, its
//! result and its effect depend on, each with a class. Two steps of different threads
//! are independent if no access of one conflicts with an access of the other.
//!
//! Invariants
//! - Conflict is symmetric: class tables in [`crate::object`] list both directions.
//! - A footprint is complete for the state that the step was taken in: if no step
//!   before it conflicts, it would have had the same footprint and result earlier.

use crate::op::ObjectId;

/// Every class of an object: a step that is independent of nothing.
pub(crate) const ALL: u8 = 0xff;
/// The classes of steps that change an object; all of them conflict with `WATCH`.
/// Classes that only look at it have the bits above.
pub(crate) const CHANGES: u8 = 0x0f;
/// The class of a thread that waits in a loop for a change of the object.
pub(crate) const WATCH: u8 = 0x80;

/// One access to a part of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Access {
    pub object: ObjectId,
    /// Parts of one object are independent of each other (the slots of a channel).
    pub part: u32,
    /// The class of this access, one bit.
    pub touches: u8,
    /// The classes that it conflicts with.
    pub hits: u8,
}

impl Access {
    pub fn conflicts(self, other: Access) -> bool {
        self.object == other.object && self.part == other.part && self.hits & other.touches != 0
    }
}

const INLINE: usize = 2;
const NOTHING: Access = Access {
    object: ObjectId(u32::MAX),
    part: 0,
    touches: 0,
    hits: 0,
};

/// All accesses of one step.
#[derive(Clone, Debug)]
pub(crate) struct Footprint {
    inline: [Access; INLINE],
    len: u8,
    /// All of them, where there are more: channels, and waiting loops that watch many
    /// objects. Boxed, because footprints are copied often and seldom have it.
    #[expect(clippy::box_collection, reason = "eight bytes where it is not there")]
    spilled: Option<Box<Vec<Access>>>,
}

impl Default for Footprint {
    fn default() -> Self {
        Self::new()
    }
}

impl Footprint {
    #[inline]
    pub const fn new() -> Self {
        Self {
            inline: [NOTHING; INLINE],
            len: 0,
            spilled: None,
        }
    }

    #[inline]
    pub fn push(&mut self, access: Access) {
        match self.inline.get_mut(usize::from(self.len)) {
            Some(place) => {
                *place = access;
                self.len += 1;
            }
            None => self.spill(access),
        }
    }

    #[inline(never)]
    fn spill(&mut self, access: Access) {
        let all = || Box::new(self.inline.to_vec());
        self.spilled.get_or_insert_with(all).push(access);
    }

    pub fn iter(&self) -> impl Iterator<Item = Access> + '_ {
        let accesses = match &self.spilled {
            None => &self.inline[..usize::from(self.len)],
            Some(spilled) => spilled,
        };
        accesses.iter().copied()
    }

    pub fn conflicts(&self, other: &Footprint) -> bool {
        self.iter().any(|a| other.iter().any(|b| a.conflicts(b)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn access(object: u32, part: u32, touches: u8, hits: u8) -> Access {
        Access {
            object: ObjectId(object),
            part,
            touches,
            hits,
        }
    }

    #[test]
    fn only_the_same_part_conflicts() {
        let write = access(1, 0, 1, ALL);
        assert!(write.conflicts(access(1, 0, 2, 1)));
        assert!(!write.conflicts(access(1, 1, 2, 1)));
        assert!(!write.conflicts(access(2, 0, 2, 1)));
    }

    #[test]
    fn a_long_footprint_keeps_all_its_accesses() {
        let mut long = Footprint::new();
        for object in 0..7 {
            long.push(access(object, 0, WATCH, 0x7f));
        }
        let mut last = Footprint::new();
        last.push(access(6, 0, 1, ALL));
        assert!(long.conflicts(&last) && last.conflicts(&long));
    }
}
