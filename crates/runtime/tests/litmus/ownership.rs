//! Who may look at what others have made: counts of owners, and initialisation in two
//! looks.

use std::sync::Mutex;
use std::sync::atomic::Ordering::{self, Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicU32, fence};
use std::thread;

use crate::test::Test;

/// Two owners use what they own, then give it up; the last one looks at all of it.
fn owners(name: &str, give_up: Ordering, last: Option<Ordering>) -> Test<'_> {
    Test::program(name, move |run| {
        let owners = AtomicU32::new(1);
        let used = [0; 2].map(AtomicU32::new);
        let own = |me: usize| {
            used[me].store(1, Relaxed);
            if owners.fetch_sub(1, give_up) == 1 {
                last.into_iter().for_each(fence);
                run.observe("seen", [0, 1].map(|owner: usize| used[owner].load(Relaxed)));
            }
        };
        thread::scope(|s| {
            // Who has it may pass it on: nothing needs to be known for that.
            owners.fetch_add(1, Relaxed);
            s.spawn(|| own(0));
            own(1);
        });
    })
    .sequential(None, ["seen = [1, 1]"])
}

#[test]
fn counts_of_owners() {
    let half = ["seen = [0, 1]", "seen = [1, 0]"];
    owners("owners", Release, Some(Acquire)).never(half).check();
    owners("owners, without the fence", Release, None)
        .weak_adds(half)
        .check();
    owners("owners, relaxed", Relaxed, Some(Acquire))
        .weak_adds(half)
        .check();
}

/// Who doesn't find it ready, makes it, once, under a lock.
fn made_once(name: &str, [store, load]: [Ordering; 2]) -> Test<'_> {
    Test::program(name, move |run| {
        let (ready, lock) = (AtomicBool::new(false), Mutex::new(()));
        let [data, made] = [0; 2].map(AtomicU32::new);
        let get = || {
            if !ready.load(load) {
                let _guard = lock.lock().unwrap();
                if !ready.load(Relaxed) {
                    data.store(7, Relaxed);
                    made.fetch_add(1, Relaxed);
                    ready.store(true, store);
                }
            }
            data.load(Relaxed)
        };
        let seen = thread::scope(|s| {
            let threads = [s.spawn(get), s.spawn(get)];
            threads.map(|thread| thread.join().unwrap())
        });
        run.observe("seen", seen);
        run.observe("made", made.load(Relaxed));
    })
    .sequential(None, ["seen = [7, 7], made = 1"])
    .never(["seen = [7, 7], made = 2"])
}

#[test]
fn initialisation_in_two_looks() {
    let missed = ["seen = [0, 7], made = 1", "seen = [7, 0], made = 1"];
    made_once("two looks", [Release, Acquire])
        .never(missed)
        .check();
    made_once("two looks, relaxed", [Relaxed, Relaxed])
        .weak_adds(missed)
        .check();
    made_once("two looks, stored relaxed", [Relaxed, Acquire])
        .weak_adds(missed)
        .check();
    made_once("two looks, loaded relaxed", [Release, Relaxed])
        .weak_adds(missed)
        .check();
}
