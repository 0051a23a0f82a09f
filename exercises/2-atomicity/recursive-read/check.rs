//! What is observed of a cache: the addresses that it gives while another thread
//! changes it, and whether everybody gets on.

use super::*;
use Record::{Address, Alias};
use std::thread;

/// One thread: over no alias, one, two, and to nothing.
#[test]
fn aliases_are_followed() {
    interleave::explore(|run| {
        let cache = Cache::new();
        cache.insert("host", Address(1));
        cache.insert("www", Alias("host"));
        cache.insert("web", Alias("www"));
        cache.insert("lost", Alias("nowhere"));
        let found = ["host", "www", "web", "lost", "unknown"].map(|name| cache.resolve(name));
        run.observe("found", found);
    })
    .assert_snapshot();
}

/// One thread: a name that leads to no address gets the one that is offered.
#[test]
fn a_missing_address_is_inserted() {
    interleave::explore(|run| {
        let cache = Cache::new();
        cache.insert("lost", Alias("nowhere"));
        let answers = ["new", "lost"].map(|name| cache.resolve_or_insert(name, 7));
        let kept = ["new", "lost", "nowhere"].map(|name| cache.resolve(name));
        run.observe("answers", answers);
        run.observe("kept", kept);
    })
    .assert_snapshot();
}

/// One thread: a name that leads to an address keeps it, also over an alias.
#[test]
fn a_known_address_stays() {
    interleave::explore(|run| {
        let cache = Cache::new();
        cache.insert("host", Address(1));
        cache.insert("www", Alias("host"));
        let answers = ["host", "www"].map(|name| cache.resolve_or_insert(name, 7));
        run.observe("answers", answers);
        run.observe("kept", ["host", "www"].map(|name| cache.resolve(name)));
    })
    .assert_snapshot();
}

/// A writer comes along while a reader follows an alias.
#[test]
fn a_waiting_writer_stops_nobody() {
    interleave::explore(|run| {
        let cache = Cache::new();
        cache.insert("host", Address(1));
        cache.insert("www", Alias("host"));
        let found = thread::scope(|s| {
            s.spawn(|| cache.insert("mail", Address(2)));
            cache.resolve("www")
        });
        run.observe("found", found);
        run.observe("mail", cache.resolve("mail"));
    })
    .assert_snapshot();
}

/// `www` moves to another host, then its old host gets another address. There is no
/// moment at which `www` leads to that one.
#[test]
fn an_answer_was_true_at_some_moment() {
    interleave::explore(|run| {
        let cache = Cache::new();
        cache.insert("old", Address(1));
        cache.insert("new", Address(2));
        cache.insert("www", Alias("old"));
        let found = thread::scope(|s| {
            s.spawn(|| {
                cache.insert("www", Alias("new"));
                cache.insert("old", Address(99));
            });
            cache.resolve("www")
        });
        run.observe("found", found);
    })
    .assert_snapshot();
}

/// Two threads offer an address for the same unknown name, and both must go by the
/// one that is kept.
#[test]
fn two_inserters_agree() {
    interleave::explore(|run| {
        let cache = Cache::new();
        let answers = thread::scope(|s| {
            let first = s.spawn(|| cache.resolve_or_insert("host", 1));
            let second = cache.resolve_or_insert("host", 2);
            [first.join().unwrap(), second]
        });
        run.observe("answers", answers);
        run.observe("kept", cache.resolve("host"));
    })
    .assert_snapshot();
}
