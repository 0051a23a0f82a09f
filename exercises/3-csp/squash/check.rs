//! What is judged: what comes out in the east, and that everybody ends.

use super::*;
use std::sync::mpsc::sync_channel;
use std::thread;

/// What comes out when this goes in.
fn squashed(text: &str) -> String {
    let (to_squash, west) = sync_channel(1);
    let (east, from_squash) = sync_channel(1);
    thread::scope(|s| {
        s.spawn(move || text.chars().try_for_each(|c| to_squash.send(c)));
        s.spawn(move || squash(west, east));
        from_squash.iter().collect()
    })
}

/// A pair in the middle, and an asterisk that is alone.
#[test]
fn pairs_and_singles() {
    interleave::explore(|run| run.observe("east", squashed("**b*c"))).assert_snapshot();
}

/// The last asterisk has no other.
#[test]
fn an_odd_one_at_the_end() {
    interleave::explore(|run| run.observe("east", squashed("***"))).assert_snapshot();
}

/// Two pairs.
#[test]
fn four_in_a_row() {
    interleave::explore(|run| run.observe("east", squashed("****"))).assert_snapshot();
}

/// The west has nothing to say.
#[test]
fn nothing() {
    interleave::explore(|run| run.observe("east", squashed(""))).assert_snapshot();
}

/// The east wants one character.
#[test]
fn the_east_ends_early() {
    interleave::explore(|run| {
        let (to_squash, west) = sync_channel(1);
        let (east, from_squash) = sync_channel(1);
        thread::scope(|s| {
            s.spawn(move || "a*b".chars().try_for_each(|c| to_squash.send(c)));
            s.spawn(move || squash(west, east));
            run.observe("east", from_squash.into_iter().next());
        });
    })
    .assert_snapshot();
}
