//! Programs whose number of graphs is known, from the definitions or from the literature.

use crate::oracle::axioms::program::Litmus;
use crate::oracle::axioms::{enumerate, enumerate_sequential};

/// The graphs under RC11, and if memory is sequentially consistent.
pub fn graphs(program: &Litmus) -> (usize, usize) {
    let (weak, sequential) = (enumerate(program), enumerate_sequential(program));
    assert!(sequential.outcomes.is_subset(&weak.outcomes), "{program}");
    (weak.graphs, sequential.graphs)
}

fn graphs_of(text: &str) -> (usize, usize) {
    graphs(&Litmus::parse(text))
}

#[test]
fn reads_and_writes_of_one_location_are_coherent() {
    // A load before or after the store, or one each.
    assert_eq!(graphs_of("x = 1 rlx || x rlx; x rlx"), (3, 3));
    // Two orders of the stores; in each, a load reads no older store than the one before.
    assert_eq!(
        graphs_of("x = 1 rlx || x rlx; x rlx || x = 2 rlx"),
        (12, 12)
    );
    // A thread reads its own store or a later one.
    assert_eq!(graphs_of("x = 1 rlx; x rlx || x = 2 rlx"), (3, 3));
}

#[test]
fn read_modify_writes_come_in_every_order() {
    assert_eq!(graphs_of("add x 1 rlx || add x 1 rlx"), (2, 2));
    assert_eq!(
        graphs_of("add x 1 rlx || add x 1 rlx || add x 1 rlx"),
        (6, 6)
    );
    assert_eq!(graphs_of("cas x 0 1 rlx rlx || cas x 0 1 rlx rlx"), (2, 2));
}

#[test]
fn a_weak_exchange_fails_without_a_cause() {
    let text = "weak x 0 1 acqrel rlx || weak x 0 1 acqrel rlx";
    let with = |spurious_failures| {
        let program = Litmus::parse(text);
        graphs(&Litmus {
            spurious_failures,
            ..program
        })
    };
    // One of them finds the 0 and the other one its 1,
    assert_eq!(with(0), (2, 2));
    // or one finds the 0 and fails,
    assert_eq!(with(1), (4, 2));
    // or both do.
    assert_eq!(with(2), (5, 2));
}

#[test]
fn a_release_sequence_is_that_of_cpp20() {
    let read = "y acq; if 2: x rlx";
    // The thread's own relaxed store doesn't hand on what its release before it did.
    let stores = format!("x = 1 rlx; y = 1 rel; y = 2 rlx || {read}");
    assert_eq!(graphs_of(&stores), (4, 3));
    // A read-modify-write does, whoever does it.
    let swaps = format!("x = 1 rlx; y = 1 rel; swap y 2 rlx || {read}");
    assert_eq!(graphs_of(&swaps), (3, 3));
}

#[test]
fn outcomes_are_what_has_a_name() {
    let program =
        Litmus::parse("x = 1 rlx; a = y rlx; if 0: y = 2 rlx || b = add y 1 rlx finally y");
    let outcomes = enumerate(&program).outcomes;
    let texts: Vec<String> = outcomes.iter().map(|one| one.text(&program)).collect();
    assert_eq!(
        texts,
        [
            "y = 2, a = 0, b = 0",
            "y = 3, a = 0, b = 2",
            "y = 1, a = 1, b = 0"
        ]
    );
}

#[test]
fn text_and_program_are_the_same() {
    let text = "if 1: a = weak x 0 1 acqrel acq; x = r sc; fence rel || b = swap y 2 sc; \
                c = add z 1 acq; d = cas w 1 2 rel rlx; y = r+1 rel; e = z sc finally x w";
    assert_eq!(Litmus::parse(text).to_string(), text);
}
