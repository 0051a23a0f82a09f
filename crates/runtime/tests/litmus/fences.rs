//! Fences: orderings that belong to a place in the program and not to one access.

use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};
use std::sync::atomic::fence;

use crate::test::Weak::{self, Allows, Forbids};
use crate::test::{Test, formal};

#[test]
fn a_release_fence_before_a_relaxed_flag() {
    Test::litmus(
        "MP+relf+acq",
        "x = 1 rlx; fence rel; y = 1 rlx || a = y acq; b = x rlx",
    )
    .thread(|m| {
        m.x.store(1, Relaxed);
        fence(Release);
        m.y.store(1, Relaxed);
    })
    .thread(|m| {
        m.see("a", m.y.load(Acquire));
        m.see("b", m.x.load(Relaxed));
    })
    .all_but(Forbids(3), "a = 1, b = 0")
    .check();
}

#[test]
fn an_acquire_fence_after_a_relaxed_load() {
    Test::litmus(
        "MP+rel+acqf",
        "x = 1 rlx; y = 1 rel || a = y rlx; fence acq; b = x rlx",
    )
    .thread(|m| {
        m.x.store(1, Relaxed);
        m.y.store(1, Release);
    })
    .thread(|m| {
        m.see("a", m.y.load(Relaxed));
        fence(Acquire);
        m.see("b", m.x.load(Relaxed));
    })
    .all_but(Forbids(3), "a = 1, b = 0")
    .check();
}

/// Message passing with a fence in each thread.
fn message_passing(name: &str, [one, other]: [Ordering; 2], data_missed: Weak) {
    let shape = "x = 1 rlx; fence ?; y = 1 rlx || a = y rlx; fence ?; b = x rlx";
    Test::litmus(name, &formal(shape, &[one, other]))
        .thread(|m| {
            m.x.store(1, Relaxed);
            fence(one);
            m.y.store(1, Relaxed);
        })
        .thread(|m| {
            m.see("a", m.y.load(Relaxed));
            fence(other);
            m.see("b", m.x.load(Relaxed));
        })
        .all_but(data_missed, "a = 1, b = 0")
        .check();
}

#[test]
fn fences_in_both_threads() {
    message_passing("MP+relf+acqf", [Release, Acquire], Forbids(3));
    message_passing("MP+acqrelfs", [AcqRel, AcqRel], Forbids(3));
    message_passing("MP+scfs", [SeqCst, SeqCst], Forbids(3));
    // The wrong way round.
    message_passing("MP+acqf+relf", [Acquire, Release], Allows(4));
    message_passing("MP+relf+relf", [Release, Release], Allows(4));
}

#[test]
fn fences_in_the_wrong_places() {
    // The release fence comes after the flag, the acquire fence before it.
    Test::litmus(
        "MP+late+early",
        "x = 1 rlx; y = 1 rlx; fence sc || fence sc; a = y rlx; b = x rlx",
    )
    .thread(|m| {
        m.x.store(1, Relaxed);
        m.y.store(1, Relaxed);
        fence(SeqCst);
    })
    .thread(|m| {
        fence(SeqCst);
        m.see("a", m.y.load(Relaxed));
        m.see("b", m.x.load(Relaxed));
    })
    .all_but(Allows(4), "a = 1, b = 0")
    .check();
}

/// Store buffering with a fence between store and load in each thread.
fn store_buffering(name: &str, [one, other]: [Ordering; 2], both_read_0: Weak) {
    let shape = "x = 1 rlx; fence ?; a = y rlx || y = 1 rlx; fence ?; b = x rlx";
    Test::litmus(name, &formal(shape, &[one, other]))
        .thread(|m| {
            m.x.store(1, Relaxed);
            fence(one);
            m.see("a", m.y.load(Relaxed));
        })
        .thread(|m| {
            m.y.store(1, Relaxed);
            fence(other);
            m.see("b", m.x.load(Relaxed));
        })
        .all_but(both_read_0, "a = 0, b = 0")
        .check();
}

#[test]
fn only_seq_cst_fences_keep_a_load_behind_a_store() {
    store_buffering("SB+scfs", [SeqCst, SeqCst], Forbids(3));
    store_buffering("SB+acqrelfs", [AcqRel, AcqRel], Allows(4));
    store_buffering("SB+scf+acqrelf", [SeqCst, AcqRel], Allows(4));
}

