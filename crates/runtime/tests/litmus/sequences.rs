//! Release sequences: who acquires from a store that comes after a release, on the same
//! location. In C++20, and so in Rust, a sequence goes on through read-modify-writes,
//! whoever does them and however weak, and through nothing else.

use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use std::sync::atomic::fence;

use crate::test::Test;
use crate::test::Weak::{Allows, Forbids};

#[test]
fn a_relaxed_update_hands_on_a_release() {
    Test::litmus(
        "MPU+rel+acq",
        "x = 1 rlx; y = 1 rel || add y 1 rlx || a = y acq; if 2: b = x rlx",
    )
    .thread(|m| {
        m.x.store(1, Relaxed);
        m.y.store(1, Release);
    })
    .thread(|m| {
        m.y.fetch_add(1, Relaxed);
    })
    .thread(|m| {
        let a = m.y.load(Acquire);
        m.see("a", a);
        if a == 2 {
            m.see("b", m.x.load(Relaxed));
        }
    })
    .sequential(6, ["a = 0", "a = 1", "a = 2, b = 1"])
    .never(["a = 2, b = 0"])
    .check();
}

#[test]
fn another_threads_store_does_not() {
    Test::litmus(
        "release sequence, broken",
        "x = 1 rlx; y = 1 rel || y = 2 rlx || a = y acq; if 2: b = x rlx finally y",
    )
    .thread(|m| {
        m.x.store(1, Relaxed);
        m.y.store(1, Release);
    })
    .thread(|m| m.y.store(2, Relaxed))
    .thread(|m| {
        let a = m.y.load(Acquire);
        m.see("a", a);
        if a == 2 {
            m.see("b", m.x.load(Relaxed));
        }
    })
    .sequential(
        7,
        [
            "y = 1, a = 0",
            "y = 1, a = 1",
            "y = 1, a = 2, b = 0",
            "y = 1, a = 2, b = 1",
            "y = 2, a = 0",
            "y = 2, a = 1",
            "y = 2, a = 2, b = 1",
        ],
    )
    .weak(Allows(8), ["y = 2, a = 2, b = 0"])
    .check();
}

#[test]
fn a_store_of_what_was_read_does_not() {
    // As an update would do it, but in two steps.
    Test::litmus(
        "release sequence, not updated",
        "x = 1 rlx; y = 1 rel || y rlx; if 1: y = 2 rlx || a = y acq; if 2: b = x rlx",
    )
    .thread(|m| {
        m.x.store(1, Relaxed);
        m.y.store(1, Release);
    })
    .thread(|m| {
        if m.y.load(Relaxed) == 1 {
            m.y.store(2, Relaxed);
        }
    })
    .thread(|m| {
        let a = m.y.load(Acquire);
        m.see("a", a);
        if a == 2 {
            m.see("b", m.x.load(Relaxed));
        }
    })
    .sequential(5, ["a = 0", "a = 1", "a = 2, b = 1"])
    .weak(Allows(6), ["a = 2, b = 0"])
    .check();
}

#[test]
fn the_threads_own_store_does_not() {
    // It did in C++11.
    Test::litmus(
        "MP+rels+acq",
        "x = 1 rlx; y = 1 rel; y = 2 rlx || a = y acq; if 2: b = x rlx",
    )
    .thread(|m| {
        m.x.store(1, Relaxed);
        m.y.store(1, Release);
        m.y.store(2, Relaxed);
    })
    .thread(|m| {
        let a = m.y.load(Acquire);
        m.see("a", a);
        if a == 2 {
            m.see("b", m.x.load(Relaxed));
        }
    })
    .sequential(3, ["a = 0", "a = 1", "a = 2, b = 1"])
    .weak(Allows(4), ["a = 2, b = 0"])
    .check();
}

#[test]
fn the_threads_own_update_does() {
    Test::litmus(
        "MP+rel;swap+acq",
        "x = 1 rlx; y = 1 rel; swap y 2 rlx || a = y acq; if 2: b = x rlx",
    )
    .thread(|m| {
        m.x.store(1, Relaxed);
        m.y.store(1, Release);
        m.y.swap(2, Relaxed);
    })
    .thread(|m| {
        let a = m.y.load(Acquire);
        m.see("a", a);
        if a == 2 {
            m.see("b", m.x.load(Relaxed));
        }
    })
    .sequential(3, ["a = 0", "a = 1", "a = 2, b = 1"])
    .weak(Forbids(3), ["a = 2, b = 0"])
    .check();
}

