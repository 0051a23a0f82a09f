//! The mutex and the condition variable outside of an exploration.

use std::sync::mpsc::channel;
use std::sync::{Arc, Condvar, Mutex, TryLockError};
use std::thread;
use std::time::Duration;

/// A mutex around `value` in whose critical section a thread has panicked.
fn poisoned<T: Send + 'static>(value: T) -> Arc<Mutex<T>> {
    let mutex = Arc::new(Mutex::new(value));
    let other = mutex.clone();
    let result = thread::spawn(move || {
        let _guard = other.lock().unwrap();
        panic!("with the lock");
    })
    .join();
    assert!(result.is_err());
    mutex
}

#[test]
fn threads_take_turns() {
    let data = Arc::new(Mutex::new(0));
    let (sender, receiver) = channel();
    for _ in 0..10 {
        let (data, sender) = (data.clone(), sender.clone());
        thread::spawn(move || {
            let mut data = data.lock().unwrap();
            *data += 1;
            if *data == 10 {
                sender.send(()).unwrap();
            }
        });
    }
    receiver.recv().unwrap();
    assert_eq!(*data.lock().unwrap(), 10);
}

#[test]
fn a_locked_mutex_is_not_locked_again() {
    let mutex = Mutex::new(1);
    let guard = mutex.try_lock().unwrap();
    assert!(matches!(mutex.try_lock(), Err(TryLockError::WouldBlock)));
    drop(guard);
    *mutex.try_lock().unwrap() = 2;
    assert_eq!(mutex.into_inner().unwrap(), 2);
}

#[test]
fn a_panic_poisons_until_it_is_cleared() {
    let mutex = poisoned(1);
    assert!(mutex.is_poisoned());
    let error = mutex.lock().unwrap_err();
    assert_eq!(**error.get_ref(), 1);
    *error.into_inner() = 2;
    assert!(matches!(mutex.try_lock(), Err(TryLockError::Poisoned(_))));
    mutex.clear_poison();
    assert!(!mutex.is_poisoned());
    assert_eq!(*mutex.lock().unwrap(), 2);
}

#[test]
fn taken_apart_it_says_that_it_is_poisoned() {
    let mut mutex = Arc::into_inner(poisoned(String::from("a"))).unwrap();
    assert_eq!(*mutex.get_mut().unwrap_err().into_inner(), "a");
    assert_eq!(mutex.into_inner().unwrap_err().into_inner(), "a");
}

#[test]
fn a_panic_that_began_before_the_lock_does_not_poison() {
    struct LocksWhenDropped(Arc<Mutex<u32>>);
    impl Drop for LocksWhenDropped {
        fn drop(&mut self) {
            *self.0.lock().unwrap() += 1;
        }
    }
    let mutex = Arc::new(Mutex::new(0));
    let locks = LocksWhenDropped(mutex.clone());
    let result = thread::spawn(move || {
        let _locks = locks;
        panic!("before the lock");
    })
    .join();
    assert!(result.is_err() && !mutex.is_poisoned());
    assert_eq!(*mutex.lock().unwrap(), 1);
}

#[test]
fn it_is_shown_as_in_std() {
    let mutex = Mutex::new(1);
    assert_eq!(
        format!("{mutex:?}"),
        "Mutex { data: 1, poisoned: false, .. }"
    );
    let guard = mutex.lock().unwrap();
    assert_eq!(format!("{guard:?} {guard}"), "1 1");
    assert_eq!(
        format!("{mutex:?}"),
        "Mutex { data: \"<locked>\", poisoned: false, .. }"
    );
    drop(guard);
    assert_eq!(
        format!("{:?}", poisoned(1)),
        "Mutex { data: 1, poisoned: true, .. }"
    );
}

#[test]
fn it_holds_what_has_no_size_and_stands_in_statics() {
    static NAMES: Mutex<Vec<&str>> = Mutex::new(Vec::new());
    NAMES.lock().unwrap().push("one");
    assert_eq!(*NAMES.lock().unwrap(), ["one"]);
    let slice: Arc<Mutex<[u32]>> = Arc::new(Mutex::new([1, 2, 3]));
    slice.lock().unwrap()[1] = 5;
    assert_eq!(*slice.lock().unwrap(), [1, 5, 3]);
    let function: Box<Mutex<dyn FnMut() -> u32 + Send>> = Box::new(Mutex::new(|| 7));
    assert_eq!((function.lock().unwrap())(), 7);
    let borrowed = String::from("lives longer");
    assert_eq!(**Mutex::from(&borrowed).lock().unwrap(), borrowed);
    assert_eq!(*Mutex::<u8>::default().lock().unwrap(), 0);
}

#[test]
fn a_condition_is_waited_for() {
    let pair = Arc::new((Mutex::new(false), Condvar::new()));
    let other = pair.clone();
    let thread = thread::spawn(move || {
        *other.0.lock().unwrap() = true;
        other.1.notify_one();
    });
    let (lock, condvar) = &*pair;
    let mut started = lock.lock().unwrap();
    while !*started {
        started = condvar.wait(started).unwrap();
    }
    drop(started);
    thread.join().unwrap();
    let guard = lock.lock().unwrap();
    let guard = condvar.wait_while(guard, |started| !*started).unwrap();
    assert!(*guard);
}

#[test]
fn waiting_ends_with_its_time() {
    let (mutex, condvar) = (Mutex::new(0), Condvar::new());
    let moment = Duration::from_millis(5);
    let guard = mutex.lock().unwrap();
    let (guard, result) = condvar
        .wait_timeout_while(guard, moment, |value| *value == 0)
        .unwrap();
    assert!(result.timed_out());
    let (guard, result) = condvar
        .wait_timeout_while(guard, moment, |value| *value == 1)
        .unwrap();
    assert!(!result.timed_out());
    let (guard, result) = condvar.wait_timeout(guard, Duration::ZERO).unwrap();
    assert!(result.timed_out());
    assert_eq!(format!("{result:?}"), "WaitTimeoutResult(true)");
    #[expect(deprecated)]
    let (guard, notified) = condvar.wait_timeout_ms(guard, 1).unwrap();
    assert!(!notified);
    drop(guard);
    assert!(mutex.try_lock().is_ok());
    assert_eq!(format!("{:?}", Condvar::default()), "Condvar { .. }");
}

#[test]
fn notify_all_lets_everybody_go_on() {
    let pair = Arc::new((Mutex::new(false), Condvar::new()));
    let threads: Vec<_> = (0..3)
        .map(|_| {
            let pair = pair.clone();
            thread::spawn(move || {
                let guard = pair.0.lock().unwrap();
                *pair.1.wait_while(guard, |open| !*open).unwrap()
            })
        })
        .collect();
    *pair.0.lock().unwrap() = true;
    pair.1.notify_all();
    for thread in threads {
        assert!(thread.join().unwrap());
    }
}

#[test]
fn waiting_tells_that_the_mutex_is_poisoned() {
    let mutex = poisoned(3);
    let guard = mutex.lock().unwrap_err().into_inner();
    let condvar = Condvar::new();
    let error = condvar
        .wait_timeout(guard, Duration::from_millis(1))
        .unwrap_err();
    let (guard, result) = error.into_inner();
    assert!(result.timed_out() && *guard == 3);
}
