//! What is judged: which numbers are given, whoever asks first.

use super::*;
use std::thread;

/// What `threads` threads get that ask so often each: the numbers, sorted, and how often
/// the answer was `None`.
fn asked_by(threads: usize, times: usize, ids: &Ids) -> (Vec<u32>, usize) {
    let answers = thread::scope(|s| {
        let ask = || (0..times).map(|_| ids.next()).collect::<Vec<_>>();
        let asking: Vec<_> = (0..threads).map(|_| s.spawn(ask)).collect();
        let mut answers = Vec::new();
        for thread in asking {
            answers.extend(thread.join().unwrap());
        }
        answers
    });
    let mut given: Vec<u32> = answers.iter().flatten().copied().collect();
    given.sort_unstable();
    let none = answers.len() - given.len();
    (given, none)
}

/// Two threads ask once each, and there are plenty.
#[test]
fn no_number_twice() {
    interleave::explore(|run| {
        let (given, none) = asked_by(2, 1, &Ids::new(1, 10));
        run.observe("given", given);
        run.observe("none", none);
    })
    .assert_snapshot();
}

/// Three threads ask once each, and there are just three.
#[test]
fn three_get_three() {
    interleave::explore(|run| {
        let (given, none) = asked_by(3, 1, &Ids::new(1, 4));
        run.observe("given", given);
        run.observe("none", none);
    })
    .assert_snapshot();
}

/// Two threads want the last one.
#[test]
fn the_last_goes_to_one() {
    interleave::explore(|run| {
        let (given, none) = asked_by(2, 1, &Ids::new(9, 10));
        run.observe("given", given);
        run.observe("none", none);
    })
    .assert_snapshot();
}

/// Two threads go on asking, at the end of the type.
#[test]
fn none_after_the_end() {
    interleave::explore(|run| {
        let (given, none) = asked_by(2, 2, &Ids::new(u32::MAX - 1, u32::MAX));
        run.observe("given", given);
        run.observe("none", none);
    })
    .assert_snapshot();
}

/// One thread alone.
#[test]
fn in_order() {
    interleave::explore(|run| {
        let ids = Ids::new(5, 8);
        let answers: Vec<_> = (0..4).map(|_| ids.next()).collect();
        run.observe("answers", answers);
        run.observe("of none", Ids::new(3, 3).next());
    })
    .assert_snapshot();
}
