//! Two threads, two locations: the shapes of which everything else is made.

use std::sync::atomic::Ordering::{self, Acquire, Relaxed, Release, SeqCst};

use crate::test::Weak::{self, Allows, Forbids};
use crate::test::{Test, formal};

/// Store buffering: each thread stores, then reads the other's. Do both read 0?
fn store_buffering(name: &str, [w, r, v, s]: [Ordering; 4], both_read_0: Weak) {
    let shape = "x = 1 ?; a = y ? || y = 1 ?; b = x ?";
    Test::litmus(name, &formal(shape, &[w, r, v, s]))
        .thread(|m| {
            m.x.store(1, w);
            m.see("a", m.y.load(r));
        })
        .thread(|m| {
            m.y.store(1, v);
            m.see("b", m.x.load(s));
        })
        .all_but(both_read_0, "a = 0, b = 0")
        .check();
}

#[test]
fn sb() {
    store_buffering("SB", [Relaxed; 4], Allows(4));
    store_buffering(
        "SB+rel+acq",
        [Release, Acquire, Release, Acquire],
        Allows(4),
    );
    // A total order of the four of them needs all four.
    store_buffering("SB+4sc", [SeqCst; 4], Forbids(3));
    store_buffering("SB+3sc+acq", [SeqCst, SeqCst, SeqCst, Acquire], Allows(4));
    store_buffering("SB+3sc+rel", [SeqCst, SeqCst, Release, SeqCst], Allows(4));
}

#[test]
fn sb_with_a_look_at_ones_own_store() {
    // Reading it changes nothing, though these reads are in the total order.
    Test::litmus(
        "SB+rfis",
        "x = 1 rel; x sc; a = y sc || y = 1 rel; y sc; b = x sc",
    )
    .thread(|m| {
        m.x.store(1, Release);
        m.x.load(SeqCst);
        m.see("a", m.y.load(SeqCst));
    })
    .thread(|m| {
        m.y.store(1, Release);
        m.y.load(SeqCst);
        m.see("b", m.x.load(SeqCst));
    })
    .all_but(Allows(4), "a = 0, b = 0")
    .check();
}

/// Message passing: data, then a flag. Is the flag seen, and not the data?
fn message_passing(name: &str, [w, v, r, s]: [Ordering; 4], data_missed: Weak) {
    let shape = "x = 1 ?; y = 1 ? || a = y ?; b = x ?";
    Test::litmus(name, &formal(shape, &[w, v, r, s]))
        .thread(|m| {
            m.x.store(1, w);
            m.y.store(1, v);
        })
        .thread(|m| {
            m.see("a", m.y.load(r));
            m.see("b", m.x.load(s));
        })
        .all_but(data_missed, "a = 1, b = 0")
        .check();
}

#[test]
fn mp() {
    message_passing("MP+rlx", [Relaxed; 4], Allows(4));
    message_passing(
        "MP+rel+acq",
        [Relaxed, Release, Acquire, Relaxed],
        Forbids(3),
    );
    message_passing(
        "MP+rel+rlx",
        [Relaxed, Release, Relaxed, Relaxed],
        Allows(4),
    );
    message_passing(
        "MP+rlx+acq",
        [Relaxed, Relaxed, Acquire, Relaxed],
        Allows(4),
    );
    message_passing("MP+sc+sc", [Relaxed, SeqCst, SeqCst, Relaxed], Forbids(3));
    // The orderings belong to the flag: on the data they do nothing.
    message_passing("MP+data", [Release, Relaxed, Relaxed, Acquire], Allows(4));
    message_passing("MP+data+sc", [SeqCst, Relaxed, Relaxed, SeqCst], Allows(4));
}

/// Load buffering: each thread reads, then stores. Does each read what the other has
/// still to store? Compilers and processors may do that; RC11 forbids it for all
/// orderings, for the sake of values out of thin air.
fn load_buffering(name: &str, [r, w, s, v]: [Ordering; 4]) {
    let shape = "a = x ?; y = 1 ? || b = y ?; x = 1 ?";
    Test::litmus(name, &formal(shape, &[r, w, s, v]))
        .thread(|m| {
            m.see("a", m.x.load(r));
            m.y.store(1, w);
        })
        .thread(|m| {
            m.see("b", m.y.load(s));
            m.x.store(1, v);
        })
        .all_but(Forbids(3), "a = 1, b = 1")
        .check();
}

#[test]
fn lb() {
    load_buffering("LB", [Relaxed; 4]);
    load_buffering("LB+acq", [Acquire, Relaxed, Acquire, Relaxed]);
    load_buffering("LB+rel", [Relaxed, Release, Relaxed, Release]);
}