#[test]
fn a_chain_of_exchanges_hands_on_a_release() {
    Test::litmus(
        "MPU2+rel+acq",
        "x = 1 rlx; y = 1 rel || cas y 2 3 rlx rlx || cas y 1 2 rlx rlx || \
         a = y acq; if 3: b = x rlx",
    )
    .thread(|m| {
        m.x.store(1, Relaxed);
        m.y.store(1, Release);
    })
    .thread(|m| {
        let _ = m.y.compare_exchange(2, 3, Relaxed, Relaxed);
    })
    .thread(|m| {
        let _ = m.y.compare_exchange(1, 2, Relaxed, Relaxed);
    })
    .thread(|m| {
        let a = m.y.load(Acquire);
        m.see("a", a);
        if a == 3 {
            m.see("b", m.x.load(Relaxed));
        }
    })
    .sequential(14, ["a = 0", "a = 1", "a = 2", "a = 3, b = 1"])
    .never(["a = 3, b = 0"])
    .check();
}

#[test]
fn an_update_hands_on_what_a_fence_released_and_a_fence_acquires() {
    Test::litmus(
        "MPU+relf+acqf",
        "x = 1 rlx; fence rel; y = 1 rlx || add y 1 rlx || \
         a = y rlx; if 2: fence acq; if 2: b = x rlx",
    )
    .thread(|m| {
        m.x.store(1, Relaxed);
        fence(Release);
        m.y.store(1, Relaxed);
    })
    .thread(|m| {
        m.y.fetch_add(1, Relaxed);
    })
    .thread(|m| {
        let a = m.y.load(Relaxed);
        m.see("a", a);
        if a == 2 {
            fence(Acquire);
            m.see("b", m.x.load(Relaxed));
        }
    })
    .sequential(6, ["a = 0", "a = 1", "a = 2, b = 1"])
    .never(["a = 2, b = 0"])
    .check();
}

#[test]
fn two_releases_are_acquired_at_once() {
    // Both are releases: whoever reads the last one has both threads' data.
    Test::litmus(
        "two releases",
        "x = 1 rlx; add y 1 rel || z = 1 rlx; add y 1 rel || a = y acq; b = x rlx; c = z rlx",
    )
    .thread(|m| {
        m.x.store(1, Relaxed);
        m.y.fetch_add(1, Release);
    })
    .thread(|m| {
        m.z.store(1, Relaxed);
        m.y.fetch_add(1, Release);
    })
    .thread(|m| {
        m.see("a", m.y.load(Acquire));
        m.see("b", m.x.load(Relaxed));
        m.see("c", m.z.load(Relaxed));
    })
    .sequential(
        14,
        [
            "a = 0, b = 0, c = 0",
            "a = 0, b = 0, c = 1",
            "a = 0, b = 1, c = 0",
            "a = 0, b = 1, c = 1",
            "a = 1, b = 0, c = 1",
            "a = 1, b = 1, c = 0",
            "a = 1, b = 1, c = 1",
            "a = 2, b = 1, c = 1",
        ],
    )
    .never([
        "a = 2, b = 0, c = 0",
        "a = 2, b = 1, c = 0",
        "a = 2, b = 0, c = 1",
    ])
    .check();
}

#[test]
fn a_failed_exchange_hands_on_nothing() {
    // It is a load: its release does not count, its acquire is that of the failure.
    Test::litmus(
        "a failed exchange",
        "x = 1 rlx; cas y 5 6 acqrel rlx || a = y acq; b = x rlx",
    )
    .thread(|m| {
        m.x.store(1, Relaxed);
        let _ = m.y.compare_exchange(5, 6, AcqRel, Relaxed);
    })
    .thread(|m| {
        m.see("a", m.y.load(Acquire));
        m.see("b", m.x.load(Relaxed));
    })
    .sequential(2, ["a = 0, b = 0", "a = 0, b = 1"])
    .check();
}
