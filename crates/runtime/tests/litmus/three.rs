//! Three and four threads: who knows what through whom.

use std::sync::atomic::Ordering::{self, Acquire, Relaxed, Release, SeqCst};

use crate::test::Weak::{self, Allows, Forbids};
use crate::test::{Test, formal};

/// WRC, write to read causality: a store, read and passed on by another thread. Does the
/// third see the message, and not the store?
fn passed_on(name: &str, [r, w, s]: [Ordering; 3], missed: Weak) {
    let shape = "x = 1 rlx || a = x ?; y = 1 ? || b = y ?; c = x rlx";
    Test::litmus(name, &formal(shape, &[r, w, s]))
        .thread(|m| m.x.store(1, Relaxed))
        .thread(|m| {
            m.see("a", m.x.load(r));
            m.y.store(1, w);
        })
        .thread(|m| {
            m.see("b", m.y.load(s));
            m.see("c", m.x.load(Relaxed));
        })
        .all_but(missed, "a = 1, b = 1, c = 0")
        .check();
}

#[test]
fn wrc() {
    passed_on("WRC", [Relaxed; 3], Allows(8));
    // What a thread has read, even relaxed, it passes on with its release.
    passed_on("WRC+rel+acq", [Relaxed, Release, Acquire], Forbids(7));
    passed_on("WRC+acq+rel+rlx", [Acquire, Release, Relaxed], Allows(8));
    passed_on("WRC+acq+rlx+acq", [Acquire, Relaxed, Acquire], Allows(8));
}

/// RWC, read to write causality: a store is seen by one thread that doesn't see another's
/// store yet. Does that other one not see the first store?
fn read_to_write(name: &str, [w, r, s, v, t]: [Ordering; 5], missed: Weak) {
    let shape = "x = 1 ? || a = x ?; b = y ? || y = 1 ?; c = x ?";
    Test::litmus(name, &formal(shape, &[w, r, s, v, t]))
        .thread(|m| m.x.store(1, w))
        .thread(|m| {
            m.see("a", m.x.load(r));
            m.see("b", m.y.load(s));
        })
        .thread(|m| {
            m.y.store(1, v);
            m.see("c", m.x.load(t));
        })
        .all_but(missed, "a = 1, b = 0, c = 0")
        .check();
}

#[test]
fn rwc() {
    read_to_write("RWC", [Relaxed; 5], Allows(8));
    read_to_write(
        "RWC+rel+acq",
        [Release, Acquire, Acquire, Release, Acquire],
        Allows(8),
    );
    read_to_write("RWC+sc", [SeqCst; 5], Forbids(7));
    // What is seen by an acquire load comes before, but not in the total order.
    read_to_write(
        "RWC+acq+sc",
        [SeqCst, Acquire, SeqCst, SeqCst, SeqCst],
        Allows(8),
    );
}

/// ISA2: a message about a message.
fn message_about_a_message(name: &str, [w, r, v, s]: [Ordering; 4], missed: Weak) {
    let shape = "x = 1 rlx; y = 1 ? || a = y ?; z = 1 ? || b = z ?; c = x rlx";
    Test::litmus(name, &formal(shape, &[w, r, v, s]))
        .thread(|m| {
            m.x.store(1, Relaxed);
            m.y.store(1, w);
        })
        .thread(|m| {
            m.see("a", m.y.load(r));
            m.z.store(1, v);
        })
        .thread(|m| {
            m.see("b", m.z.load(s));
            m.see("c", m.x.load(Relaxed));
        })
        .all_but(missed, "a = 1, b = 1, c = 0")
        .check();
}

#[test]
fn isa2() {
    message_about_a_message("ISA2", [Relaxed; 4], Allows(8));
    message_about_a_message(
        "ISA2+rel+acq",
        [Release, Acquire, Release, Acquire],
        Forbids(7),
    );
    message_about_a_message(
        "ISA2+rel+rlx",
        [Release, Relaxed, Release, Acquire],
        Allows(8),
    );
    message_about_a_message(
        "ISA2+rlx+acq",
        [Release, Acquire, Relaxed, Acquire],
        Allows(8),
    );
}

/// Z6.3: a store overwrites a flag, and another flag is passed on.
fn overwritten(name: &str, orders: [Ordering; 6], missed: Weak) {
    let [t, w, v, u, r, s] = orders;
    let shape = "x = 1 ?; y = 1 ? || y = 0 ?; z = 1 ? || a = z ?; b = x ? finally y";
    Test::litmus(name, &formal(shape, &orders))
        .thread(|m| {
            m.x.store(1, t);
            m.y.store(1, w);
        })
        .thread(|m| {
            m.y.store(0, v);
            m.z.store(1, u);
        })
        .thread(|m| {
            m.see("a", m.z.load(r));
            m.see("b", m.x.load(s));
        })
        .all_but(missed, "y = 0, a = 1, b = 0")
        .check();
}

