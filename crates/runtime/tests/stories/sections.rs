//! Sections: how many may be inside at once, and which may overlap.

use std::sync::Mutex;
use std::thread;

use interleave::Run;

use crate::tells;

fn two_callbacks(run: &Run, locked: bool) {
    let lock = Mutex::new(());
    let callback = || {
        let guard = lock.lock().unwrap();
        if !locked {
            drop(guard);
        }
        let _in = run.section("callback");
        // The guard, if it is still there, lives longer than the section.
    };
    thread::scope(|s| {
        s.spawn(callback);
        s.spawn(callback);
    });
}

#[test]
fn two_inside_where_one_should_be() {
    let expected = "inside callback: at most 1 at once";
    tells("two_inside", &[expected], |run| two_callbacks(run, false));
}

#[test]
fn one_inside_where_two_should_be() {
    let expected = "inside callback: at most 2 at once";
    tells("only_one_inside", &[expected], |run| {
        let lock = Mutex::new(());
        let callback = || {
            let _guard = lock.lock().unwrap();
            let _in = run.section("callback");
        };
        thread::scope(|s| {
            s.spawn(callback);
            s.spawn(callback);
        });
    });
}

fn reader_and_writer(run: &Run, overlap: bool) {
    let lock = Mutex::new(());
    let held = |name| {
        let _guard = (!overlap).then(|| lock.lock().unwrap());
        let _in = run.section(name);
    };
    thread::scope(|s| {
        s.spawn(|| held("reading"));
        s.spawn(|| held("writing"));
    });
}

const INSIDE: [&str; 2] = [
    "inside reading: at most 1 at once",
    "inside writing: at most 1 at once",
];

#[test]
fn sections_that_should_never_overlap() {
    let expected = [INSIDE[0], INSIDE[1], "reading and writing: never overlap"];
    tells("may_overlap", &expected, |run| reader_and_writer(run, true));
}

#[test]
fn sections_that_should_overlap() {
    let expected = [INSIDE[0], INSIDE[1], "reading and writing: may overlap"];
    tells("never_overlap", &expected, |run| {
        reader_and_writer(run, false)
    });
}
