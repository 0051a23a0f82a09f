//! Every execution finds the statics as the first one did.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{LazyLock, Mutex, Once, OnceLock, RwLock};
use std::thread;

use crate::gives;

/// Two threads do the same; `seen` must not depend on earlier executions.
fn twice(work: impl Fn() + Sync) {
    thread::scope(|s| {
        s.spawn(&work);
        s.spawn(&work);
    });
}

#[test]
fn an_atomic() {
    static TOTAL: AtomicU32 = AtomicU32::new(5);
    for _ in 0..2 {
        gives(&["total = 6", "total = 7"], |run| {
            twice(|| {
                let seen = TOTAL.load(SeqCst);
                TOTAL.store(seen + 1, SeqCst);
            });
            run.observe("total", TOTAL.load(SeqCst));
        });
    }
    // And outside of an exploration nothing has happened.
    assert_eq!(TOTAL.load(SeqCst), 5);
}

#[test]
fn locks() {
    static TOTAL: Mutex<(u32, u64)> = Mutex::new((5, 0));
    static NAME: RwLock<&str> = RwLock::new("first");
    for _ in 0..2 {
        gives(&["seen = (7, 2), \"last\""], |run| {
            assert_eq!(*NAME.read().unwrap(), "first");
            twice(|| {
                let mut total = TOTAL.lock().unwrap();
                *total = (total.0 + 1, total.1 + 1);
            });
            *NAME.write().unwrap() = "last";
            run.observe("seen", *TOTAL.lock().unwrap());
            run.observe("seen", *NAME.read().unwrap());
        });
    }
    assert_eq!(*TOTAL.lock().unwrap(), (5, 0));
}

#[test]
fn a_lock_that_a_dead_end_leaves_locked() {
    static LEFT: Mutex<u32> = Mutex::new(0);
    static RIGHT: Mutex<u32> = Mutex::new(0);
    gives(&["sum = 2", "deadlock"], |run| {
        thread::scope(|s| {
            s.spawn(|| {
                let mut left = LEFT.lock().unwrap();
                *RIGHT.lock().unwrap() += 1;
                *left += 1;
            });
            s.spawn(|| {
                let _right = RIGHT.lock().unwrap();
                let _left = LEFT.lock().unwrap();
            });
        });
        run.observe("sum", *LEFT.lock().unwrap() + *RIGHT.lock().unwrap());
    });
}

#[test]
fn what_is_initialised_once() {
    static CELL: OnceLock<String> = OnceLock::new();
    static LAZY: LazyLock<u32> = LazyLock::new(|| 3);
    static ONCE: Once = Once::new();
    let outcomes = [
        "cell = \"a\", lazy = 3, calls = 1",
        "cell = \"b\", lazy = 3, calls = 1",
    ];
    for _ in 0..2 {
        gives(&outcomes, |run| {
            assert!(CELL.get().is_none() && !ONCE.is_completed());
            let calls = AtomicU32::new(0);
            let calls = &calls;
            thread::scope(|s| {
                for name in ["a", "b"] {
                    s.spawn(move || {
                        CELL.get_or_init(|| name.to_owned());
                        ONCE.call_once(|| {
                            calls.fetch_add(*LAZY - 2, SeqCst);
                        });
                    });
                }
            });
            run.observe("cell", CELL.get().unwrap());
            run.observe("lazy", *LAZY);
            run.observe("calls", calls.load(SeqCst));
        });
    }
}
