//! Wakeup trees: which continuations of a prefix are still to be explored.
//!
//! Source: P. Abdulla, S. Aronis, B. Jonsson, K. Sagonas, *Optimal Dynamic Partial
//! Order Reduction*, POPL 2014, section 6: definitions 6.1 (weak initials) and 6.2
//! (wakeup trees), and the operation `insert`.
//!
//! A tree hangs at a prefix E. A path from its root is a sequence of threads whose next
//! steps, in that order, continue E. Invariants
//! - Siblings are ordered: a later one does not begin with a step that an earlier one's
//!   whole branch commutes with (or it would lead where the earlier one leads).
//! - No path has a weak initial that sleeps at E, so no exploration of a path is given
//!   up as redundant.

use crate::footprint::Footprint;
use crate::op::ThreadId;
use crate::trace::Site;

/// A thread's next step, with what it depends on there.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub thread: ThreadId,
    /// Where it was asked for.
    pub site: Site,
    /// What is chosen in it, if something is: yes or no ([`crate::op::Action::Choose`]), or
    /// which of several operations ([`crate::Select`]).
    pub choice: Option<u8>,
    pub footprint: Footprint,
}

impl Step {
    pub fn as_ref(&self) -> StepRef<'_> {
        StepRef {
            thread: self.thread,
            site: self.site,
            choice: self.choice,
            footprint: &self.footprint,
            event: usize::MAX,
        }
    }
}

/// A tree: its first branch, if it has one. The rest is in the [`Forest`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tree(Option<u32>);

impl Tree {
    pub const EMPTY: Self = Self(None);

    pub fn is_empty(self) -> bool {
        self.0.is_none()
    }
}

/// A step to take, what to take after it, and what else could be taken in its place.
#[derive(Debug)]
struct Branch {
    step: Step,
    then: Tree,
    next: Tree,
}

/// The branches of all trees. Branches come and go with every execution, so their
/// places are used again.
#[derive(Debug, Default)]
pub(crate) struct Forest {
    branches: Vec<Branch>,
    free: Vec<u32>,
}

/// A step of a sequence that lives elsewhere (in the trace).
#[derive(Clone, Copy)]
pub(crate) struct StepRef<'a> {
    pub thread: ThreadId,
    pub site: Site,
    pub choice: Option<u8>,
    pub footprint: &'a Footprint,
    /// The event, if it was this very step that the thread took.
    pub event: usize,
}

/// Whether some equivalent of "the sequence, and possibly more" begins with `step`.
/// Then it gives the place of that step in the sequence, or its length if the thread
/// has no step in it. (A thread that chooses otherwise takes another step.)
pub(crate) fn weak_initial(step: StepRef<'_>, sequence: &[StepRef<'_>]) -> Option<usize> {
    let place = sequence
        .iter()
        .position(|other| other.thread == step.thread);
    let (before, footprint) = match place {
        Some(place) if sequence[place].choice != step.choice => return None,
        Some(place) => (&sequence[..place], sequence[place].footprint),
        None => (sequence, step.footprint),
    };
    let independent = before
        .iter()
        .all(|other| !other.footprint.conflicts(footprint));
    independent.then(|| place.unwrap_or(sequence.len()))
}

