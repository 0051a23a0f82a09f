//! What outlives an execution is as new in the next one, or is refused.

mod common;

use std::sync::{Mutex, OnceLock, RwLock};
use std::thread;

use common::gives;

#[test]
fn a_static_mutex_begins_anew_in_every_execution() {
    static TOTAL: Mutex<(u32, &str)> = Mutex::new((5, "five"));
    gives(
        |run| {
            let add = || {
                let mut total = TOTAL.lock().unwrap();
                total.0 += 1;
                total.1 = "more";
            };
            thread::scope(|s| {
                s.spawn(add);
                add();
            });
            run.observe("total", *TOTAL.lock().unwrap());
        },
        &["total = (7, \"more\")"],
    );
    assert_eq!(*TOTAL.lock().unwrap(), (5, "five"));
    TOTAL.lock().unwrap().0 = 6;
    gives(
        |run| run.observe("total", TOTAL.lock().unwrap().0),
        &["total = 6"],
    );
    assert_eq!(*TOTAL.lock().unwrap(), (6, "five"));
}

#[test]
fn a_static_lock_begins_anew_in_every_execution() {
    static PLACES: RwLock<[u8; 3]> = RwLock::new([1, 2, 3]);
    gives(
        |run| {
            thread::scope(|s| {
                s.spawn(|| PLACES.write().unwrap()[0] += 1);
                s.spawn(|| PLACES.write().unwrap()[0] *= 2);
            });
            run.observe("places", *PLACES.read().unwrap());
        },
        &["places = [3, 2, 3]", "places = [4, 2, 3]"],
    );
    assert_eq!(*PLACES.read().unwrap(), [1, 2, 3]);
}

#[test]
fn a_static_mutex_is_free_after_a_deadlock() {
    static A: Mutex<u32> = Mutex::new(1);
    static B: Mutex<u32> = Mutex::new(2);
    gives(
        |run| {
            let other = thread::spawn(|| *A.lock().unwrap() + *B.lock().unwrap());
            let own = *B.lock().unwrap() + *A.lock().unwrap();
            run.observe("sums", (own, other.join().unwrap()));
        },
        &["sums = (3, 3)", "deadlock"],
    );
    assert_eq!(*A.lock().unwrap() + *B.lock().unwrap(), 3);
}

#[test]
fn a_static_mutex_is_not_poisoned_by_an_earlier_execution() {
    static SHARED: Mutex<u32> = Mutex::new(0);
    gives(
        |run| {
            let before = SHARED.lock().is_err();
            let panics = thread::spawn(|| {
                let _guard = SHARED.lock().unwrap();
                panic!("with the lock");
            });
            assert!(panics.join().is_err());
            run.observe("poisoned", (before, SHARED.is_poisoned()));
        },
        &["poisoned = (false, true)", "panic: with the lock"],
    );
    assert!(!SHARED.is_poisoned());
}

#[test]
fn what_owns_something_is_refused_in_the_second_execution() {
    let shared = Mutex::new(vec![1]);
    gives(
        |run| {
            let add = || shared.lock().unwrap().push(2);
            thread::scope(|s| {
                s.spawn(add);
                s.spawn(add);
            });
            run.observe("length", shared.lock().unwrap().len());
        },
        &[
            "length = 3",
            "refused: a std::sync::Mutex that outlives an execution",
        ],
    );
}

#[test]
fn a_static_that_owns_nothing_yet_begins_anew_in_every_execution() {
    static NAMES: Mutex<Vec<String>> = Mutex::new(Vec::new());
    static LAST: RwLock<Option<Box<str>>> = RwLock::new(None);
    let add = |name: &str| {
        NAMES.lock().unwrap().push(name.to_owned());
        *LAST.write().unwrap() = Some(name.into());
    };
    for _ in 0..2 {
        gives(
            |run| {
                let before = (NAMES.lock().unwrap().len(), LAST.read().unwrap().is_some());
                thread::scope(|s| {
                    s.spawn(|| add("a"));
                    add("b");
                });
                run.observe("before", before);
                run.observe("names", NAMES.lock().unwrap());
                run.observe("last", LAST.read().unwrap());
            },
            &[
                "before = (0, false), names = [\"a\", \"b\"], last = Some(\"a\")",
                "before = (0, false), names = [\"a\", \"b\"], last = Some(\"b\")",
                "before = (0, false), names = [\"b\", \"a\"], last = Some(\"a\")",
                "before = (0, false), names = [\"b\", \"a\"], last = Some(\"b\")",
            ],
        );
        assert!(NAMES.lock().unwrap().is_empty() && LAST.read().unwrap().is_none());
    }
}

#[test]
fn a_static_that_owns_something_is_refused_in_the_second_execution() {
    static NAMES: Mutex<Vec<u8>> = Mutex::new(Vec::new());
    static MADE: OnceLock<Mutex<String>> = OnceLock::new();
    let refused = "refused: a std::sync::Mutex that outlives an execution";
    let twice = |work: &(dyn Fn() + Sync)| {
        thread::scope(|s| {
            s.spawn(work);
            work();
        });
    };
    NAMES.lock().unwrap().push(1);
    gives(
        |run| {
            twice(&|| NAMES.lock().unwrap().push(2));
            run.observe("names", NAMES.lock().unwrap());
        },
        &["names = [1, 2, 2]", refused],
    );
    assert_eq!(NAMES.lock().unwrap()[0], 1);
    MADE.set(Mutex::new("made".to_owned())).unwrap();
    gives(
        |run| {
            let made = MADE.get().unwrap();
            twice(&|| made.lock().unwrap().push('!'));
            run.observe("made", made.lock().unwrap());
        },
        &["made = \"made!!\"", refused],
    );
}

#[test]
fn what_is_locked_outside_is_refused() {
    let shared = RwLock::new(1);
    let reader = shared.read().unwrap();
    gives(
        |run| run.observe("value", *shared.read().unwrap()),
        &["refused: a std::sync::RwLock that outlives an execution"],
    );
    assert_eq!(*reader, 1);
}
