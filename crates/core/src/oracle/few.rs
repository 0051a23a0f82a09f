//! The exploration with few preemptions against an enumeration of all schedules that have
//! no more, on random small programs.
//!
//! What must agree, for bounds of 0, 1 and 2: the set of outcomes; the number of classes
//! with the number of executions told to be new, each with the fewest preemptions that a
//! schedule of its class has, and in that order; whether anything was cut off. And no more
//! executions may be begun than there are schedules.

use super::generate::{self, Kinds, Random};
use super::program::{Program, explore_few};
use super::{naive, programs};

pub fn compare(program: &Program, most: usize) -> bool {
    let Some(expected) = naive::enumerate_with_few(program, most, 1_000) else {
        return false;
    };
    let found = explore_few(program, most, 100_000);
    let what = || format!("with {most} preemptions of {program:?}");
    assert_eq!(found.outcomes, expected.outcomes, "outcomes {}", what());
    let mut fewest: Vec<usize> = expected.classes.values().copied().collect();
    fewest.sort_unstable();
    assert_eq!(found.preemptions, fewest, "executions {}", what());
    assert!(found.begun <= expected.schedules as u64, "begun {}", what());
    if !expected.cut {
        assert!(!found.cut, "nothing was cut off {}", what());
    }
    if !found.cut {
        let all = naive::enumerate(program, 20_000);
        let complete = all.is_none_or(|all| all.classes as u64 == found.executions);
        assert!(complete, "not exhaustive {}", what());
    }
    true
}

fn fuzz(kinds: Kinds, seed: u64) {
    let mut random = Random::new(seed);
    let wanted = programs() / 4;
    let (mut compared, mut tried) = (0, 0);
    while compared < wanted {
        tried += 1;
        let program = generate::program(&mut random, kinds);
        compared += u64::from((0..=2).all(|most| compare(&program, most)));
        assert!(tried < 20 * wanted + 100, "too many programs are too large");
    }
}

#[test]
fn atomics_with_few_preemptions() {
    fuzz(Kinds::Atomics, 0xfe5_0001);
}

#[test]
fn locks_and_atomics_with_few_preemptions() {
    fuzz(Kinds::Locks, 0xfe5_0002);
}

#[test]
fn channels_with_few_preemptions() {
    fuzz(Kinds::Channels, 0xfe5_0003);
}

#[test]
fn waiting_and_waking_with_few_preemptions() {
    fuzz(Kinds::Waiting, 0xfe5_0004);
}

#[test]
fn alternatives_with_few_preemptions() {
    fuzz(Kinds::Alternatives, 0xfe5_0006);
}

#[test]
fn everything_together_with_few_preemptions() {
    fuzz(Kinds::All, 0xfe5_0005);
}
