//! Earlier steps on locks, channels and the like that a step could have come before.
//!
//! Such steps have no choice but their order. So a step `e` on them is a cause of all
//! that comes later and conflicts with it, and the way to have it before an earlier one,
//! `h`, is to take it where `h` was taken: what stays is what was added before `h`, the
//! causes of `e`, and steps that `e` then comes after (a notification that lets it go
//! on, say); `h` and all that followed on it come again. As with loads (see
//! [`super::revisit`]), only if what goes had been added by the fixed rule.
//!
//! A step that is still blocked at the end of an execution could have come earlier too.

use std::rc::Rc;

use super::node::{Choice, Clock, Source, join};
use super::{Step, Weak, is_atomic};
use crate::footprint::Footprint;
use crate::op::{ObjectId, Op, ThreadId};
use crate::select::{Select, Taken};
use crate::trace::{Site, Trace, Watched};
use crate::world::{self, World};

/// A step to be taken earlier.
struct Mover<'a> {
    thread: ThreadId,
    op: &'a Op,
    /// Of which operations that is one.
    taken: Option<Taken>,
    site: Site,
    watched: &'a [Watched],
    choice: Choice,
    causes: Clock,
    /// Its place among the thread's events.
    number: u32,
    /// Events from here on are none of those it could come before.
    limit: usize,
}

impl<'a> Mover<'a> {
    /// It is this one of several operations.
    fn become_arm(&mut self, select: &'a Rc<Select>, number: u8) {
        self.op = select.op(number);
        self.choice.arm = number;
        self.taken = Some(Taken {
            select: select.clone(),
            number,
        });
    }
}

impl Weak {
    /// The cuts that the last event, which is on no atomic, makes possible.
    pub(super) fn reorderings(
        &mut self,
        index: usize,
        world: &World,
        trace: &Trace,
    ) -> Vec<Vec<Step>> {
        let event = &trace.events[index];
        let node = &self.graph.nodes[index];
        let mut causes = node.own_causes.to_vec();
        let gate = node.choice.gate.and_then(|(_, source)| source.index());
        if let Some(gate) = gate {
            join(&mut causes, &self.graph.nodes[gate].causes);
        }
        let mut mover = Mover {
            thread: event.thread,
            op: &event.op,
            taken: event.taken.clone(),
            site: event.site,
            watched: if node.choice.gate.is_some() {
                &[]
            } else {
                &event.watched
            },
            choice: node.choice,
            causes: causes.into(),
            number: event.number,
            limit: index,
        };
        let Some(taken) = &event.taken else {
            return self.cuts_for(&mover, world, trace);
        };
        // Which of several operations it is, is chosen again in each cut.
        let frame = self.frames.last().expect("a frame is explored");
        if frame.steps[index].is_changed {
            return Vec::new();
        }
        let mut cuts = Vec::new();
        for number in taken.select.numbers() {
            mover.become_arm(&taken.select, number);
            cuts.extend(self.cuts_for(&mover, world, trace));
        }
        cuts
    }

    /// The cuts for threads that are blocked at the end of the execution.
    pub(super) fn blocked_cuts(&self, world: &World, trace: &Trace) -> Vec<Vec<Step>> {
        let mut cuts = Vec::new();
        for (index, thread) in world.threads.iter().enumerate() {
            let Some(pending) = &thread.pending else {
                continue;
            };
            if pending.op.object == ObjectId::NONE
                && pending.watched.is_empty()
                && pending.select.is_none()
            {
                continue;
            }
            let id = ThreadId::from_index(index);
            let mut causes = vec![0; trace.width()];
            world.known_clock(id, trace, &mut causes);
            let mut mover = Mover {
                thread: id,
                op: &pending.op,
                taken: None,
                site: pending.site,
                watched: &pending.watched,
                choice: Choice::NONE,
                causes: causes.into(),
                number: thread.steps + 1,
                limit: self.position(),
            };
            let Some(select) = &pending.select else {
                cuts.extend(self.cuts_for(&mover, world, trace));
                continue;
            };
            for number in select.numbers() {
                mover.become_arm(select, number);
                cuts.extend(self.cuts_for(&mover, world, trace));
            }
        }
        cuts
    }

    fn cuts_for(&self, mover: &Mover<'_>, world: &World, trace: &Trace) -> Vec<Vec<Step>> {
        let objects = objects(mover, world);
        let mut others: Vec<usize> = objects
            .iter()
            .flat_map(|object| &world.objects[object.index()].history)
            .copied()
            .filter(|&index| index < mover.limit && !self.is_cause(index, &mover.causes))
            .collect();
        others.sort_unstable();
        others.dedup();
        let mut cuts = Vec::new();
        for (place, &first) in others.iter().enumerate() {
            let beside: Vec<usize> = others[place + 1..]
                .iter()
                .copied()
                .filter(|&other| !self.is_cause(first, &self.graph.nodes[other].causes))
                .collect();
            let mut sets = Vec::new();
            self.closed_sets(&beside, &mut Vec::new(), &mut sets);
            for with in sets {
                cuts.extend(self.cut_before(first, &with, mover, &objects, world, trace));
            }
        }
        cuts
    }

    /// All sets of these events (which are in the order of their addition) that have with
    /// each event its causes.
    fn closed_sets(&self, events: &[usize], chosen: &mut Vec<usize>, sets: &mut Vec<Vec<usize>>) {
        let Some((&event, rest)) = events.split_first() else {
            sets.push(chosen.clone());
            return;
        };
        chosen.push(event);
        self.closed_sets(rest, chosen, sets);
        chosen.pop();
        let free: Vec<usize> = rest
            .iter()
            .copied()
            .filter(|&other| !self.is_cause(event, &self.graph.nodes[other].causes))
            .collect();
        self.closed_sets(&free, chosen, sets);
    }

