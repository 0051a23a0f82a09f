//! What is judged: the answers of an array of processes, and that all of them end.

use super::*;
use std::sync::mpsc::channel;
use std::thread;

/// The user's side of a set.
struct Set {
    first: Sender<Request>,
    answers: Receiver<bool>,
}

impl Set {
    fn insert(&self, number: u32) {
        self.first.send(Request::Insert(number)).unwrap();
    }

    fn has(&self, number: u32) -> bool {
        self.first.send(Request::Has(number)).unwrap();
        self.answers.recv().unwrap()
    }
}

/// What `user` makes of a set of so many processes.
fn with_set<R>(processes: usize, user: impl FnOnce(Set) -> R) -> R {
    let (to_user, answers) = channel();
    thread::scope(|s| {
        let mut next = None;
        for _ in 0..processes {
            let (first, requests) = channel();
            let (after, to_user) = (next.replace(first), to_user.clone());
            s.spawn(move || member(requests, after, to_user));
        }
        drop(to_user);
        let first = next.unwrap();
        user(Set { first, answers })
    })
}

/// The numbers move to their places.
#[test]
fn in_any_order() {
    interleave::explore(|run| {
        let has = with_set(3, |set| {
            for number in [2, 3, 1] {
                set.insert(number);
            }
            [1, 2, 3, 4].map(|number| set.has(number))
        });
        run.observe("has", has);
    })
    .assert_snapshot();
}

/// The 2 may still be on its way to the second process.
#[test]
fn a_question_behind_a_number() {
    interleave::explore(|run| {
        let has = with_set(2, |set| {
            set.insert(2);
            set.insert(1);
            set.has(2)
        });
        run.observe("has 2", has);
    })
    .assert_snapshot();
}

/// There is room for the 5 if the 4 is there once.
#[test]
fn twice_the_same() {
    interleave::explore(|run| {
        let has = with_set(2, |set| {
            for number in [4, 4, 5] {
                set.insert(number);
            }
            [4, 5].map(|number| set.has(number))
        });
        run.observe("has", has);
    })
    .assert_snapshot();
}

/// The largest number has no place.
#[test]
fn full() {
    interleave::explore(|run| {
        let has = with_set(2, |set| {
            for number in [1, 3, 2] {
                set.insert(number);
            }
            [1, 2, 3].map(|number| set.has(number))
        });
        run.observe("has", has);
    })
    .assert_snapshot();
}

/// Nothing was inserted.
#[test]
fn empty() {
    interleave::explore(|run| run.observe("has", with_set(2, |set| set.has(0)))).assert_snapshot();
}