#[test]
fn lb_copying_what_was_read() {
    // Values out of thin air: nobody stores anything but what it has read.
    Test::litmus("LB+data", "a = x rlx; y = r rlx || b = y rlx; x = r rlx")
        .thread(|m| {
            let a = m.x.load(Relaxed);
            m.see("a", a);
            m.y.store(a, Relaxed);
        })
        .thread(|m| {
            let b = m.y.load(Relaxed);
            m.see("b", b);
            m.x.store(b, Relaxed);
        })
        .sequential(3, ["a = 0, b = 0"])
        .never(["a = 42, b = 42"])
        .check();
}

/// S: a store, then a flag; who sees the flag stores, too. Does that come first?
fn s(name: &str, [w, v, r, u]: [Ordering; 4], overtakes: Weak) {
    let shape = "x = 2 ?; y = 1 ? || a = y ?; x = 1 ? finally x";
    Test::litmus(name, &formal(shape, &[w, v, r, u]))
        .thread(|m| {
            m.x.store(2, w);
            m.y.store(1, v);
        })
        .thread(|m| {
            m.see("a", m.y.load(r));
            m.x.store(1, u);
        })
        .sequential(3, ["x = 1, a = 0", "x = 2, a = 0", "x = 1, a = 1"])
        .weak(overtakes, ["x = 2, a = 1"])
        .check();
}

#[test]
fn store_after_a_flag() {
    s("S", [Relaxed; 4], Allows(4));
    s(
        "S+rel+acq",
        [Relaxed, Release, Acquire, Relaxed],
        Forbids(3),
    );
    s("S+rel+rlx", [Relaxed, Release, Relaxed, Relaxed], Allows(4));
    s("S+rlx+acq", [Relaxed, Relaxed, Acquire, Relaxed], Allows(4));
    s("S+sc", [SeqCst; 4], Forbids(3));
}

/// R: does a store to y come after the other thread's, and its thread not see what that
/// one stored before?
fn r(name: &str, [w, v, u, r]: [Ordering; 4], missed: Weak) {
    let shape = "x = 1 ?; y = 1 ? || y = 2 ?; a = x ? finally y";
    Test::litmus(name, &formal(shape, &[w, v, u, r]))
        .thread(|m| {
            m.x.store(1, w);
            m.y.store(1, v);
        })
        .thread(|m| {
            m.y.store(2, u);
            m.see("a", m.x.load(r));
        })
        .sequential(3, ["y = 1, a = 0", "y = 1, a = 1", "y = 2, a = 1"])
        .weak(missed, ["y = 2, a = 0"])
        .check();
}

#[test]
fn overwriting_is_not_reading() {
    r("R", [Relaxed; 4], Allows(4));
    r("R+rel+acq", [Release, Release, Release, Acquire], Allows(4));
    r("R+4sc", [SeqCst; 4], Forbids(3));
    r("R+3sc+rlx", [Relaxed, SeqCst, SeqCst, SeqCst], Allows(4));
    r("R+3sc+acq", [SeqCst, SeqCst, SeqCst, Acquire], Allows(4));
}

/// 2+2W: each thread stores to both. Does each have the other's second one overwritten?
fn two_writes_each(name: &str, [w, v, u, t]: [Ordering; 4], first_ones_last: Weak) {
    let shape = "x = 1 ?; y = 2 ? || y = 1 ?; x = 2 ? finally x y";
    Test::litmus(name, &formal(shape, &[w, v, u, t]))
        .thread(|m| {
            m.x.store(1, w);
            m.y.store(2, v);
        })
        .thread(|m| {
            m.y.store(1, u);
            m.x.store(2, t);
        })
        .sequential(3, ["x = 2, y = 1", "x = 1, y = 2", "x = 2, y = 2"])
        .weak(first_ones_last, ["x = 1, y = 1"])
        .check();
}

#[test]
fn two_plus_two_writes() {
    two_writes_each("2+2W+rlx", [Relaxed; 4], Allows(4));
    two_writes_each("2+2W", [Release; 4], Allows(4));
    two_writes_each("2+2W+4sc", [SeqCst; 4], Forbids(3));
    two_writes_each(
        "2+2W+3sc+rel1",
        [SeqCst, SeqCst, Release, SeqCst],
        Allows(4),
    );
    two_writes_each(
        "2+2W+3sc+rel2",
        [SeqCst, SeqCst, SeqCst, Release],
        Allows(4),
    );
}