#[test]
fn a_seq_cst_fence_against_seq_cst_accesses() {
    Test::litmus(
        "SB+2sc+scf",
        "x = 1 sc; a = y sc || y = 1 rlx; fence sc; b = x rlx",
    )
    .thread(|m| {
        m.x.store(1, SeqCst);
        m.see("a", m.y.load(SeqCst));
    })
    .thread(|m| {
        m.y.store(1, Relaxed);
        fence(SeqCst);
        m.see("b", m.x.load(Relaxed));
    })
    .all_but(Forbids(3), "a = 0, b = 0")
    .check();
}

#[test]
fn seq_cst_fences_between_stores() {
    Test::litmus(
        "2+2W+scfs",
        "x = 1 rlx; fence sc; y = 2 rlx || y = 1 rlx; fence sc; x = 2 rlx finally x y",
    )
    .thread(|m| {
        m.x.store(1, Relaxed);
        fence(SeqCst);
        m.y.store(2, Relaxed);
    })
    .thread(|m| {
        m.y.store(1, Relaxed);
        fence(SeqCst);
        m.x.store(2, Relaxed);
    })
    .sequential(3, ["x = 2, y = 1", "x = 1, y = 2", "x = 2, y = 2"])
    .weak(Forbids(3), ["x = 1, y = 1"])
    .check();
}

#[test]
fn seq_cst_fences_between_a_store_and_a_store_or_a_load() {
    Test::litmus(
        "R+scfs",
        "x = 1 rlx; fence sc; y = 1 rlx || y = 2 rlx; fence sc; a = x rlx finally y",
    )
    .thread(|m| {
        m.x.store(1, Relaxed);
        fence(SeqCst);
        m.y.store(1, Relaxed);
    })
    .thread(|m| {
        m.y.store(2, Relaxed);
        fence(SeqCst);
        m.see("a", m.x.load(Relaxed));
    })
    .sequential(3, ["y = 1, a = 0", "y = 1, a = 1", "y = 2, a = 1"])
    .weak(Forbids(3), ["y = 2, a = 0"])
    .check();
}

/// Independent reads, with a fence between the two loads of each reader.
fn independent_reads(name: &str, order: Ordering, opposite: Weak) {
    let shape = "x = 1 rlx || y = 1 rlx || \
                 a = x rlx; fence ?; b = y rlx || c = y rlx; fence ?; d = x rlx";
    Test::litmus(name, &formal(shape, &[order, order]))
        .thread(|m| m.x.store(1, Relaxed))
        .thread(|m| m.y.store(1, Relaxed))
        .thread(|m| {
            m.see("a", m.x.load(Relaxed));
            fence(order);
            m.see("b", m.y.load(Relaxed));
        })
        .thread(|m| {
            m.see("c", m.y.load(Relaxed));
            fence(order);
            m.see("d", m.x.load(Relaxed));
        })
        .all_but(opposite, "a = 1, b = 0, c = 1, d = 0")
        .check();
}

#[test]
fn fences_between_independent_reads() {
    independent_reads("IRIW+scfs", SeqCst, Forbids(15));
    independent_reads("IRIW+acqrelfs", AcqRel, Allows(16));
}

#[test]
fn seq_cst_fences_and_a_store_read_before() {
    Test::litmus(
        "RWC+syncs",
        "x = 1 rlx || a = x rlx; fence sc; b = y rlx || y = 1 rlx; fence sc; c = x rlx",
    )
    .thread(|m| m.x.store(1, Relaxed))
    .thread(|m| {
        m.see("a", m.x.load(Relaxed));
        fence(SeqCst);
        m.see("b", m.y.load(Relaxed));
    })
    .thread(|m| {
        m.y.store(1, Relaxed);
        fence(SeqCst);
        m.see("c", m.x.load(Relaxed));
    })
    .all_but(Forbids(7), "a = 1, b = 0, c = 0")
    .check();
}

#[test]
fn seq_cst_fences_and_a_message() {
    Test::litmus(
        "W+RWC",
        "x = 1 rlx; z = 1 rel || a = z acq; fence sc; b = y rlx || \
         y = 1 rlx; fence sc; c = x rlx",
    )
    .thread(|m| {
        m.x.store(1, Relaxed);
        m.z.store(1, Release);
    })
    .thread(|m| {
        m.see("a", m.z.load(Acquire));
        fence(SeqCst);
        m.see("b", m.y.load(Relaxed));
    })
    .thread(|m| {
        m.y.store(1, Relaxed);
        fence(SeqCst);
        m.see("c", m.x.load(Relaxed));
    })
    .all_but(Forbids(7), "a = 1, b = 0, c = 0")
    .check();
}
