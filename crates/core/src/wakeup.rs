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

/// A thread's next step, with what it depends on there.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub thread: ThreadId,
    pub footprint: Footprint,
}

/// A step to take, and what to take after it.
#[derive(Clone, Debug)]
pub(crate) struct Branch {
    pub step: Step,
    pub then: Tree,
}

/// Branches in the order in which they are to be explored.
pub(crate) type Tree = Vec<Branch>;

/// A step of a sequence that lives elsewhere (in the trace).
#[derive(Clone, Copy)]
pub(crate) struct StepRef<'a> {
    pub thread: ThreadId,
    pub footprint: &'a Footprint,
}

/// Whether some equivalent of "the sequence, and possibly more" begins with `step`.
/// Then it gives the place of that step in the sequence, or its length if the thread
/// has no step in it.
pub(crate) fn weak_initial(step: StepRef<'_>, sequence: &[StepRef<'_>]) -> Option<usize> {
    let place = sequence
        .iter()
        .position(|other| other.thread == step.thread);
    let (before, footprint) = match place {
        Some(place) => (&sequence[..place], sequence[place].footprint),
        None => (sequence, step.footprint),
    };
    let independent = before
        .iter()
        .all(|other| !other.footprint.conflicts(footprint));
    independent.then(|| place.unwrap_or(sequence.len()))
}

/// Sees to it that exploring `tree` explores an equivalent of `sequence` (and possibly
/// more). Uses up `sequence`.
pub(crate) fn insert(tree: &mut Tree, sequence: &mut Vec<StepRef<'_>>) {
    let mut tree = tree;
    loop {
        let covering = tree.iter().enumerate().find_map(|(index, branch)| {
            let step = StepRef {
                thread: branch.step.thread,
                footprint: &branch.step.footprint,
            };
            weak_initial(step, sequence).map(|place| (index, place))
        });
        let Some((index, place)) = covering else {
            tree.extend(chain(sequence));
            return;
        };
        if place < sequence.len() {
            sequence.remove(place);
        }
        tree = &mut tree[index].then;
        if tree.is_empty() {
            return;
        }
    }
}

/// The sequence as a branch.
fn chain(sequence: &[StepRef<'_>]) -> Option<Branch> {
    sequence.iter().rev().fold(None, |then, step| {
        Some(Branch {
            step: Step {
                thread: step.thread,
                footprint: step.footprint.clone(),
            },
            then: then.into_iter().collect(),
        })
    })
}

#[cfg(test)]
mod tests {
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

    fn insert_all(sequences: &[&[(u16, u32)]]) -> Tree {
        let mut tree = Tree::new();
        for sequence in sequences {
            let footprints: Vec<_> = sequence.iter().map(|(_, object)| writes(*object)).collect();
            let mut steps: Vec<_> = sequence
                .iter()
                .zip(&footprints)
                .map(|((thread, _), footprint)| StepRef {
                    thread: ThreadId(*thread),
                    footprint,
                })
                .collect();
            insert(&mut tree, &mut steps);
        }
        tree
    }

    #[test]
    fn an_equivalent_sequence_is_not_inserted_twice() {
        // The two threads write different objects: either order is the same.
        let tree = insert_all(&[&[(1, 10), (2, 20)], &[(2, 20), (1, 10)]]);
        assert_eq!(tree.len(), 1);
    }

    #[test]
    fn a_conflicting_order_is_a_branch_of_its_own() {
        let tree = insert_all(&[&[(1, 10), (2, 10)], &[(2, 10), (1, 10)]]);
        assert_eq!(tree.len(), 2);
    }

    #[test]
    fn a_shared_beginning_is_followed_before_it_branches() {
        let tree = insert_all(&[&[(1, 10), (2, 20), (3, 20)], &[(1, 10), (3, 20), (2, 20)]]);
        assert_eq!(tree.len(), 1);
        assert_eq!(tree[0].then.len(), 2);
    }
}
