//! One at a time: algorithms that keep two threads out of each other's way, with the
//! orderings that they need, and without.
//!
//! What is guarded is read and written in two steps, relaxed, so that a missing ordering
//! shows as an increment that is lost.

use std::hint;
use std::sync::atomic::Ordering::{self, Acquire, Relaxed, Release, SeqCst};
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, fence};
use std::thread;

use interleave::Run;

use crate::test::Test;

fn increment(total: &AtomicU32) {
    total.store(total.load(Relaxed) + 1, Relaxed);
}

/// Two threads enter once each; `enter` is given its number, 0 or 1.
fn twice(run: &Run, enter: impl Fn(usize, &AtomicU32) + Sync) {
    let total = AtomicU32::new(0);
    thread::scope(|s| {
        s.spawn(|| enter(0, &total));
        s.spawn(|| enter(1, &total));
    });
    run.observe("total", total.load(Relaxed));
}

/// Dekker's first step: who sees that the other one wants in, stays out.
fn dekker(name: &str, [store, load]: [Ordering; 2]) -> Test<'_> {
    Test::program(name, move |run| {
        let wants = [false; 2].map(AtomicBool::new);
        let inside = AtomicU32::new(0);
        thread::scope(|s| {
            for me in 0..2 {
                let (wants, inside) = (&wants, &inside);
                s.spawn(move || {
                    wants[me].store(true, store);
                    if !wants[1 - me].load(load) {
                        inside.fetch_add(1, Relaxed);
                    }
                });
            }
        });
        run.observe("inside", inside.load(Relaxed));
    })
    .sequential(3, ["inside = 0", "inside = 1"])
}

#[test]
fn dekkers_first_step() {
    dekker("Dekker", [SeqCst, SeqCst])
        .never(["inside = 2"])
        .check();
    dekker("Dekker, rel and acq", [Release, Acquire])
        .weak_adds(["inside = 2"])
        .check();
    dekker("Dekker, relaxed", [Relaxed, Relaxed])
        .weak_adds(["inside = 2"])
        .check();
}

/// Peterson's algorithm, with a loop that waits.
fn peterson(name: &str, [store, load]: [Ordering; 2]) -> Test<'_> {
    Test::program(name, move |run| {
        let wants = [false; 2].map(AtomicBool::new);
        let turn = AtomicUsize::new(0);
        twice(run, |me, total| {
            let other = 1 - me;
            wants[me].store(true, store);
            turn.store(other, store);
            while wants[other].load(load) && turn.load(load) == other {
                hint::spin_loop();
            }
            increment(total);
            wants[me].store(false, store);
        });
    })
    .sequential(None, ["total = 2"])
}

#[test]
fn petersons_algorithm() {
    peterson("Peterson", [SeqCst, SeqCst])
        .never(["total = 1"])
        .check();
    peterson("Peterson, rel and acq", [Release, Acquire])
        .weak_adds(["total = 1"])
        .check();
    peterson("Peterson, relaxed", [Relaxed, Relaxed])
        .weak_adds(["total = 1"])
        .check();
}

/// A lock that is taken by a swap.
fn spinlock(name: &str, [take, give]: [Ordering; 2]) -> Test<'_> {
    Test::program(name, move |run| {
        let locked = AtomicBool::new(false);
        twice(run, |_, total| {
            while locked.swap(true, take) {
                hint::spin_loop();
            }
            increment(total);
            locked.store(false, give);
        });
    })
    .sequential(None, ["total = 2"])
}

#[test]
fn a_spinlock() {
    spinlock("spinlock", [Acquire, Release])
        .never(["total = 1"])
        .check();
    spinlock("spinlock, given relaxed", [Acquire, Relaxed])
        .weak_adds(["total = 1"])
        .check();
    spinlock("spinlock, taken relaxed", [Relaxed, Release])
        .weak_adds(["total = 1"])
        .check();
}

