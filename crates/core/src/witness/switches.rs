//! Of all tellings with the fewest preemptions, one with the fewest switches. Of those, the
//! one in which a thread goes on as long as it can, and then one that has begun before, in
//! the order in which they have; who begins goes by the threads' numbers.
//!
//! So two executions that are each other's mirror have mirrored tellings, if it is not all
//! the same who begins. The search is Dijkstra's, over the cuts that cost no more than a
//! simpler search has found to be enough; where there are too many of them, that one's
//! telling is kept.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};

use super::{Cut, Search, Telling};

/// Cuts to look at.
const PATIENCE: usize = 4_000;

/// What a telling costs so far: preemptions, and all switches.
type Cost = (usize, usize);

/// A cut that has been reached: at what cost, and whether its last thread could go on.
type Reached = HashMap<Cut, (Cost, bool)>;

impl Search<'_> {
    /// The simplest telling with no more than so many preemptions, which must be as few as
    /// there can be, if it has fewer switches than `limit`. None, too, if there are too many
    /// cuts to look at.
    pub fn fewest_switches(&self, preemptions: usize, limit: usize) -> Option<Telling> {
        let reached = self.reach((preemptions, limit))?;
        let whole = |(cut, &(cost, _)): (&Cut, &(Cost, bool))| {
            self.is_whole(cut).then(|| (cost, cut.clone()))
        };
        let ends: Vec<(Cost, Cut)> = reached.iter().filter_map(whole).collect();
        let best = ends.iter().map(|(cost, _)| *cost).min()?;
        let ends = ends.into_iter().filter(|(cost, _)| *cost == best);
        let leading = self.leading_to(ends.map(|(_, cut)| cut).collect(), &reached);
        Some(self.steadiest(&leading, &reached))
    }

    /// All cuts that cost less than `limit`, and no more than the whole execution does.
    fn reach(&self, limit: Cost) -> Option<Reached> {
        let mut reached = Reached::new();
        let mut open = BinaryHeap::from([Reverse(((0, 0), self.start()))]);
        reached.insert(self.start(), ((0, 0), false));
        let mut most = limit;
        while let Some(Reverse((cost, cut))) = open.pop() {
            if cost > most || cost > reached[&cut].0 {
                continue;
            }
            if self.is_whole(&cut) {
                most = cost;
                continue;
            }
            if reached.len() > PATIENCE {
                return None;
            }
            let goes_on = self.could_go_on(&cut);
            reached.insert(cut.clone(), (cost, goes_on));
            for thread in 0..self.threads.len() {
                let Some(next) = self.take(&cut, thread) else {
                    continue;
                };
                let next_cost = step(cost, &cut, goes_on, thread);
                let better = reached
                    .get(&next)
                    .is_none_or(|(known, _)| next_cost < *known);
                if next_cost < limit && better {
                    reached.insert(next.clone(), (next_cost, false));
                    open.push(Reverse((next_cost, next)));
                }
            }
        }
        Some(reached)
    }

    /// The cuts on the cheapest ways to these ends.
    fn leading_to(&self, ends: Vec<Cut>, reached: &Reached) -> HashSet<Cut> {
        let mut open = ends;
        let mut leading = HashSet::new();
        while let Some(cut) = open.pop() {
            if !leading.insert(cut.clone()) {
                continue;
            }
            let (mut taken, thread) = cut.clone();
            if thread == usize::MAX {
                continue;
            }
            taken[thread] -= 1;
            let last = (0..self.threads.len()).chain([usize::MAX]);
            open.extend(last.map(|last| (taken.clone(), last)).filter(|before| {
                reached.get(before).is_some_and(|&(cost, goes_on)| {
                    step(cost, before, goes_on, thread) == reached[&cut].0
                })
            }));
        }
        leading
    }

    /// The way along these cuts on which threads go on as long as they can.
    fn steadiest(&self, leading: &HashSet<Cut>, reached: &Reached) -> Telling {
        let mut cut = self.start();
        let mut order = Vec::new();
        // In the order in which they have begun; those that have not, by number.
        let mut threads: Vec<usize> = (0..self.threads.len()).collect();
        let mut begun = 0;
        while !self.is_whole(&cut) {
            let (cost, goes_on) = reached[&cut];
            let last = (cut.1 != usize::MAX).then_some(cut.1);
            let next = last.iter().chain(&threads).find_map(|&thread| {
                let mut next = (cut.0.clone(), thread);
                next.0[thread] += 1;
                let on_the_way = leading.contains(&next)
                    && step(cost, &cut, goes_on, thread) == reached[&next].0;
                on_the_way.then_some(next)
            });
            let next = next.expect("a way leads on");
            let thread = next.1;
            if let Some(first) = threads[begun..].iter().position(|&one| one == thread) {
                threads[begun..=begun + first].rotate_right(1);
                begun += 1;
            }
            order.push(self.threads[thread].1[cut.0[thread] as usize]);
            cut = next;
        }
        let (preemptions, switches) = reached[&cut].0;
        Telling {
            order,
            preemptions,
            switches,
        }
    }
}

/// The cost when `thread` goes on after the cut.
fn step((preemptions, switches): Cost, cut: &Cut, goes_on: bool, thread: usize) -> Cost {
    let switch = cut.1 != usize::MAX && cut.1 != thread;
    let preempts = switch && goes_on;
    (
        preemptions + usize::from(preempts),
        switches + usize::from(switch),
    )
}
