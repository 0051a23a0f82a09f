//! The oracle's own tests: programs whose number of graphs is known.

use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};

use crate::oracle::axioms::program::{
    Litmus, add, exchange, exchange_weak, fence, load, store, swap,
};
use crate::oracle::axioms::{enumerate, enumerate_sequential};

const X: usize = 0;
const Y: usize = 1;

/// The graphs under RC11, and if memory is sequentially consistent.
fn graphs(program: &Litmus) -> (usize, usize) {
    let (weak, sequential) = (enumerate(program), enumerate_sequential(program));
    assert!(sequential.outcomes.is_subset(&weak.outcomes), "{program:?}");
    (weak.graphs, sequential.graphs)
}

fn store_buffering(write: Ordering, read: Ordering) -> Litmus {
    Litmus::new([
        vec![store(X, 1, write), load(Y, read)],
        vec![store(Y, 1, write), load(X, read)],
    ])
}

#[test]
fn store_buffering_has_four_graphs_and_three_in_order() {
    assert_eq!(graphs(&store_buffering(Relaxed, Relaxed)), (4, 3));
    assert_eq!(graphs(&store_buffering(Release, Acquire)), (4, 3));
    assert_eq!(graphs(&store_buffering(SeqCst, SeqCst)), (3, 3));
}

#[test]
fn a_message_has_three_graphs_if_it_is_released_and_acquired() {
    let passing = |write, read| {
        Litmus::new([
            vec![store(X, 1, Relaxed), store(Y, 1, write)],
            vec![load(Y, read), load(X, Relaxed)],
        ])
    };
    assert_eq!(graphs(&passing(Release, Acquire)), (3, 3));
    assert_eq!(graphs(&passing(Release, Relaxed)), (4, 3));
    assert_eq!(graphs(&passing(Relaxed, Acquire)), (4, 3));
}

#[test]
fn loads_are_not_buffered() {
    let program = Litmus::new([
        vec![load(X, Relaxed), store(Y, 1, Relaxed)],
        vec![load(Y, Relaxed), store(X, 1, Relaxed)],
    ]);
    assert_eq!(graphs(&program), (3, 3));
}

#[test]
fn independent_reads_of_independent_writes() {
    let program = |order, write| {
        Litmus::new([
            vec![store(X, 1, write)],
            vec![store(Y, 1, write)],
            vec![load(X, order), load(Y, order)],
            vec![load(Y, order), load(X, order)],
        ])
    };
    assert_eq!(graphs(&program(Acquire, Release)), (16, 15));
    assert_eq!(graphs(&program(Acquire, SeqCst)), (16, 15));
    assert_eq!(graphs(&program(SeqCst, SeqCst)), (15, 15));
}

#[test]
fn two_writes_each() {
    let program = |order| {
        Litmus::new([
            vec![store(X, 1, order), store(Y, 2, order)],
            vec![store(Y, 1, order), store(X, 2, order)],
        ])
    };
    assert_eq!(graphs(&program(Release)), (4, 3));
    assert_eq!(graphs(&program(SeqCst)), (3, 3));
}

#[test]
fn reads_of_one_location_agree() {
    // Nothing of both writes; then one of four orders of two reads of three values.
    let program = Litmus::new([
        vec![store(X, 1, Relaxed)],
        vec![load(X, Relaxed), load(X, Relaxed)],
    ]);
    assert_eq!(graphs(&program), (3, 3));
    let program = Litmus::new([
        vec![store(X, 1, Relaxed)],
        vec![load(X, Relaxed), load(X, Relaxed)],
        vec![store(X, 2, Relaxed)],
    ]);
    assert_eq!(graphs(&program), (12, 12));
}

#[test]
fn a_thread_reads_its_own_write_or_a_later_one() {
    let program = Litmus::new([
        vec![store(X, 1, Relaxed), load(X, Relaxed)],
        vec![store(X, 2, Relaxed)],
    ]);
    assert_eq!(graphs(&program), (3, 3));
}

#[test]
fn additions_come_in_every_order() {
    for (count, orders) in [(2, 2), (3, 6), (4, 24)] {
        let mut program = Litmus::new([vec![add(X, 1, Relaxed)]]);
        program.threads = vec![program.threads[0].clone(); count];
        assert_eq!(graphs(&program), (orders, orders));
    }
}

#[test]
fn an_exchange_succeeds_once() {
    let exchange = exchange(X, (0, 1), (AcqRel, Relaxed));
    let program = Litmus::new([vec![exchange], vec![exchange]]);
    assert_eq!(graphs(&program), (2, 2));
}

#[test]
fn a_weak_exchange_fails_without_a_cause() {
    let weak = exchange_weak(X, (0, 1), (AcqRel, Relaxed));
    let mut program = Litmus::new([vec![weak], vec![weak]]);
    // As above; or one of them finds the 0 and fails, and the other one doesn't.
    assert_eq!(graphs(&program), (4, 2));
    program.spurious_failures = 2;
    assert_eq!(graphs(&program), (5, 2));
    program.spurious_failures = 0;
    assert_eq!(graphs(&program), (2, 2));
}

#[test]
fn fences_restore_order() {
    let program = |order| {
        Litmus::new([
            vec![store(X, 1, Relaxed), fence(order), load(Y, Relaxed)],
            vec![store(Y, 1, Relaxed), fence(order), load(X, Relaxed)],
        ])
    };
    assert_eq!(graphs(&program(SeqCst)), (3, 3));
    assert_eq!(graphs(&program(AcqRel)), (4, 3));
}

#[test]
fn a_release_sequence_is_that_of_cpp20() {
    let read = || vec![load(Y, Acquire), load(X, Relaxed).only_if(2)];
    let write = |second| vec![store(X, 1, Relaxed), store(Y, 1, Release), second];
    // The thread's own relaxed write doesn't hand on what the release before it did.
    let own = Litmus::new([write(store(Y, 2, Relaxed)), read()]);
    assert_eq!(graphs(&own), (4, 3));
    // Its own read-modify-write does.
    let own = Litmus::new([write(swap(Y, 2, Relaxed)), read()]);
    assert_eq!(graphs(&own), (3, 3));
}