#[test]
fn a_spinlock_by_a_weak_exchange() {
    // An exchange that failed without a cause is tried again: nothing is waited for that
    // doesn't come.
    Test::program("spinlock, weak exchange", |run| {
        let locked = AtomicBool::new(false);
        twice(run, |_, total| {
            while locked
                .compare_exchange_weak(false, true, Acquire, Relaxed)
                .is_err()
            {
                hint::spin_loop();
            }
            increment(total);
            locked.store(false, Release);
        });
    })
    .sequential(None, ["total = 2"])
    .never(["total = 1", "livelock"])
    .check();
}

/// A ticket lock: numbers are drawn relaxed, and called with the orderings given.
fn tickets(name: &str, [wait, call]: [Ordering; 2]) -> Test<'_> {
    Test::program(name, move |run| {
        let [next, called] = [0; 2].map(AtomicU32::new);
        twice(run, |_, total| {
            let mine = next.fetch_add(1, Relaxed);
            while called.load(wait) != mine {
                hint::spin_loop();
            }
            increment(total);
            called.store(mine + 1, call);
        });
    })
    .sequential(None, ["total = 2"])
}

#[test]
fn a_ticket_lock() {
    tickets("ticket lock", [Acquire, Release])
        .never(["total = 1"])
        .check();
    tickets("ticket lock, relaxed", [Relaxed, Relaxed])
        .weak_adds(["total = 1"])
        .check();
}

/// A sequence lock: a writer makes the count odd, writes, and makes it even again; a
/// reader takes two values for whole if the count was even and has not changed.
struct Orders {
    begin: Option<Ordering>,
    end: Ordering,
    first_look: Ordering,
    second_look: Option<Ordering>,
}

fn seqlock(name: &str, orders: Orders) -> Test<'_> {
    Test::program(name, move |run| {
        let [count, left, right] = [0; 3].map(AtomicU32::new);
        let read = thread::scope(|s| {
            s.spawn(|| {
                count.store(1, Relaxed);
                orders.begin.into_iter().for_each(fence);
                left.store(1, Relaxed);
                right.store(1, Relaxed);
                count.store(2, orders.end);
            });
            let reader = s.spawn(|| {
                let before = count.load(orders.first_look);
                let values = (left.load(Relaxed), right.load(Relaxed));
                orders.second_look.into_iter().for_each(fence);
                let whole = before % 2 == 0 && count.load(Relaxed) == before;
                whole.then_some(values)
            });
            reader.join().unwrap()
        });
        run.observe("read", read);
    })
    .sequential(
        None,
        ["read = None", "read = Some((0, 0))", "read = Some((1, 1))"],
    )
}

#[test]
fn a_sequence_lock() {
    let right = Orders {
        begin: Some(Release),
        end: Release,
        first_look: Acquire,
        second_look: Some(Acquire),
    };
    seqlock("seqlock", right)
        .never(["read = Some((0, 1))", "read = Some((1, 0))"])
        .check();
}

#[test]
fn sequence_locks_that_lack_an_ordering() {
    // Half of the new values under the old count.
    let torn_before = ["read = Some((0, 1))", "read = Some((1, 0))"];
    let unfenced = Orders {
        begin: None,
        end: Release,
        first_look: Acquire,
        second_look: Some(Acquire),
    };
    seqlock("seqlock, writer without its fence", unfenced)
        .weak_adds(torn_before)
        .check();
    let unfenced = Orders {
        begin: Some(Release),
        end: Release,
        first_look: Acquire,
        second_look: None,
    };
    seqlock("seqlock, reader without its fence", unfenced)
        .weak_adds(torn_before)
        .check();
    // Half of the old values under the new count.
    let unreleased = Orders {
        begin: Some(Release),
        end: Relaxed,
        first_look: Acquire,
        second_look: Some(Acquire),
    };
    seqlock("seqlock, count not released", unreleased)
        .weak_adds(torn_before)
        .check();
}
