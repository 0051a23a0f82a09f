//! Where an execution ends early, its threads are unwound, and destructors that join,
//! start or end something must not end the process.

mod common;

use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::{panic, process};

use common::gives;

/// Runs its closure when dropped.
struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// As a learner's thread pool has it.
struct Pool(Option<JoinHandle<u8>>);

impl Drop for Pool {
    fn drop(&mut self) {
        assert_eq!(self.0.take().unwrap().join().unwrap(), 1);
    }
}

#[test]
fn a_destructor_joins_a_thread_that_is_stuck() {
    gives(
        |run| {
            let (first, second) = (Arc::new(Mutex::new(())), Arc::new(Mutex::new(())));
            let its = (Arc::clone(&first), Arc::clone(&second));
            let _pool = Pool(Some(thread::spawn(move || {
                let _first = its.0.lock().unwrap();
                let _second = its.1.lock().unwrap();
                1
            })));
            let _second = second.lock().unwrap();
            let _first = first.lock().unwrap();
            run.observe("ends", true);
        },
        &["ends = true", "deadlock"],
    );
}

#[test]
fn a_destructor_joins_a_thread_that_has_panicked() {
    gives(
        |_| {
            let _pool = Pool(Some(thread::spawn(|| panic!("on purpose"))));
            thread::park();
        },
        &["lost wake-up", "panic: on purpose"],
    );
}

#[test]
fn a_destructor_joins_a_thread_that_has_ended() {
    gives(
        |_| {
            let _pool = Pool(Some(thread::spawn(|| 1)));
            thread::park();
        },
        &["lost wake-up"],
    );
}

#[test]
fn a_destructor_opens_a_scope() {
    gives(
        |_| {
            let _scope = OnDrop(|| {
                let mut list = Vec::from([1]);
                thread::scope(|s| {
                    s.spawn(|| list.push(2));
                });
                assert_eq!(list.len(), 2);
            });
            thread::park();
        },
        &["lost wake-up"],
    );
}

#[test]
fn a_destructor_starts_a_thread() {
    gives(
        |_| {
            let _start = OnDrop(|| thread::spawn(|| ()).join().unwrap());
            thread::park();
        },
        &["lost wake-up"],
    );
}

#[test]
fn a_destructor_ends_the_program() {
    gives(
        |_| {
            let _exit = OnDrop(|| process::exit(1));
            thread::park();
        },
        &["lost wake-up"],
    );
}

#[test]
fn a_destructor_uses_what_is_refused() {
    gives(
        |_| {
            let _refused = OnDrop(|| drop(panic::take_hook()));
            thread::park();
        },
        &["lost wake-up"],
    );
}

#[test]
fn what_a_scope_lends_outlives_its_threads() {
    gives(
        |_| {
            let list = Mutex::new(Vec::from([1]));
            thread::scope(|s| {
                for _ in 0..2 {
                    s.spawn(|| {
                        let _push = OnDrop(|| list.lock().unwrap().push(2));
                        thread::park();
                    });
                }
                panic!("the closure itself");
            });
        },
        &["lost wake-up"],
    );
}
