//! The mutex in an exploration.

mod common;

use std::sync::{Arc, Mutex, TryLockError};
use std::{mem, thread};

use common::gives;

#[test]
fn a_critical_section_is_not_divided() {
    gives(
        |run| {
            let total = Mutex::new(0);
            thread::scope(|s| {
                s.spawn(|| *total.lock().unwrap() += 1);
                s.spawn(|| *total.lock().unwrap() += 1);
            });
            run.observe("total", total.into_inner().unwrap());
        },
        &["total = 2"],
    );
}

#[test]
fn two_critical_sections_are() {
    gives(
        |run| {
            let total = Mutex::new(0);
            let increment = || {
                let before = *total.lock().unwrap();
                *total.lock().unwrap() = before + 1;
            };
            thread::scope(|s| {
                s.spawn(increment);
                s.spawn(increment);
            });
            run.observe("total", *total.lock().unwrap());
        },
        &["total = 1", "total = 2"],
    );
}

#[test]
fn try_lock_sees_it_locked_and_free() {
    gives(
        |run| {
            let mutex = Arc::new(Mutex::new(1));
            let other = mutex.clone();
            let thread = thread::spawn(move || *other.lock().unwrap() += 1);
            let seen = match mutex.try_lock() {
                Ok(value) => Some(*value),
                Err(TryLockError::WouldBlock) => None,
                Err(TryLockError::Poisoned(_)) => unreachable!(),
            };
            thread.join().unwrap();
            run.observe("seen", seen);
        },
        &["seen = None", "seen = Some(1)", "seen = Some(2)"],
    );
}

#[test]
fn opposite_orders_deadlock() {
    gives(
        |run| {
            let (a, b) = (Mutex::new(1), Mutex::new(2));
            thread::scope(|s| {
                s.spawn(|| *a.lock().unwrap() + *b.lock().unwrap());
                s.spawn(|| *b.lock().unwrap() + *a.lock().unwrap());
            });
            run.observe("done", true);
        },
        &["done = true", "deadlock"],
    );
}

#[test]
fn locking_twice_is_a_self_deadlock() {
    gives(
        |_| {
            let mutex = Mutex::new(1);
            let _first = mutex.lock().unwrap();
            let _second = mutex.lock().unwrap();
        },
        &["self-deadlock"],
    );
}

#[test]
fn a_panic_with_the_lock_poisons_it() {
    gives(
        |run| {
            let mutex = Arc::new(Mutex::new(0));
            let other = mutex.clone();
            let thread = thread::spawn(move || {
                *other.lock().unwrap() = 1;
                let _guard = other.lock().unwrap();
                panic!("with the lock");
            });
            let early = match mutex.lock() {
                Ok(value) => Ok(*value),
                Err(error) => Err(**error.get_ref()),
            };
            assert!(thread.join().is_err());
            assert!(mutex.is_poisoned());
            let late = matches!(mutex.try_lock(), Err(TryLockError::Poisoned(_)));
            run.observe("seen", (early, late));
        },
        &[
            "seen = (Err(1), true)",
            "seen = (Ok(0), true)",
            "seen = (Ok(1), true)",
            "panic: with the lock",
        ],
    );
}

#[test]
fn a_panic_poisons_no_lock_of_another_thread() {
    gives(
        |run| {
            let mutex = Mutex::new(0);
            thread::scope(|s| {
                s.spawn(|| *mutex.lock().unwrap() += 1);
                let panics = s.spawn(|| panic!("without a lock"));
                assert!(panics.join().is_err());
            });
            run.observe("poisoned", mutex.is_poisoned());
        },
        &["poisoned = false", "panic: without a lock"],
    );
}

#[test]
fn looking_at_the_poison_is_a_step() {
    gives(
        |run| {
            let mutex = Arc::new(Mutex::new(0));
            let other = mutex.clone();
            let thread = thread::spawn(move || {
                let _guard = other.lock().unwrap();
                panic!("with the lock");
            });
            let seen = mutex.is_poisoned();
            mutex.clear_poison();
            assert!(thread.join().is_err());
            run.observe("before and after", (seen, mutex.is_poisoned()));
            mutex.clear_poison();
            let mut mutex = Arc::into_inner(mutex).unwrap();
            assert!(mutex.get_mut().is_ok() && mutex.into_inner().is_ok());
        },
        &[
            "before and after = (false, false)",
            "before and after = (false, true)",
            "before and after = (true, false)",
            "panic: with the lock",
        ],
    );
}

#[test]
fn taken_apart_it_says_that_it_is_poisoned() {
    gives(
        |run| {
            let mut mutex = Mutex::new(4);
            thread::scope(|s| {
                let thread = s.spawn(|| {
                    let _guard = mutex.lock().unwrap();
                    panic!("with the lock");
                });
                assert!(thread.join().is_err());
            });
            assert_eq!(*mutex.get_mut().unwrap_err().into_inner(), 4);
            run.observe("value", mutex.into_inner().unwrap_err().into_inner());
        },
        &["value = 4", "panic: with the lock"],
    );
}

#[test]
fn it_is_shown_as_in_std() {
    gives(
        |run| {
            let mutex = Mutex::new(1);
            let free = format!("{mutex:?}");
            let guard = mutex.lock().unwrap();
            run.observe("free", free);
            run.observe("locked", (&mutex, &guard));
        },
        &["free = \"Mutex { data: 1, poisoned: false, .. }\", \
             locked = (Mutex { data: \"<locked>\", poisoned: false, .. }, 1)"],
    );
}

#[test]
fn a_guard_that_is_forgotten_keeps_the_lock() {
    gives(
        |run| {
            let mutex: Box<Mutex<[u8]>> = Box::new(Mutex::new([1, 2]));
            mem::forget(mutex.lock());
            run.observe("free", mutex.try_lock().is_ok());
        },
        &["free = false"],
    );
}
