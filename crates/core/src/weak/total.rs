//! The total order of sequentially consistent events: whether one exists.
//!
//! Source: *Repairing Sequential Consistency in C/C++11* (see [`super::graph`]), section
//! 3.3: the relation `psc` must have no cycle. It orders sequentially consistent
//! accesses by what is visible of their order (`scb`), also from a fence before the one
//! to a fence after the other, and fences by happens-before and by the order that loads
//! and stores between them show (`eco`).

use std::sync::atomic::Ordering;

use super::graph::Graph;
use super::node::{Role, Source, seen_by};

/// A set of events.
type Set = Vec<u64>;

fn insert(set: &mut Set, index: usize) {
    set[index / 64] |= 1 << (index % 64);
}

fn unite(set: &mut Set, other: &Set) {
    for (mine, theirs) in set.iter_mut().zip(other) {
        *mine |= theirs;
    }
}

fn meet(one: &Set, other: &Set) -> bool {
    one.iter().zip(other).any(|(a, b)| a & b != 0)
}

impl Graph {
    /// Whether the sequentially consistent events have a total order that agrees with
    /// all that can be told of it.
    pub fn has_total_order(&self) -> bool {
        let total: Vec<usize> = (0..self.nodes.len())
            .filter(|&index| {
                let node = &self.nodes[index];
                node.order == Ordering::SeqCst && node.role != Role::Other
            })
            .collect();
        if total.len() < 2 {
            return true;
        }
        let relations = Relations::of(self);
        let mut edges: Vec<Vec<usize>> = Vec::with_capacity(total.len());
        for &from in &total {
            let (seen, fenced) = relations.reached(from);
            let to = total.iter().enumerate().filter(|&(_, &to)| {
                meet(&seen, &relations.ends(to))
                    || (relations.is_fence(to) && meet(&fenced, &relations.single(to)))
            });
            edges.push(to.map(|(place, _)| place).collect());
        }
        is_acyclic(&edges)
    }
}

/// Takes away what nothing leads to, until nothing is left or only cycles are.
fn is_acyclic(edges: &[Vec<usize>]) -> bool {
    let mut degrees = vec![0; edges.len()];
    for &to in edges.iter().flatten() {
        degrees[to] += 1;
    }
    let mut free: Vec<usize> = (0..edges.len()).filter(|&one| degrees[one] == 0).collect();
    let mut taken = 0;
    while let Some(one) = free.pop() {
        taken += 1;
        for &to in &edges[one] {
            degrees[to] -= 1;
            if degrees[to] == 0 {
                free.push(to);
            }
        }
    }
    taken == edges.len()
}

/// The relations of a graph, as a set of successors for each event.
struct Relations<'a> {
    graph: &'a Graph,
    /// Where each event stands in its atomic's order: its own place, or the place of
    /// the store that it reads.
    places: Vec<usize>,
    words: usize,
    /// `scb`: what is visible of the order of two events.
    visible: Vec<Set>,
}

impl<'a> Relations<'a> {
    fn of(graph: &'a Graph) -> Self {
        let count = graph.nodes.len();
        let place = |index: usize| {
            let node = &graph.nodes[index];
            let store = match node.role {
                Role::Load => node.choice.from,
                Role::Store | Role::Update => Source::event(index),
                Role::Fence | Role::Other => return 0,
            };
            graph.position(node.object, store)
        };
        let mut relations = Self {
            graph,
            places: (0..count).map(place).collect(),
            words: count.div_ceil(64),
            visible: Vec::new(),
        };
        relations.visible = (0..count)
            .map(|from| relations.visible_from(from))
            .collect();
        relations
    }

    fn empty(&self) -> Set {
        vec![0; self.words]
    }

    fn single(&self, index: usize) -> Set {
        let mut set = self.empty();
        insert(&mut set, index);
        set
    }

    fn is_fence(&self, index: usize) -> bool {
        self.graph.nodes[index].role == Role::Fence
    }

    fn happens_before(&self, one: usize, other: usize) -> bool {
        let node = &self.graph.nodes[one];
        let clock = &self.graph.nodes[other].after.before;
        one != other && seen_by(clock, node.thread) >= node.number
    }

    fn same_thread_before(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.graph.nodes[one], &self.graph.nodes[other]);
        one.thread == other.thread && one.number < other.number
    }

    fn same_place(&self, one: usize, other: usize) -> bool {
        let (a, b) = (&self.graph.nodes[one], &self.graph.nodes[other]);
        is_access(a.role) && is_access(b.role) && a.object == b.object
    }

    /// `mo` and `rb`: the store `other` came after the store that `one` is or reads.
    fn overwritten(&self, one: usize, other: usize) -> bool {
        one != other
            && self.same_place(one, other)
            && self.graph.nodes[other].role.writes()
            && self.places[one] < self.places[other]
    }

    /// `eco`: the order of two accesses to one atomic that reads and stores show.
    fn ordered(&self, one: usize, other: usize) -> bool {
        if self.overwritten(one, other) {
            return true;
        }
        let (a, b) = (self.places[one], self.places[other]);
        let reads = self.graph.nodes[other].role == Role::Load;
        let writes = self.graph.nodes[one].role.writes();
        one != other && reads && self.same_place(one, other) && (a < b || (writes && a == b))
    }

    fn visible_from(&self, one: usize) -> Set {
        let mut set = self.empty();
        let next = self.elsewhere(one, |other| self.same_thread_before(one, other), true);
        for other in 0..self.graph.nodes.len() {
            let before = || self.elsewhere(other, |x| self.same_thread_before(x, other), false);
            let through = || match (next, before()) {
                (Some(next), Some(last)) => next == last || self.happens_before(next, last),
                _ => false,
            };
            if self.same_thread_before(one, other)
                || (self.happens_before(one, other) && self.same_place(one, other))
                || self.overwritten(one, other)
                || through()
            {
                insert(&mut set, other);
            }
        }
        set
    }

    /// The first (or last) event beside `one`, by program order, at another place.
    fn elsewhere(&self, one: usize, beside: impl Fn(usize) -> bool, first: bool) -> Option<usize> {
        let mut others =
            (0..self.graph.nodes.len()).filter(|&x| beside(x) && !self.same_place(one, x));
        if first { others.next() } else { others.last() }
    }

    /// What is seen to come after a sequentially consistent event; and after a fence,
    /// what fences come after it.
    fn reached(&self, from: usize) -> (Set, Set) {
        let mut seen = self.visible[from].clone();
        let mut fenced = self.empty();
        if !self.is_fence(from) {
            return (seen, fenced);
        }
        let count = self.graph.nodes.len();
        for after in (0..count).filter(|&x| self.happens_before(from, x)) {
            insert(&mut fenced, after);
            unite(&mut seen, &self.visible[after]);
            for shown in (0..count).filter(|&x| self.ordered(after, x)) {
                for end in (0..count).filter(|&x| self.happens_before(shown, x)) {
                    insert(&mut fenced, end);
                }
            }
        }
        (seen, fenced)
    }

    /// The event itself, and for a fence all that happened before it.
    fn ends(&self, to: usize) -> Set {
        let mut set = self.single(to);
        if self.is_fence(to) {
            for before in (0..self.graph.nodes.len()).filter(|&x| self.happens_before(x, to)) {
                insert(&mut set, before);
            }
        }
        set
    }
}

fn is_access(role: Role) -> bool {
    matches!(role, Role::Load | Role::Store | Role::Update)
}
