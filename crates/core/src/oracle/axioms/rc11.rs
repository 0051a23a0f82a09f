//! The axioms of RC11, in the paper's own terms (section 3; `sb` is program order, and
//! a read-modify-write is two events, related by `rmw`).
//!
//! One definition differs, since Rust follows C++20: see [`release_sequence`].

use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Release, SeqCst};

use super::graph::{Event, Graph, Sort};
use super::relation::{Relation, Set};

/// Which axioms a graph obeys, besides NO-THIN-AIR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Obeys {
    /// `hb; eco?` is irreflexive.
    pub coherence: bool,
    /// `rmw ∩ (rb; mo) = ∅`.
    pub atomicity: bool,
    /// `psc` is acyclic.
    pub sc: bool,
}

impl Obeys {
    pub fn of(graph: &Graph) -> Self {
        let hb = happens_before(graph);
        let eco = extended_coherence(graph);
        Self {
            coherence: hb.then(eco.or_same()).is_irreflexive(),
            atomicity: is_atomic(graph),
            sc: partial_sc(graph, hb, eco).is_acyclic(),
        }
    }
}

/// Whether a graph obeys all axioms; what is quick to find out comes first.
pub fn is_consistent(graph: &Graph) -> bool {
    if !is_atomic(graph) || !(graph.program_order() | graph.rf).is_acyclic() {
        return false;
    }
    let hb = happens_before(graph);
    let eco = extended_coherence(graph);
    hb.then(eco.or_same()).is_irreflexive() && partial_sc(graph, hb, eco).is_acyclic()
}

/// The paper's definition of SC in section 2: one order of all events explains them.
/// (It takes read-modify-writes for one event, hence the second condition.)
pub fn is_sequential(graph: &Graph) -> bool {
    let order = graph.program_order() | graph.rf | graph.mo | reads_before(graph);
    order.is_acyclic() && is_atomic(graph)
}

/// `rmw ∩ (rb; mo) = ∅`: nothing comes between a read-modify-write's read and write.
fn is_atomic(graph: &Graph) -> bool {
    (graph.rmw & reads_before(graph).then(graph.mo)).is_empty()
}

/// `rb = rf⁻¹; mo`.
fn reads_before(graph: &Graph) -> Relation {
    graph.rf.inverse().then(graph.mo)
}

/// `eco = (rf ∪ mo ∪ rb)⁺`.
fn extended_coherence(graph: &Graph) -> Relation {
    (graph.rf | graph.mo | reads_before(graph)).closure()
}

/// `rs = [W⊒rlx]; (rf; rmw)*`: a write, and the read-modify-writes that follow on it.
///
/// This is the release sequence of C++20 (P0982R1). The paper has that of C++11,
/// `[W]; sb|loc?; [W⊒rlx]; (rf; rmw)*`, to which the same thread's later relaxed writes
/// to the location belong as well. Rust's atomics are those of C++20.
fn release_sequence(graph: &Graph) -> Relation {
    let writes = set(graph, |event| {
        event.sort == Sort::Write && is_relaxed(event)
    });
    let steps = graph.rf.then(graph.rmw).closure().or_same();
    Relation::identity(writes).then(steps)
}

/// `sw = [E⊒rel]; ([F]; sb)?; rs; rf; [R⊒rlx]; (sb; [F])?; [E⊒acq]`.
fn synchronizes_with(graph: &Graph) -> Relation {
    let sb = graph.program_order();
    let fences = Relation::identity(fences(graph));
    let reads = set(graph, |event| event.sort == Sort::Read && is_relaxed(event));
    let releasing = set(graph, |event| {
        matches!(event.order, Some(Release | AcqRel | SeqCst))
    });
    let acquiring = set(graph, |event| {
        matches!(event.order, Some(Acquire | AcqRel | SeqCst))
    });
    Relation::identity(releasing)
        .then(fences.then(sb).or_same())
        .then(release_sequence(graph))
        .then(graph.rf)
        .then(Relation::identity(reads))
        .then(sb.then(fences).or_same())
        .then(Relation::identity(acquiring))
}

/// `hb = (sb ∪ sw)⁺`.
fn happens_before(graph: &Graph) -> Relation {
    (graph.program_order() | synchronizes_with(graph)).closure()
}

/// `psc = psc_base ∪ psc_F`, for
///
/// - `scb = sb ∪ sb|≠loc; hb; sb|≠loc ∪ hb|loc ∪ mo ∪ rb`
/// - `psc_base = ([E^sc] ∪ [F^sc]; hb?); scb; ([E^sc] ∪ hb?; [F^sc])`
/// - `psc_F = [F^sc]; (hb ∪ hb; eco; hb); [F^sc]`
fn partial_sc(graph: &Graph, hb: Relation, eco: Relation) -> Relation {
    let sb = graph.program_order();
    let same = same_location(graph);
    let elsewhere = sb & !same;
    let scb =
        sb | elsewhere.then(hb).then(elsewhere) | (hb & same) | graph.mo | reads_before(graph);
    let total = set(graph, |event| event.order == Some(SeqCst));
    let fences = Relation::identity(total & fences(graph));
    let total = Relation::identity(total);
    let base = (total | fences.then(hb.or_same()))
        .then(scb)
        .then(total | hb.or_same().then(fences));
    let between = fences.then(hb | hb.then(eco).then(hb)).then(fences);
    base | between
}

/// Pairs of accesses to one location; a fence has none.
fn same_location(graph: &Graph) -> Relation {
    let events = &graph.events;
    Relation::of(events.len(), |one, other| {
        let (one, other) = (&events[one], &events[other]);
        let fence = one.sort == Sort::Fence || other.sort == Sort::Fence;
        !fence && one.location == other.location
    })
}

fn fences(graph: &Graph) -> Set {
    set(graph, |event| event.sort == Sort::Fence)
}

/// At least relaxed: all but the first writes.
fn is_relaxed(event: &Event) -> bool {
    event.order.is_some()
}

fn set(graph: &Graph, holds: impl Fn(&Event) -> bool) -> Set {
    let events = graph.events.iter().enumerate();
    events
        .filter(|(_, event)| holds(event))
        .fold(0, |set, (index, _)| set | 1 << index)
}

/// What is left of a read-modify-write's ordering for its read.
pub fn of_read(order: Ordering) -> Ordering {
    match order {
        AcqRel => Acquire,
        Release => Ordering::Relaxed,
        other => other,
    }
}

/// What is left of a read-modify-write's ordering for its write.
pub fn of_write(order: Ordering) -> Ordering {
    match order {
        AcqRel => Release,
        Acquire => Ordering::Relaxed,
        other => other,
    }
}
