//! Read-modify-writes: nothing comes between what they read and what they write.

use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};

use crate::test::Weak::{self, Allows, Forbids};
use crate::test::{Test, formal};

#[test]
fn additions_are_never_lost() {
    Test::litmus(
        "three additions",
        "a = add x 1 rlx || b = add x 1 rlx || c = add x 1 rlx finally x",
    )
    .thread(|m| m.see("a", m.x.fetch_add(1, Relaxed)))
    .thread(|m| m.see("b", m.x.fetch_add(1, Relaxed)))
    .thread(|m| m.see("c", m.x.fetch_add(1, Relaxed)))
    .sequential(
        6,
        ["x = 3, a = 0, b = 1, c = 2", "x = 3, a = 0, b = 2, c = 1"]
            .into_iter()
            .chain([
                "x = 3, a = 1, b = 0, c = 2",
                "x = 3, a = 2, b = 0, c = 1",
                "x = 3, a = 1, b = 2, c = 0",
                "x = 3, a = 2, b = 1, c = 0",
            ]),
    )
    .never(["x = 2, a = 0, b = 0, c = 1"])
    .check();
}

#[test]
fn additions_in_two_steps_are() {
    Test::litmus("inc", "x rlx; x = r+1 rlx || x rlx; x = r+1 rlx finally x")
        .thread(|m| m.x.store(m.x.load(Relaxed) + 1, Relaxed))
        .thread(|m| m.x.store(m.x.load(Relaxed) + 1, Relaxed))
        .sequential(4, ["x = 1", "x = 2"])
        .check();
}

#[test]
fn a_swap_gives_everything_away_once() {
    Test::litmus(
        "swaps",
        "a = swap x 1 rlx || b = swap x 2 rlx || x = 3 rlx finally x",
    )
    .thread(|m| m.see("a", m.x.swap(1, Relaxed)))
    .thread(|m| m.see("b", m.x.swap(2, Relaxed)))
    .thread(|m| m.x.store(3, Relaxed))
    .sequential(
        6,
        [
            "x = 1, a = 2, b = 3",
            "x = 1, a = 3, b = 0",
            "x = 2, a = 0, b = 3",
            "x = 2, a = 3, b = 1",
            "x = 3, a = 0, b = 1",
            "x = 3, a = 2, b = 0",
        ],
    )
    .never(["x = 3, a = 0, b = 0", "x = 1, a = 3, b = 3"])
    .check();
}

#[test]
fn one_exchange_of_two_succeeds() {
    Test::litmus(
        "cas",
        "a = cas x 0 1 rlx rlx || b = cas x 0 2 rlx rlx finally x",
    )
    .thread(|m| m.see("a", m.x.compare_exchange(0, 1, Relaxed, Relaxed)))
    .thread(|m| m.see("b", m.x.compare_exchange(0, 2, Relaxed, Relaxed)))
    .sequential(
        2,
        [
            "x = 1, a = Ok(0), b = Err(1)",
            "x = 2, a = Err(2), b = Ok(0)",
        ],
    )
    .never([
        "x = 1, a = Ok(0), b = Ok(0)",
        "x = 0, a = Err(0), b = Err(0)",
    ])
    .check();
}

#[test]
fn a_weak_exchange_fails_without_a_cause() {
    // Once in an execution, if a check doesn't ask for more.
    Test::litmus(
        "weak",
        "a = weak x 0 1 rlx rlx || b = weak x 0 2 rlx rlx finally x",
    )
    .thread(|m| m.see("a", m.x.compare_exchange_weak(0, 1, Relaxed, Relaxed)))
    .thread(|m| m.see("b", m.x.compare_exchange_weak(0, 2, Relaxed, Relaxed)))
    .sequential(
        2,
        [
            "x = 1, a = Ok(0), b = Err(1)",
            "x = 2, a = Err(2), b = Ok(0)",
        ],
    )
    .weak(
        Allows(4),
        [
            "x = 1, a = Ok(0), b = Err(0)",
            "x = 2, a = Err(0), b = Ok(0)",
        ],
    )
    .never([
        "x = 1, a = Ok(0), b = Ok(0)",
        "x = 0, a = Err(0), b = Err(0)",
    ])
    .check();
}

