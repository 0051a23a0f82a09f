//! One location: everybody agrees on the order of its stores, however weak they are.

use std::sync::atomic::Ordering::Relaxed;

use crate::test::Test;

#[test]
fn a_reader_does_not_go_back() {
    Test::litmus("CoRR", "x = 1 rlx; x = 2 rlx || a = x rlx; b = x rlx")
        .thread(|m| {
            m.x.store(1, Relaxed);
            m.x.store(2, Relaxed);
        })
        .thread(|m| {
            m.see("a", m.x.load(Relaxed));
            m.see("b", m.x.load(Relaxed));
        })
        .sequential(
            6,
            [
                "a = 0, b = 0",
                "a = 0, b = 1",
                "a = 0, b = 2",
                "a = 1, b = 1",
            ]
            .into_iter()
            .chain(["a = 1, b = 2", "a = 2, b = 2"]),
        )
        .never(["a = 1, b = 0", "a = 2, b = 0", "a = 2, b = 1"])
        .check();
}

#[test]
fn two_readers_see_one_order() {
    // Each reader alone: two stores in either order, without going back.
    let pairs = [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 1), (2, 2)];
    let seen = pairs
        .iter()
        .flat_map(|one| pairs.iter().map(move |other| (*one, *other)));
    let agree = seen.filter(|&pair| pair != ((1, 2), (2, 1)) && pair != ((2, 1), (1, 2)));
    let outcomes = agree.map(|((a, b), (c, d))| format!("a = {a}, b = {b}, c = {c}, d = {d}"));
    Test::litmus(
        "CoRR2",
        "x = 1 rlx || x = 2 rlx || a = x rlx; b = x rlx || c = x rlx; d = x rlx",
    )
    .thread(|m| m.x.store(1, Relaxed))
    .thread(|m| m.x.store(2, Relaxed))
    .thread(|m| {
        m.see("a", m.x.load(Relaxed));
        m.see("b", m.x.load(Relaxed));
    })
    .thread(|m| {
        m.see("c", m.x.load(Relaxed));
        m.see("d", m.x.load(Relaxed));
    })
    .sequential(72, outcomes)
    .never(["a = 1, b = 2, c = 2, d = 1", "a = 2, b = 1, c = 1, d = 2"])
    .check();
}

#[test]
fn a_threads_stores_stay_in_order() {
    Test::litmus("CoWW", "x = 1 rlx; x = 2 rlx finally x")
        .thread(|m| {
            m.x.store(1, Relaxed);
            m.x.store(2, Relaxed);
        })
        .sequential(1, ["x = 2"])
        .never(["x = 1"])
        .check();
}

#[test]
fn a_thread_does_not_read_what_it_has_overwritten() {
    Test::litmus("CoWR", "x = 1 rlx; a = x rlx || x = 2 rlx finally x")
        .thread(|m| {
            m.x.store(1, Relaxed);
            m.see("a", m.x.load(Relaxed));
        })
        .thread(|m| m.x.store(2, Relaxed))
        .sequential(3, ["x = 1, a = 1", "x = 2, a = 1", "x = 2, a = 2"])
        .never(["x = 1, a = 2", "x = 1, a = 0", "x = 2, a = 0"])
        .check();
}

#[test]
fn a_thread_does_not_read_what_it_stores_later() {
    Test::litmus("CoRW1", "a = x rlx; x = 1 rlx")
        .thread(|m| {
            m.see("a", m.x.load(Relaxed));
            m.x.store(1, Relaxed);
        })
        .sequential(1, ["a = 0"])
        .never(["a = 1"])
        .check();
}

#[test]
fn a_store_comes_after_what_its_thread_has_read() {
    Test::litmus("CoRW2", "a = x rlx; x = 1 rlx || x = 2 rlx finally x")
        .thread(|m| {
            m.see("a", m.x.load(Relaxed));
            m.x.store(1, Relaxed);
        })
        .thread(|m| m.x.store(2, Relaxed))
        .sequential(3, ["x = 1, a = 0", "x = 1, a = 2", "x = 2, a = 0"])
        .never(["x = 2, a = 2", "x = 1, a = 1"])
        .check();
}
