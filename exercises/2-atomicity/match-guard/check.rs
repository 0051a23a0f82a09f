//! What is observed of a tally: what `add` answers, and what is counted in the end.

use super::*;
use std::thread;

/// Another thread adds a word while this one adds one: both answers, in ascending order.
fn add_at_once(tally: &Tally, theirs: &str, ours: &str) -> [u32; 2] {
    let mut answers = thread::scope(|s| {
        let theirs = s.spawn(|| tally.add(theirs));
        let ours = tally.add(ours);
        [theirs.join().unwrap(), ours]
    });
    answers.sort_unstable();
    answers
}

/// The word is looked up, is not there, and is inserted.
#[test]
fn a_new_word_counts_one() {
    interleave::explore(|run| {
        let tally = Tally::new();
        run.observe("answer", tally.add("ping"));
        run.observe("count", tally.count("ping"));
    })
    .assert_snapshot();
}

/// The word is looked up and is there. The empty string is a word as any other.
#[test]
fn a_known_word_counts_on() {
    interleave::explore(|run| {
        let tally = Tally::new();
        let answers = ["ping", "", "ping", "pong", "ping", ""].map(|word| tally.add(word));
        run.observe("answers", answers);
    })
    .assert_snapshot();
}

/// Asking for a word does not add it.
#[test]
fn a_word_never_added_counts_zero() {
    interleave::explore(|run| {
        let tally = Tally::new();
        run.observe("before", tally.count("ping"));
        run.observe("answer", tally.add("ping"));
    })
    .assert_snapshot();
}

/// Both threads bring the same word, which nobody has brought before.
#[test]
fn two_threads_add_the_same_new_word() {
    interleave::explore(|run| {
        let tally = Tally::new();
        run.observe("answers", add_at_once(&tally, "ping", "ping"));
        run.observe("count", tally.count("ping"));
    })
    .assert_snapshot();
}

/// Both threads bring a word that is there already.
#[test]
fn two_threads_add_a_known_word() {
    interleave::explore(|run| {
        let tally = Tally::new();
        tally.add("ping");
        run.observe("answers", add_at_once(&tally, "ping", "ping"));
        run.observe("count", tally.count("ping"));
    })
    .assert_snapshot();
}

/// Two new words at once don't get in each other's way.
#[test]
fn two_threads_add_different_words() {
    interleave::explore(|run| {
        let tally = Tally::new();
        run.observe("answers", add_at_once(&tally, "ping", "pong"));
        run.observe("ping", tally.count("ping"));
        run.observe("pong", tally.count("pong"));
    })
    .assert_snapshot();
}
