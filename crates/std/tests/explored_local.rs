//! Inside an exploration, each model thread has values of its own, and each execution
//! starts with none.

mod common;

use std::cell::{Cell, RefCell};
use std::sync::Mutex;
use std::thread;

use common::gives;

thread_local! {
    static COUNT: Cell<u32> = const { Cell::new(0) };
    static NAMES: RefCell<Vec<&'static str>> = panic!("set comes first");
}

fn count() -> u32 {
    COUNT.set(COUNT.get() + 1);
    COUNT.get()
}

#[test]
fn threads_and_executions_have_their_own() {
    gives(
        |run| {
            let counts = Mutex::new(Vec::new());
            let push = || counts.lock().unwrap().push((count(), count()));
            thread::scope(|s| {
                s.spawn(push);
                s.spawn(push);
            });
            run.observe("threads", &*counts.lock().unwrap());
            run.observe("main", count());
        },
        &["threads = [(1, 2), (1, 2)], main = 1"],
    );
}

#[test]
fn set_can_be_the_first_use() {
    gives(
        |run| {
            NAMES.set(vec!["a"]);
            NAMES.with_borrow_mut(|names| names.push("b"));
            run.observe("old", NAMES.replace(vec!["c"]));
            run.observe("new", NAMES.take());
            NAMES.set(vec![]);
            run.observe("length", NAMES.with(|names| names.borrow().len()));
        },
        &["old = [\"a\", \"b\"], new = [\"c\"], length = 0"],
    );
}

struct Probe<'a>(&'a Mutex<Vec<String>>);

impl Drop for Probe<'_> {
    fn drop(&mut self) {
        let own = PROBE.try_with(|_| ());
        let other = COUNT.try_with(Cell::get);
        self.0.lock().unwrap().push(format!("{own:?} {other:?}"));
    }
}

thread_local! {
    static PROBE: RefCell<Option<Probe<'static>>> = const { RefCell::new(None) };
}

#[test]
fn values_are_dropped_before_a_join_returns() {
    gives(
        |run| {
            let seen: &'static Mutex<_> = Box::leak(Box::default());
            let handle = thread::spawn(move || PROBE.set(Some(Probe(seen))));
            handle.join().unwrap();
            run.observe("seen", &*seen.lock().unwrap());
        },
        &["seen = [\"Err(AccessError) Ok(0)\"]"],
    );
}

/// Says its name to a log when it is dropped.
struct Says(&'static Mutex<Vec<&'static str>>, &'static str);

impl Drop for Says {
    fn drop(&mut self) {
        self.0.lock().unwrap().push(self.1);
    }
}

thread_local! {
    static FIRST: RefCell<Option<Says>> = const { RefCell::new(None) };
    static SECOND: RefCell<Option<Says>> = const { RefCell::new(None) };
}

#[test]
fn destructors_run_when_the_thread_ends_the_youngest_first() {
    gives(
        |run| {
            let log: &'static Mutex<_> = Box::leak(Box::default());
            thread::spawn(move || {
                FIRST.set(Some(Says(log, "first")));
                SECOND.set(Some(Says(log, "second")));
                log.lock().unwrap().push("ends");
            })
            .join()
            .unwrap();
            run.observe("log", log.lock().unwrap());
        },
        &["log = [\"ends\", \"second\", \"first\"]"],
    );
}

#[test]
fn destructors_of_two_threads_come_in_any_order() {
    gives(
        |run| {
            let log: &'static Mutex<_> = Box::leak(Box::default());
            let threads =
                ["a", "b"].map(|name| thread::spawn(move || FIRST.set(Some(Says(log, name)))));
            for thread in threads {
                thread.join().unwrap();
            }
            run.observe("log", log.lock().unwrap());
        },
        &["log = [\"a\", \"b\"]", "log = [\"b\", \"a\"]"],
    );
}
