//! How these tests say what a program gives: inside of an exploration just this, on real
//! threads nothing else.

#![allow(dead_code, reason = "not every test uses all of it")]

use std::fmt::Debug;

use interleave::{Check, Run};

/// Explores `program` and compares all its behaviours with `expected`.
#[track_caller]
pub fn gives(program: impl Fn(&Run) + Send + Sync, expected: &[&str]) {
    assert_eq!(Check::new().explore(program).behaviours(), expected);
}

/// Explores `program`, which must give just these values; and runs it on real threads,
/// with the real crossbeam, where each value must be one of them.
#[track_caller]
pub fn agrees<R: Debug>(program: impl Fn() -> R + Send + Sync, expected: &[&str]) {
    let named: Vec<String> = expected.iter().map(|one| format!("got = {one}")).collect();
    let explored = Check::new().explore(|run| run.observe("got", program()));
    assert_eq!(explored.behaviours(), named);
    for _ in 0..60 {
        let got = format!("{:?}", program());
        assert!(expected.contains(&&*got), "on real threads: {got}");
    }
}

/// As [`agrees`], and says how many executions there are.
#[track_caller]
pub fn agrees_in<R: Debug>(
    executions: u64,
    program: impl Fn() -> R + Send + Sync,
    expected: &[&str],
) {
    let explored = Check::new().explore(|run| run.observe("got", program()));
    assert_eq!(explored.executions(), executions);
    drop(explored);
    agrees(program, expected);
}
