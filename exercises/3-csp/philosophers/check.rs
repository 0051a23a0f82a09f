//! What is judged: that everybody eats, and who may eat at the same time.

use super::*;
use interleave::Run;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

const NAMES: [&str; 4] = ["0", "1", "2", "3"];

fn dinner(run: &Run, philosophers: usize) {
    let meals = [const { AtomicUsize::new(0) }; 4];
    dine(philosophers, |i| {
        let _eats = run.section(NAMES[i]);
        meals[i].fetch_add(1, SeqCst);
    });
    let meals = meals.map(AtomicUsize::into_inner);
    run.observe("meals", &meals[..philosophers]);
}

/// They share both forks.
#[test]
fn two() {
    interleave::explore(|run| dinner(run, 2)).assert_snapshot();
}

/// Each is a neighbour of each.
#[test]
fn three() {
    interleave::explore(|run| dinner(run, 3)).assert_snapshot();
}

/// Two pairs that have nothing to do with each other.
#[test]
fn four() {
    interleave::explore(|run| dinner(run, 4)).assert_snapshot();
}
