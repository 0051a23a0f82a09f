//! The explorer against an enumeration of all schedules, on random small programs.
//!
//! The enumeration knows nothing of races or reduction: it tries every enabled thread
//! at every step. It shares the objects' state machines with the explorer (those have
//! tests of their own) and decides for itself which schedules are the same: by the
//! order of conflicting events. What must agree: the set of outcomes, and the number
//! of classes with the number of executions explored.
//!
//! `INTERLEAVE_FUZZ=n` sets the number of programs of each kind (2,000 without it, so
//! 14,000 in all).

mod axioms;
mod directed;
mod few;
mod generate;
mod known;
mod litmus;
mod naive;
mod program;
mod replay;
mod selects;
mod weak;

use program::{Program, explore};

/// How many programs of a kind to try.
fn programs() -> u64 {
    std::env::var("INTERLEAVE_FUZZ")
        .ok()
        .map(|n| n.parse().expect("INTERLEAVE_FUZZ is a number of programs"))
        .unwrap_or(2_000)
}

fn compare(program: &Program) -> bool {
    let Some(expected) = naive::enumerate(program, 3_000) else {
        return false;
    };
    let found = explore(program, 100_000);
    assert_eq!(found.outcomes, expected.outcomes, "outcomes of {program:?}");
    assert_eq!(
        found.executions, expected.classes as u64,
        "executions of {program:?}"
    );
    assert_eq!(found.redundant, 0, "executions given up of {program:?}");
    true
}

fn fuzz(kinds: generate::Kinds, seed: u64) {
    let mut random = generate::Random::new(seed);
    let wanted = programs();
    let (mut compared, mut tried) = (0, 0);
    while compared < wanted {
        tried += 1;
        compared += u64::from(compare(&generate::program(&mut random, kinds)));
        assert!(tried < 20 * wanted + 100, "too many programs are too large");
    }
}

#[test]
fn atomics_agree_with_all_schedules() {
    fuzz(generate::Kinds::Atomics, 0x5eed_0001);
}

#[test]
fn locks_and_atomics_agree_with_all_schedules() {
    fuzz(generate::Kinds::Locks, 0x5eed_0002);
}

#[test]
fn channels_agree_with_all_schedules() {
    fuzz(generate::Kinds::Channels, 0x5eed_0003);
}

#[test]
fn waiting_and_waking_agree_with_all_schedules() {
    fuzz(generate::Kinds::Waiting, 0x5eed_0004);
}

#[test]
fn choices_agree_with_all_schedules() {
    fuzz(generate::Kinds::Choosing, 0x5eed_0006);
}

#[test]
fn alternatives_agree_with_all_schedules() {
    fuzz(generate::Kinds::Alternatives, 0x5eed_0007);
}

#[test]
fn everything_together_agrees_with_all_schedules() {
    fuzz(generate::Kinds::All, 0x5eed_0005);
}