#[test]
fn z6_3() {
    overwritten("Z6.3", [Relaxed; 6], Allows(8));
    let both = [Relaxed, Release, Release, Release, Acquire, Relaxed];
    overwritten("Z6.3+rel+acq", both, Allows(8));
    overwritten("Z6.3+sc", [SeqCst; 6], Forbids(7));
}

#[test]
fn z6_u() {
    // Section 1 of the paper on RC11: seq-cst on x and on the update of y, and yet the
    // store to x comes after the load of it in every order of them that agrees with y's.
    Test::litmus(
        "Z6.U",
        "x = 1 sc; y = 1 rel || a = add y 1 sc; b = y rlx || y = 3 sc; c = x sc",
    )
    .thread(|m| {
        m.x.store(1, SeqCst);
        m.y.store(1, Release);
    })
    .thread(|m| {
        m.see("a", m.y.fetch_add(1, SeqCst));
        m.see("b", m.y.load(Relaxed));
    })
    .thread(|m| {
        m.y.store(3, SeqCst);
        m.see("c", m.x.load(SeqCst));
    })
    .sequential(
        18,
        [
            "a = 0, b = 1, c = 0",
            "a = 0, b = 1, c = 1",
            "a = 0, b = 3, c = 0",
            "a = 0, b = 3, c = 1",
            "a = 1, b = 2, c = 0",
            "a = 1, b = 2, c = 1",
            "a = 1, b = 3, c = 1",
            "a = 3, b = 1, c = 0",
            "a = 3, b = 1, c = 1",
            "a = 3, b = 4, c = 0",
            "a = 3, b = 4, c = 1",
        ],
    )
    .weak(Allows(24), ["a = 1, b = 3, c = 0"])
    .check();
}

#[test]
fn sb_in_a_ring_of_three() {
    for (order, read, all_zero) in [
        (Relaxed, Relaxed, Allows(8)),
        (Release, Acquire, Allows(8)),
        (SeqCst, SeqCst, Forbids(7)),
    ] {
        let shape = "x = 1 ?; a = y ? || y = 1 ?; b = z ? || z = 1 ?; c = x ?";
        let orders = [order, read, order, read, order, read];
        Test::litmus("3.SB", &formal(shape, &orders))
            .thread(|m| {
                m.x.store(1, order);
                m.see("a", m.y.load(read));
            })
            .thread(|m| {
                m.y.store(1, order);
                m.see("b", m.z.load(read));
            })
            .thread(|m| {
                m.z.store(1, order);
                m.see("c", m.x.load(read));
            })
            .all_but(all_zero, "a = 0, b = 0, c = 0")
            .check();
    }
}

#[test]
fn lb_in_a_ring_of_three() {
    let shape = "a = x rlx; y = 1 rlx || b = y rlx; z = 1 rlx || c = z rlx; x = 1 rlx";
    Test::litmus("LB3", shape)
        .thread(|m| {
            m.see("a", m.x.load(Relaxed));
            m.y.store(1, Relaxed);
        })
        .thread(|m| {
            m.see("b", m.y.load(Relaxed));
            m.z.store(1, Relaxed);
        })
        .thread(|m| {
            m.see("c", m.z.load(Relaxed));
            m.x.store(1, Relaxed);
        })
        .all_but(Forbids(7), "a = 1, b = 1, c = 1")
        .check();
}

/// IRIW: independent reads of independent writes. Do two readers see two stores in
/// opposite orders?
fn independent_reads(name: &str, [w, r, s]: [Ordering; 3], opposite: Weak) {
    let shape = "x = 1 ? || y = 1 ? || a = x ?; b = y ? || c = y ?; d = x ?";
    Test::litmus(name, &formal(shape, &[w, w, r, s, r, s]))
        .thread(|m| m.x.store(1, w))
        .thread(|m| m.y.store(1, w))
        .thread(|m| {
            m.see("a", m.x.load(r));
            m.see("b", m.y.load(s));
        })
        .thread(|m| {
            m.see("c", m.y.load(r));
            m.see("d", m.x.load(s));
        })
        .all_but(opposite, "a = 1, b = 0, c = 1, d = 0")
        .check();
}

#[test]
fn iriw() {
    independent_reads("IRIW", [Relaxed; 3], Allows(16));
    independent_reads("IRIW+rel+acq", [Release, Acquire, Acquire], Allows(16));
    independent_reads("IRIW-acq-sc", [SeqCst, Acquire, SeqCst], Allows(16));
    independent_reads("IRIW+sc+acq", [SeqCst, SeqCst, Acquire], Allows(16));
    independent_reads("IRIW+sc", [SeqCst; 3], Forbids(15));
}