#[test]
fn an_exchange_acquires_by_the_ordering_of_success() {
    for (orders, data_missed) in [
        ([Acquire, Relaxed], Forbids(3)),
        ([Relaxed, Acquire], Allows(4)),
    ] {
        let [success, failure] = orders;
        let shape = "x = 1 rlx; y = 1 rel || a = cas y 1 2 ? ?; b = x rlx";
        Test::litmus("MP+rel+cas", &formal(shape, &orders))
            .thread(|m| {
                m.x.store(1, Relaxed);
                m.y.store(1, Release);
            })
            .thread(|m| {
                m.see("a", m.y.compare_exchange(1, 2, success, failure));
                m.see("b", m.x.load(Relaxed));
            })
            .sequential(
                3,
                ["a = Err(0), b = 0", "a = Err(0), b = 1", "a = Ok(1), b = 1"],
            )
            .weak(data_missed, ["a = Ok(1), b = 0"])
            .check();
    }
}

#[test]
fn an_exchange_that_fails_acquires_by_the_ordering_of_failure() {
    for (orders, data_missed) in [
        ([Relaxed, Acquire], Forbids(3)),
        ([Acquire, Relaxed], Allows(4)),
    ] {
        let [success, failure] = orders;
        let shape = "x = 1 rlx; y = 1 rel || a = cas y 0 2 ? ?; b = x rlx";
        Test::litmus("MP+rel+failed cas", &formal(shape, &orders))
            .thread(|m| {
                m.x.store(1, Relaxed);
                m.y.store(1, Release);
            })
            .thread(|m| {
                m.see("a", m.y.compare_exchange(0, 2, success, failure));
                m.see("b", m.x.load(Relaxed));
            })
            .sequential(
                3,
                ["a = Ok(0), b = 0", "a = Ok(0), b = 1", "a = Err(1), b = 1"],
            )
            .weak(data_missed, ["a = Err(1), b = 0"])
            .check();
    }
}

/// Store buffering with a read-modify-write in the place of each load.
fn store_buffering(name: &str, order: Ordering, both_read_0: Weak) {
    let shape = "x = 1 rlx; a = add y 0 ? || y = 1 rlx; b = add x 0 ?";
    Test::litmus(name, &formal(shape, &[order, order]))
        .thread(|m| {
            m.x.store(1, Relaxed);
            m.see("a", m.y.fetch_add(0, order));
        })
        .thread(|m| {
            m.y.store(1, Relaxed);
            m.see("b", m.x.fetch_add(0, order));
        })
        .all_but(both_read_0, "a = 0, b = 0")
        .check();
}

#[test]
fn an_update_that_changes_nothing_is_still_a_store() {
    store_buffering("SB+updates", Relaxed, Allows(4));
    store_buffering("SB+acqrel updates", AcqRel, Allows(4));
}

#[test]
fn updates_of_one_location_put_everything_in_order() {
    // Both update z: whoever comes second acquires from the first.
    Test::litmus(
        "SB through updates",
        "x = 1 rlx; add z 1 acqrel; a = y rlx || y = 1 rlx; add z 1 acqrel; b = x rlx",
    )
    .thread(|m| {
        m.x.store(1, Relaxed);
        m.z.fetch_add(1, AcqRel);
        m.see("a", m.y.load(Relaxed));
    })
    .thread(|m| {
        m.y.store(1, Relaxed);
        m.z.fetch_add(1, AcqRel);
        m.see("b", m.x.load(Relaxed));
    })
    .sequential(4, ["a = 0, b = 1", "a = 1, b = 0", "a = 1, b = 1"])
    .weak(Forbids(4), ["a = 0, b = 0"])
    .check();
}

#[test]
fn updates_of_one_location_must_be_ordered_themselves() {
    Test::litmus(
        "SB through relaxed updates",
        "x = 1 rlx; add z 1 rlx; a = y rlx || y = 1 rlx; add z 1 rlx; b = x rlx",
    )
    .thread(|m| {
        m.x.store(1, Relaxed);
        m.z.fetch_add(1, Relaxed);
        m.see("a", m.y.load(Relaxed));
    })
    .thread(|m| {
        m.y.store(1, Relaxed);
        m.z.fetch_add(1, Relaxed);
        m.see("b", m.x.load(Relaxed));
    })
    .sequential(4, ["a = 0, b = 1", "a = 1, b = 0", "a = 1, b = 1"])
    .weak(Allows(8), ["a = 0, b = 0"])
    .check();
}

#[test]
fn seq_cst_swaps_buffer_no_store() {
    Test::litmus("SB+swaps", "swap x 1 sc; a = y sc || swap y 1 sc; b = x sc")
        .thread(|m| {
            m.x.swap(1, SeqCst);
            m.see("a", m.y.load(SeqCst));
        })
        .thread(|m| {
            m.y.swap(1, SeqCst);
            m.see("b", m.x.load(SeqCst));
        })
        .all_but(Forbids(3), "a = 0, b = 0")
        .check();
}