/// The event at a place in the sequence. A step that has no place there commutes with all
/// of the sequence, and might not with a longer one.
pub(crate) fn event_at(place: usize, sequence: &[StepRef<'_>]) -> usize {
    sequence.get(place).map_or(usize::MAX, |step| step.event)
}

impl Forest {
    fn at(&mut self, place: u32) -> &mut Branch {
        &mut self.branches[place as usize]
    }

    fn plant(&mut self, step: StepRef<'_>) -> u32 {
        let branch = Branch {
            step: Step {
                thread: step.thread,
                site: step.site,
                choice: step.choice,
                footprint: step.footprint.clone(),
            },
            then: Tree::EMPTY,
            next: Tree::EMPTY,
        };
        if let Some(place) = self.free.pop() {
            *self.at(place) = branch;
            return place;
        }
        self.branches.push(branch);
        u32::try_from(self.branches.len() - 1).expect("fewer branches than 2^32")
    }

    /// Takes the first branch off the tree: its step, and what is to follow it.
    pub fn take_first(&mut self, tree: &mut Tree) -> Option<(Step, Tree)> {
        let place = tree.0?;
        let branch = &mut self.branches[place as usize];
        *tree = branch.next;
        self.free.push(place);
        let step = Step {
            footprint: std::mem::take(&mut branch.step.footprint),
            ..branch.step
        };
        Some((step, branch.then))
    }

    /// Fells what is left of a tree.
    pub fn clear(&mut self, tree: &mut Tree) {
        while let Some(place) = tree.0 {
            let branch = &self.branches[place as usize];
            let mut then = branch.then;
            *tree = branch.next;
            self.free.push(place);
            self.clear(&mut then);
        }
    }

    /// Sees to it that exploring `tree` explores an equivalent of `sequence` (and
    /// possibly more). Uses up `sequence`. Gives the last event on which it depends that
    /// the tree does so.
    pub fn insert(&mut self, tree: &mut Tree, sequence: &mut Vec<StepRef<'_>>) -> usize {
        let mut settled_by = 0;
        // The place where the next branch hangs: a tree's first or a sibling's next.
        let mut below: Option<u32> = None;
        let mut first = *tree;
        loop {
            let (covering, last) = self.covering(first, sequence);
            let Some((branch, place)) = covering else {
                let grown = self.chain(sequence);
                match (last, below) {
                    (Some(last), _) => self.at(last).next = grown,
                    (None, Some(below)) => self.at(below).then = grown,
                    (None, None) => *tree = grown,
                }
                let planted = sequence.iter().map(|step| step.event);
                return planted.fold(settled_by, usize::max);
            };
            settled_by = settled_by.max(event_at(place, sequence));
            if place < sequence.len() {
                sequence.remove(place);
            }
            below = Some(branch);
            first = self.at(branch).then;
            if first.is_empty() {
                return settled_by;
            }
        }
    }

    /// The first of the branches that the sequence may begin with, and its place in the
    /// sequence; and the last of the branches.
    fn covering(
        &self,
        first: Tree,
        sequence: &[StepRef<'_>],
    ) -> (Option<(u32, usize)>, Option<u32>) {
        let mut last = None;
        let mut tree = first;
        while let Some(index) = tree.0 {
            let branch = &self.branches[index as usize];
            if let Some(place) = weak_initial(branch.step.as_ref(), sequence) {
                return (Some((index, place)), last);
            }
            last = Some(index);
            tree = branch.next;
        }
        (None, last)
    }

    /// The sequence as a tree of one path.
    fn chain(&mut self, sequence: &[StepRef<'_>]) -> Tree {
        sequence.iter().rev().fold(Tree::EMPTY, |then, step| {
            let place = self.plant(*step);
            self.at(place).then = then;
            Tree(Some(place))
        })
    }

    /// The threads with which the tree's branches begin.
    #[cfg(test)]
    fn threads(&self, tree: Tree) -> Vec<ThreadId> {
        let mut threads = Vec::new();
        let mut tree = tree;
        while let Some(index) = tree.0 {
            let branch = &self.branches[index as usize];
            threads.push(branch.step.thread);
            tree = branch.next;
        }
        threads
    }
}

#[cfg(test)]
mod tests {
    use std::panic::Location;

    use super::*;
    use crate::footprint::{ALL, Access};
    use crate::op::ObjectId;

    fn writes(object: u32) -> Footprint {
        let mut footprint = Footprint::new();
        footprint.push(Access {
            object: ObjectId(object),
            part: 0,
            touches: 1,
            hits: ALL,
        });
        footprint
    }

    fn insert_all(sequences: &[&[(u16, u32)]]) -> (Forest, Tree) {
        let mut forest = Forest::default();
        let mut tree = Tree::EMPTY;
        for sequence in sequences {
            let footprints: Vec<_> = sequence.iter().map(|(_, object)| writes(*object)).collect();
            let mut steps: Vec<_> = sequence
                .iter()
                .zip(&footprints)
                .map(|((thread, _), footprint)| StepRef {
                    thread: ThreadId(*thread),
                    site: Location::caller(),
                    choice: None,
                    footprint,
                    event: usize::MAX,
                })
                .collect();
            forest.insert(&mut tree, &mut steps);
        }
        (forest, tree)
    }

    #[test]
    fn an_equivalent_sequence_is_not_inserted_twice() {
        // The two threads write different objects: either order is the same.
        let (forest, tree) = insert_all(&[&[(1, 10), (2, 20)], &[(2, 20), (1, 10)]]);
        assert_eq!(forest.threads(tree), [ThreadId(1)]);
    }

    #[test]
    fn a_conflicting_order_is_a_branch_of_its_own() {
        let (forest, tree) = insert_all(&[&[(1, 10), (2, 10)], &[(2, 10), (1, 10)]]);
        assert_eq!(forest.threads(tree), [ThreadId(1), ThreadId(2)]);
    }

    #[test]
    fn a_shared_beginning_is_followed_before_it_branches() {
        let (mut forest, mut tree) =
            insert_all(&[&[(1, 10), (2, 20), (3, 20)], &[(1, 10), (3, 20), (2, 20)]]);
        let (first, then) = forest.take_first(&mut tree).unwrap();
        assert!(first.thread == ThreadId(1) && tree.is_empty());
        assert_eq!(forest.threads(then), [ThreadId(2), ThreadId(3)]);
    }

    #[test]
    fn a_felled_tree_leaves_its_places_to_the_next() {
        let (mut forest, mut tree) = insert_all(&[&[(1, 10), (2, 10)], &[(2, 10), (1, 10)]]);
        forest.clear(&mut tree);
        assert!(tree.is_empty());
        assert_eq!(forest.free.len(), forest.branches.len());
    }
}
