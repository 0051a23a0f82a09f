//! Relations on the events of a graph, and the operators of the paper on them.

use std::ops::{BitAnd, BitOr, Not};

/// A set of events, a bit each.
pub type Set = u32;

/// The most events that a graph can have.
pub const MOST: usize = 32;

/// For each event, the events that it is related to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relation([Set; MOST]);

impl Relation {
    pub const EMPTY: Self = Self([0; MOST]);

    /// The pairs of events below `count` for which `holds`.
    pub fn of(count: usize, holds: impl Fn(usize, usize) -> bool) -> Self {
        let mut relation = Self::EMPTY;
        for from in 0..count {
            for to in (0..count).filter(|&to| holds(from, to)) {
                relation.insert(from, to);
            }
        }
        relation
    }

    /// `[set]`: each event of the set with itself.
    pub fn identity(set: Set) -> Self {
        let mut relation = Self::EMPTY;
        for event in members(set) {
            relation.insert(event, event);
        }
        relation
    }

    /// What the event is related to.
    pub fn row(&self, event: usize) -> Set {
        self.0[event]
    }

    pub fn insert(&mut self, from: usize, to: usize) {
        self.0[from] |= 1 << to;
    }

    /// `self; next`.
    pub fn then(self, next: Self) -> Self {
        let follow = |set: Set| members(set).fold(0, |all, event| all | next.0[event]);
        Self(self.0.map(follow))
    }

    /// `self?`: the relation, or the same event.
    pub fn or_same(self) -> Self {
        self | Self::identity(Set::MAX)
    }

    /// `self⁻¹`.
    pub fn inverse(self) -> Self {
        let mut inverse = Self::EMPTY;
        for (from, row) in self.0.iter().enumerate() {
            for to in members(*row) {
                inverse.insert(to, from);
            }
        }
        inverse
    }

    /// `self⁺` (Warshall).
    pub fn closure(mut self) -> Self {
        for middle in 0..MOST {
            let beyond = self.0[middle];
            if beyond == 0 {
                continue;
            }
            for row in &mut self.0 {
                if *row & (1 << middle) != 0 {
                    *row |= beyond;
                }
            }
        }
        self
    }

    pub fn is_empty(self) -> bool {
        self == Self::EMPTY
    }

    pub fn is_irreflexive(self) -> bool {
        let related = |(event, row): (usize, &Set)| row & (1 << event) != 0;
        !self.0.iter().enumerate().any(related)
    }

    pub fn is_acyclic(self) -> bool {
        self.closure().is_irreflexive()
    }
}

/// The events of a set.
fn members(mut set: Set) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let first = set.trailing_zeros() as usize;
        set &= set.wrapping_sub(1);
        (first < MOST).then_some(first)
    })
}

/// `self ∪ other`.
impl BitOr for Relation {
    type Output = Self;
    fn bitor(mut self, other: Self) -> Self {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine |= theirs;
        }
        self
    }
}

/// `self ∩ other`.
impl BitAnd for Relation {
    type Output = Self;
    fn bitand(mut self, other: Self) -> Self {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine &= theirs;
        }
        self
    }
}

/// The pairs that are not related.
impl Not for Relation {
    type Output = Self;
    fn not(self) -> Self {
        Self(self.0.map(|row| !row))
    }
}
