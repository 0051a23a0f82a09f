//! What destructors do while a thread unwinds, from a panic or because its execution
//! has come to a dead end.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Condvar, Mutex, mpsc};
use std::{hint, mem, thread, thread_local};

use crate::gives;

/// Runs its function when it is dropped.
struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// Two locks in two orders, with `inside` called by both threads on their stacks.
fn may_deadlock(inside: impl Fn(&Mutex<u32>, &Mutex<u32>) + Sync) {
    let (a, b) = (Mutex::new(0), Mutex::new(0));
    let (a, b, inside) = (&a, &b, &inside);
    thread::scope(|s| {
        s.spawn(move || inside(a, b));
        s.spawn(move || inside(b, a));
    });
}

fn both(first: &Mutex<u32>, second: &Mutex<u32>) {
    let mut first = first.lock().unwrap();
    *first += *second.lock().unwrap();
}

#[test]
fn a_caught_panic_in_a_destructor_that_runs_in_a_panic() {
    gives(&["panicked = true", "panic: outer"], |run| {
        let handle = thread::spawn(|| {
            let _drop = OnDrop(|| drop(catch_unwind(|| panic!("inner"))));
            panic!("outer");
        });
        run.observe("panicked", handle.join().is_err());
    });
}

#[test]
fn everything_is_caught_but_a_dead_end() {
    gives(&["end = 1", "deadlock"], |run| {
        let all = AssertUnwindSafe(|| {
            may_deadlock(|first, second| {
                drop(catch_unwind(AssertUnwindSafe(|| both(first, second))));
            });
        });
        let end = catch_unwind(all).is_ok();
        run.observe("end", i32::from(end));
    });
}

#[test]
fn a_destructor_that_locks() {
    gives(&["deadlock"], |_| {
        may_deadlock(|first, second| {
            let _drop = OnDrop(|| {
                *first.lock().unwrap_or_else(|e| e.into_inner()) += 1;
                *second.lock().unwrap_or_else(|e| e.into_inner()) += 1;
            });
            both(first, second);
        });
    });
}

#[test]
fn a_destructor_that_uses_everything_else() {
    gives(&["deadlock"], |_| {
        may_deadlock(|first, second| {
            let _drop = OnDrop(|| {
                let (sender, receiver) = mpsc::sync_channel(0);
                thread::spawn(move || sender.send(1));
                let _ = receiver.recv();
                let (lock, changed) = (Mutex::new(false), Condvar::new());
                if let Ok(guard) = lock.lock() {
                    let _ = changed.wait_timeout(guard, std::time::Duration::from_secs(1));
                }
                thread::park_timeout(std::time::Duration::from_secs(1));
                thread::yield_now();
                std::println!("dropped");
            });
            both(first, second);
        });
    });
}

#[test]
fn a_thread_local_whose_destructor_locks() {
    type Last = OnDrop<Box<dyn FnMut()>>;
    thread_local! {
        static KEPT: RefCell<Option<Last>> = const { RefCell::new(None) };
    }
    gives(&["total = 4", "deadlock"], |run| {
        let total = Arc::new(Mutex::new(0));
        may_deadlock(|first, second| {
            let total = total.clone();
            let add = move || *total.lock().unwrap() += 2;
            KEPT.with(|kept| *kept.borrow_mut() = Some(OnDrop(Box::new(add))));
            both(first, second);
        });
        run.observe("total", *total.lock().unwrap());
    });
}

#[test]
fn a_destructor_that_joins() {
    gives(&["deadlock"], |_| {
        let lock = Arc::new(Mutex::new(0));
        let theirs = lock.clone();
        let mut worker = Some(thread::spawn(move || *theirs.lock().unwrap() += 1));
        let _join = OnDrop(|| drop(worker.take().map(thread::JoinHandle::join)));
        let guard = lock.lock().unwrap();
        mem::forget(guard);
    });
}

#[test]
fn a_destructor_that_spins() {
    gives(&["deadlock"], |_| {
        let done = AtomicBool::new(false);
        may_deadlock(|first, second| {
            let _drop = OnDrop(|| {
                while !done.load(SeqCst) {
                    hint::spin_loop();
                }
            });
            both(first, second);
            done.store(true, SeqCst);
        });
    });
}

#[test]
fn guards_that_are_forgotten() {
    gives(&["left = 1"], |run| {
        let locks: Vec<Mutex<u32>> = (0..10).map(Mutex::new).collect();
        for lock in &locks {
            mem::forget(lock.lock());
        }
        let taken = locks.iter().filter(|lock| lock.try_lock().is_ok()).count();
        let left = AtomicU32::new(1);
        run.observe("left", left.into_inner() - u32::try_from(taken).unwrap());
    });
}

#[test]
fn a_panic_does_not_poison_what_others_hold() {
    gives(&["poisoned = false", "panic: mine"], |run| {
        let lock = Arc::new(Mutex::new(0));
        let theirs = lock.clone();
        let other = thread::spawn(move || {
            let _guard = theirs.lock().unwrap();
            thread::yield_now();
            thread::panicking()
        });
        let panics = thread::spawn(|| panic!("mine"));
        assert!(panics.join().is_err() && !other.join().unwrap());
        run.observe("poisoned", lock.is_poisoned());
    });
}
