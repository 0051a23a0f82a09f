//! Threads that wait for locks which are never given back.

use std::sync::{Condvar, LazyLock, Mutex, OnceLock, RwLock};
use std::thread;

use crate::tells;

struct Account {
    balance: Mutex<i64>,
}

fn account() -> Account {
    Account {
        balance: Mutex::new(100),
    }
}

fn transfer(from: &Account, to: &Account, amount: i64) {
    let mut source = from.balance.lock().unwrap();
    let mut target = to.balance.lock().unwrap();
    *source -= amount;
    *target += amount;
}

#[test]
fn two_locks_in_two_orders() {
    tells("deadlock_2", &[], |_| {
        let (a, b) = (account(), account());
        thread::scope(|s| {
            s.spawn(|| transfer(&a, &b, 10));
            s.spawn(|| transfer(&b, &a, 20));
        });
    });
}

#[test]
fn three_locks_in_a_circle() {
    tells("deadlock_3", &[], |_| {
        let accounts = [account(), account(), account()];
        let accounts = &accounts;
        thread::scope(|s| {
            for (name, from, to) in [("ann", 0, 1), ("ben", 1, 2), ("cat", 2, 0)] {
                let builder = thread::Builder::new().name(name.into());
                let body = move || transfer(&accounts[from], &accounts[to], 1);
                builder.spawn_scoped(s, body).unwrap();
            }
        });
    });
}

#[test]
fn a_join_with_the_lock_in_hand() {
    tells("deadlock_join", &[], |_| {
        let total = std::sync::Arc::new(Mutex::new(0));
        let guard = total.lock().unwrap();
        let theirs = total.clone();
        let worker = thread::spawn(move || *theirs.lock().unwrap() += 1);
        worker.join().unwrap();
        drop(guard);
    });
}

#[test]
fn a_guard_that_is_never_dropped() {
    tells("deadlock_forgotten_guard", &[], |_| {
        let total = Mutex::new(0);
        thread::scope(|s| {
            s.spawn(|| std::mem::forget(total.lock()));
            s.spawn(|| *total.lock().unwrap() += 1);
        });
    });
}

#[test]
fn a_notified_thread_that_never_gets_the_lock_back() {
    tells("deadlock_notified", &[], |_| {
        let (ready, changed) = (Mutex::new(false), Condvar::new());
        thread::scope(|s| {
            s.spawn(|| drop(changed.wait_while(ready.lock().unwrap(), |ready| !*ready)));
            s.spawn(|| {
                let mut guard = ready.lock().unwrap();
                *guard = true;
                changed.notify_one();
                std::mem::forget(guard);
            });
        });
    });
}

#[test]
fn a_lock_taken_twice() {
    tells("self_deadlock", &[], |_| {
        let total = Mutex::new(0);
        let guard = total.lock().unwrap();
        let sum = *total.lock().unwrap() + 1;
        drop(guard);
        assert_eq!(sum, 1);
    });
}

#[test]
fn a_lock_taken_twice_by_one_of_two() {
    tells("self_deadlock_thread", &[], |_| {
        let total = Mutex::new(1);
        thread::scope(|s| {
            s.spawn(|| *total.lock().unwrap() += 1);
            s.spawn(|| {
                if let 2 = *total.lock().unwrap() {
                    *total.lock().unwrap() += 1;
                }
            });
        });
    });
}

#[test]
fn a_writer_between_two_reads() {
    tells("deadlock_waiting_writer", &[], |_| {
        let map = RwLock::new(1);
        thread::scope(|s| {
            s.spawn(|| {
                let first = map.read().unwrap();
                let second = map.read().unwrap();
                *first + *second
            });
            s.spawn(|| *map.write().unwrap() += 1);
        });
    });
}

#[test]
fn a_read_lock_that_wants_to_write() {
    tells("deadlock_upgrade", &[], |_| {
        let map = RwLock::new(0);
        let change = || {
            let seen = map.read().unwrap();
            *map.write().unwrap() = *seen + 1;
        };
        thread::scope(|s| {
            s.spawn(change);
        });
    });
}

#[test]
fn an_initialisation_that_needs_itself() {
    tells("self_deadlock_once", &[], |_| {
        let cell: OnceLock<u32> = OnceLock::new();
        cell.get_or_init(|| *cell.get_or_init(|| 1));
    });
}

#[test]
fn two_initialisations_that_need_each_other() {
    static LEFT: LazyLock<u32> = LazyLock::new(|| *RIGHT + 1);
    static RIGHT: LazyLock<u32> = LazyLock::new(|| *LEFT + 1);
    tells("deadlock_once", &[], |_| {
        thread::scope(|s| {
            s.spawn(|| *LEFT);
            s.spawn(|| *RIGHT);
        });
    });
}
