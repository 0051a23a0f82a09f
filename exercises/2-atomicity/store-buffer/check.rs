//! What is judged: who wins, with weak memory.

use super::*;
use interleave::{Check, Exploration, Run};
use std::thread;

fn explore<'p>(program: impl Fn(&Run) + Send + Sync + 'p) -> Exploration<'p> {
    Check::new().weak_memory().explore(program)
}

fn two_flags() -> (AtomicBool, AtomicBool) {
    (AtomicBool::new(false), AtomicBool::new(false))
}

/// Two threads claim at once.
#[test]
fn both_never_win() {
    explore(|run| {
        let (left, right) = two_flags();
        let (left_wins, right_wins) = thread::scope(|s| {
            let first = s.spawn(|| claim(&left, &right));
            let second = s.spawn(|| claim(&right, &left));
            (first.join().unwrap(), second.join().unwrap())
        });
        run.observe("left wins", left_wins);
        run.observe("right wins", right_wins);
    })
    .assert_snapshot();
}

/// One after the other: the second thread begins when the first has ended.
#[test]
fn who_comes_first_wins() {
    explore(|run| {
        let (left, right) = two_flags();
        let (left_wins, right_wins) = thread::scope(|s| {
            let left_wins = s.spawn(|| claim(&left, &right)).join().unwrap();
            (left_wins, s.spawn(|| claim(&right, &left)).join().unwrap())
        });
        run.observe("left wins", left_wins);
        run.observe("right wins", right_wins);
    })
    .assert_snapshot();
}

/// Both flags are up in the end, whoever has won.
#[test]
fn flags_stay_up() {
    explore(|run| {
        let (left, right) = two_flags();
        thread::scope(|s| {
            s.spawn(|| claim(&left, &right));
            s.spawn(|| claim(&right, &left));
        });
        run.observe("left", left.load(Ordering::Relaxed));
        run.observe("right", right.load(Ordering::Relaxed));
    })
    .assert_snapshot();
}
