//! The reader-writer lock outside of an exploration.

use std::sync::{Arc, RwLock, RwLockWriteGuard, TryLockError};
use std::thread;

/// A lock around `value` in which a thread has panicked while it was writing.
fn poisoned<T: Send + Sync + 'static>(value: T) -> Arc<RwLock<T>> {
    let lock = Arc::new(RwLock::new(value));
    let other = lock.clone();
    let result = thread::spawn(move || {
        let _guard = other.write().unwrap();
        panic!("while writing");
    })
    .join();
    assert!(result.is_err());
    lock
}

#[test]
fn many_read_or_one_writes() {
    let lock = RwLock::new(5);
    {
        let (first, second) = (lock.read().unwrap(), lock.try_read().unwrap());
        assert_eq!((*first, *second), (5, 5));
        assert!(matches!(lock.try_write(), Err(TryLockError::WouldBlock)));
    }
    {
        let mut writer = lock.write().unwrap();
        *writer += 1;
        assert!(matches!(lock.try_read(), Err(TryLockError::WouldBlock)));
        assert!(matches!(lock.try_write(), Err(TryLockError::WouldBlock)));
    }
    *lock.try_write().unwrap() += 1;
    assert_eq!(lock.into_inner().unwrap(), 7);
}

#[test]
fn a_writer_becomes_a_reader() {
    let lock = RwLock::new(1);
    let mut writer = lock.write().unwrap();
    *writer = 2;
    let reader = RwLockWriteGuard::downgrade(writer);
    assert_eq!(*reader, 2);
    assert_eq!(*lock.read().unwrap(), 2);
    assert!(lock.try_write().is_err());
    drop(reader);
    assert!(lock.try_write().is_ok());
}

#[test]
fn threads_take_turns_writing() {
    let lock = Arc::new(RwLock::new(Vec::new()));
    let threads: Vec<_> = (0..4)
        .map(|number| {
            let lock = lock.clone();
            thread::spawn(move || {
                lock.write().unwrap().push(number);
                lock.read().unwrap().contains(&number)
            })
        })
        .collect();
    for thread in threads {
        assert!(thread.join().unwrap());
    }
    assert_eq!(lock.read().unwrap().len(), 4);
}

#[test]
fn a_panic_while_writing_poisons() {
    let lock = poisoned(1);
    assert!(lock.is_poisoned());
    assert_eq!(*lock.read().unwrap_err().into_inner(), 1);
    *lock.write().unwrap_err().into_inner() = 2;
    assert!(matches!(lock.try_read(), Err(TryLockError::Poisoned(_))));
    assert!(matches!(lock.try_write(), Err(TryLockError::Poisoned(_))));
    lock.clear_poison();
    assert!(!lock.is_poisoned());
    assert_eq!(*lock.read().unwrap(), 2);
}

#[test]
fn a_panic_while_reading_does_not() {
    let lock = Arc::new(RwLock::new(1));
    let other = lock.clone();
    let result = thread::spawn(move || {
        let _guard = other.read().unwrap();
        panic!("while reading");
    })
    .join();
    assert!(result.is_err() && !lock.is_poisoned());
    assert!(lock.try_write().is_ok());
}

#[test]
fn taken_apart_it_says_that_it_is_poisoned() {
    let mut lock = Arc::into_inner(poisoned(3)).unwrap();
    assert_eq!(*lock.get_mut().unwrap_err().into_inner(), 3);
    assert_eq!(lock.into_inner().unwrap_err().into_inner(), 3);
}

#[test]
fn it_is_shown_as_in_std() {
    let lock = RwLock::new(1);
    assert_eq!(
        format!("{lock:?}"),
        "RwLock { data: 1, poisoned: false, .. }"
    );
    let writer = lock.write().unwrap();
    assert_eq!(format!("{writer:?} {writer}"), "1 1");
    assert_eq!(
        format!("{lock:?}"),
        "RwLock { data: <locked>, poisoned: false, .. }"
    );
    drop(writer);
    let reader = lock.read().unwrap();
    assert_eq!(format!("{reader:?} {reader}"), "1 1");
}

#[test]
fn it_holds_what_has_no_size_and_stands_in_statics() {
    static LIMIT: RwLock<u32> = RwLock::new(3);
    *LIMIT.write().unwrap() += 1;
    assert_eq!(*LIMIT.read().unwrap(), 4);
    let slice: Box<RwLock<[u32]>> = Box::new(RwLock::new([1, 2, 3]));
    slice.write().unwrap()[0] = 9;
    assert_eq!(*slice.read().unwrap(), [9, 2, 3]);
    assert_eq!(*RwLock::from(8).read().unwrap(), 8);
    assert_eq!(*RwLock::<u8>::default().read().unwrap(), 0);
}