    /// The cut that takes the step before `first` and after the events `with`.
    fn cut_before(
        &self,
        first: usize,
        with: &[usize],
        mover: &Mover<'_>,
        objects: &[ObjectId],
        world: &World,
        trace: &Trace,
    ) -> Option<Vec<Step>> {
        let caused_by = |index: usize, of: &[usize]| {
            of.iter()
                .any(|&other| self.is_cause(index, &self.graph.nodes[other].causes))
        };
        let kept = |index: usize| {
            index < mover.limit
                && (index < first || self.is_cause(index, &mover.causes) || caused_by(index, with))
        };
        let footprint = self.footprint_after(kept, mover, objects, world, trace)?;
        let conflicts = |index: usize| footprint.conflicts(&trace.events[index].footprint);
        let needed: Vec<usize> = with.iter().copied().filter(|&one| conflicts(one)).collect();
        if !conflicts(first) || !with.iter().all(|&one| caused_by(one, &needed)) {
            return None;
        }
        let keep: Vec<bool> = (0..mover.limit).map(kept).collect();
        let mut causes = mover.causes.to_vec();
        for one in (0..mover.limit).filter(|&one| keep[one] && conflicts(one)) {
            join(&mut causes, &self.graph.nodes[one].causes);
        }
        let several = mover.taken.is_some() || trace.events[first].taken.is_some();
        if (!several && self.was_removed_before(first, mover, &causes))
            || !self.may_cut(first, &keep, &causes, world, trace)
        {
            return None;
        }
        self.cut_to_move(first, keep, mover)
    }

    /// Whether the step had been removed when another one, of which it is independent, was
    /// taken before `first`: the two in the other order have been planned from there. (Not
    /// asked for one of several operations: whether it can be taken there is another matter,
    /// so now and then a graph is explored twice.)
    fn was_removed_before(&self, first: usize, mover: &Mover<'_>, causes: &[u32]) -> bool {
        let steps = &self.frames.last().expect("a frame is explored").steps;
        let node = &self.graph.nodes[first];
        let moved = (mover.thread, mover.number);
        let mut others = (0..first).filter(|&index| !self.is_cause(index, causes));
        others.any(|index| {
            let removed = &steps[index].removed;
            removed.first() == Some(&(node.thread, node.number)) && removed.contains(&moved)
        })
    }

    fn cut_to_move(
        &self,
        first: usize,
        mut keep: Vec<bool>,
        mover: &Mover<'_>,
    ) -> Option<Vec<Step>> {
        keep.resize(self.graph.nodes.len(), false);
        let (part, places) = self.graph.restrict(&keep);
        let mut steps = self.kept_steps(first, &keep, &part);
        let mut choice = mover.choice;
        if let Some((object, source)) = choice.gate {
            let by = source
                .index()
                .map_or(Source::INITIAL, |index| places[index + 1]);
            choice.gate = Some((object, by));
        }
        let mut step = Step::new(mover.thread, choice);
        step.pinned = true;
        step.is_new = false;
        step.op = Some((*mover.op, mover.site));
        let removed = (first..mover.limit).filter(|&index| !keep[index]);
        step.removed = removed
            .map(|index| {
                (
                    self.graph.nodes[index].thread,
                    self.graph.nodes[index].number,
                )
            })
            .collect();
        steps.push(step);
        Some(steps)
    }

    /// What the step would depend on after the events that are kept; `None` if it could
    /// not be taken there.
    fn footprint_after(
        &self,
        kept: impl Fn(usize) -> bool + Copy,
        mover: &Mover<'_>,
        objects: &[ObjectId],
        world: &World,
        trace: &Trace,
    ) -> Option<Footprint> {
        let states: Vec<_> = objects
            .iter()
            .map(|&object| (object, world.state_after(object, trace, kept)))
            .collect();
        let state = |object| {
            let found = states.iter().find(|(other, _)| *other == object);
            &found.expect("all objects of the step are there").1
        };
        let clock = if mover.op.timed { world.clock } else { None };
        let woken =
            mover.watched.is_empty() || self.sync_changed(mover.watched, world, trace, kept);
        let Some(Taken { select, number }) = &mover.taken else {
            return (woken && world::permits(mover.thread, mover.op, clock, state))
                .then(|| super::footprint(mover.op, None, mover.watched, world));
        };
        let waits = select.is_for_a_time(*number);
        let watched = if waits { mover.watched } else { &[] };
        ((woken || !waits) && select.permits(mover.thread, *number, state))
            .then(|| super::footprint(mover.op, Some(select), watched, world))
    }
}

/// The objects that decide about a step.
fn objects(mover: &Mover<'_>, world: &World) -> Vec<ObjectId> {
    let clock = if mover.op.timed { world.clock } else { None };
    let also = mover.op.also.map(|(object, _)| object);
    let watched = mover.watched.iter().map(|seen| seen.object);
    let select = mover.taken.iter().map(|taken| &taken.select);
    let others = select.flat_map(|select| select.ops());
    let others = others.flat_map(|op| [Some(op.object), op.also.map(|(object, _)| object)]);
    [Some(mover.op.object), also, clock]
        .into_iter()
        .flatten()
        .chain(watched)
        .chain(others.flatten())
        .filter(|&object| object != ObjectId::NONE && !is_atomic(world, object))
        .collect()
}
