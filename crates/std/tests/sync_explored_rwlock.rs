//! The reader-writer lock in an exploration.

mod common;

use std::sync::{Arc, Barrier, RwLock, RwLockWriteGuard, TryLockError};
use std::thread;

use common::gives;

#[test]
fn a_reader_sees_what_writers_left() {
    gives(
        |run| {
            let pair = RwLock::new((0, 0));
            thread::scope(|s| {
                s.spawn(|| {
                    let mut pair = pair.write().unwrap();
                    pair.0 += 1;
                    pair.1 += 1;
                });
                run.observe("pair", *pair.read().unwrap());
            });
        },
        &["pair = (0, 0)", "pair = (1, 1)"],
    );
}

#[test]
fn readers_are_inside_together_and_writers_are_not() {
    gives(
        |run| {
            let (lock, barrier) = (RwLock::new(1), Barrier::new(2));
            let read = || {
                let value = lock.read().unwrap();
                barrier.wait();
                *value
            };
            thread::scope(|s| {
                let other = s.spawn(read);
                run.observe("sum", read() + other.join().unwrap());
            });
            let first = lock.try_read().unwrap();
            assert!(matches!(lock.try_write(), Err(TryLockError::WouldBlock)));
            drop(first);
            let _second = lock.try_write().unwrap();
            assert!(matches!(lock.try_read(), Err(TryLockError::WouldBlock)));
            assert!(matches!(lock.try_write(), Err(TryLockError::WouldBlock)));
        },
        &["sum = 2"],
    );
}

#[test]
fn reading_while_reading_deadlocks_with_a_writer_between() {
    gives(
        |run| {
            let lock = RwLock::new(0);
            thread::scope(|s| {
                s.spawn(|| *lock.write().unwrap() += 1);
                let outer = lock.read().unwrap();
                let inner = lock.read().unwrap();
                run.observe("same", *outer == *inner);
            });
        },
        &["same = true", "deadlock"],
    );
}

#[test]
fn a_panic_poisons_while_writing_and_not_while_reading() {
    gives(
        |run| {
            let lock = Arc::new(RwLock::new(1));
            let panics = |write: bool| {
                let lock = lock.clone();
                let thread = thread::spawn(move || {
                    let (_reader, _writer);
                    if write {
                        _writer = lock.write().unwrap();
                    } else {
                        _reader = lock.read().unwrap();
                    }
                    panic!("with the lock");
                });
                assert!(thread.join().is_err());
            };
            panics(false);
            let after_read = lock.is_poisoned();
            panics(true);
            assert!(matches!(lock.try_read(), Err(TryLockError::Poisoned(_))));
            assert!(lock.read().is_err() && lock.write().is_err());
            run.observe("poisoned", (after_read, lock.is_poisoned()));
            lock.clear_poison();
            assert!(lock.read().is_ok());
        },
        &["poisoned = (false, true)", "panic: with the lock"],
    );
}

#[test]
fn taken_apart_it_has_the_value() {
    gives(
        |run| {
            let mut lock = RwLock::new(1);
            *lock.write().unwrap() += 1;
            *lock.get_mut().unwrap() += 1;
            assert_eq!(
                format!("{lock:?}"),
                "RwLock { data: 3, poisoned: false, .. }"
            );
            run.observe("value", lock.into_inner().unwrap());
        },
        &["value = 3"],
    );
}

#[test]
fn a_downgrade_lets_readers_in_and_no_writer() {
    gives(
        |run| {
            let lock = RwLock::new(0);
            let downgraded = thread::scope(|s| {
                let mut guard = lock.write().unwrap();
                s.spawn(|| *lock.write().unwrap() += 10);
                let reader = s.spawn(|| *lock.read().unwrap());
                *guard += 1;
                let guard = RwLockWriteGuard::downgrade(guard);
                let same = *guard;
                // A reader can go on although this thread still reads.
                let other = lock.try_read().is_ok();
                assert_eq!(*guard, same);
                drop(guard);
                (other, reader.join().unwrap())
            });
            run.observe("seen", downgraded);
            run.observe("left", *lock.read().unwrap());
        },
        &[
            "seen = (false, 1), left = 11",
            "seen = (false, 11), left = 11",
            "seen = (true, 1), left = 11",
            "seen = (true, 11), left = 11",
        ],
    );
}

#[test]
fn a_downgraded_guard_is_given_up_as_a_reader() {
    gives(
        |run| {
            let lock = RwLock::new(1);
            let guard = RwLockWriteGuard::downgrade(lock.write().unwrap());
            assert!(matches!(lock.try_write(), Err(TryLockError::WouldBlock)));
            drop((lock.try_read().unwrap(), guard));
            run.observe("free", lock.try_write().is_ok());
        },
        &["free = true"],
    );
}

#[test]
fn a_writer_that_waits_holds_up_readers_that_come_later() {
    gives(
        |run| {
            let lock = RwLock::new(0);
            thread::scope(|s| {
                let reader = lock.read().unwrap();
                let writer = s.spawn(|| *lock.write().unwrap() = 1);
                let late = lock.try_read().is_ok();
                drop(reader);
                writer.join().unwrap();
                run.observe("second reader let in", late);
            });
        },
        &[
            "second reader let in = false",
            "second reader let in = true",
        ],
    );
}
