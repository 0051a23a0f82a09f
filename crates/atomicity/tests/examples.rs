//! The examples end by themselves, soon, and what must not happen in them doesn't.
//!
//! How often a bug shows on real threads is luck, so that isn't asked; only that the right
//! versions never show it. Each example is built and run by cargo, as a learner would.

use std::process::Command;

/// What the example prints.
fn run(name: &str) -> String {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args([
        "run",
        "--quiet",
        "--package",
        "atomicity",
        "--example",
        name,
    ]);
    let output = cargo.output().expect("cargo can be run");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}:\n{errors}");
    String::from_utf8(output.stdout).expect("text")
}

/// The line that begins like this.
fn line<'a>(printed: &'a str, begin: &str) -> &'a str {
    let line = printed.lines().find(|line| line.starts_with(begin));
    line.unwrap_or_else(|| panic!("no line begins with {begin:?}:\n{printed}"))
}

#[test]
fn one_step_loses_nothing() {
    let printed = run("lost_update");
    assert!(
        line(&printed, "fetch_add").contains(" 0 lost in "),
        "{printed}"
    );
    assert!(printed.contains("load and store, new threads"), "{printed}");
}

#[test]
fn a_mutex_tears_nothing() {
    let printed = run("torn_pair");
    assert!(line(&printed, "one mutex").contains(" 0 of "), "{printed}");
    assert!(printed.contains("two atomics"), "{printed}");
}

#[test]
fn one_order_never_gets_stuck() {
    let printed = run("lock_order");
    assert!(
        line(&printed, "one order").contains("both ended"),
        "{printed}"
    );
    assert!(printed.contains("opposite orders: "), "{printed}");
}

#[test]
fn sequentially_consistent_flags_are_seen() {
    let printed = run("two_flags");
    assert!(
        line(&printed, "SeqCst").contains("both read 0 in 0 of "),
        "{printed}"
    );
    assert!(printed.contains("Relaxed: "), "{printed}");
}

#[test]
fn a_renamed_file_is_whole() {
    let printed = run("two_processes");
    let (_, renamed) = printed.split_once("renamed:").expect("both ways");
    assert!(
        renamed.contains("empty 0, a part 0, old and new mixed 0"),
        "{printed}"
    );
    assert!(!renamed.contains("whole 0,"), "{printed}");
}

#[test]
fn every_guard_is_dropped_somewhere() {
    let printed = run("guard_lifetimes");
    assert!(
        printed
            .lines()
            .all(|line| line.matches("unlocked").count() == 1),
        "{printed}"
    );
    assert!(
        line(&printed, "match").ends_with("locked, body, unlocked"),
        "{printed}"
    );
}

#[test]
fn the_explorer_tells_both_kinds() {
    let printed = run("interleavings");
    assert!(
        line(&printed, "== a load and a store").ends_with("4 interleavings"),
        "{printed}"
    );
    assert!(
        line(&printed, "== one read-modify-write").ends_with("2 interleavings"),
        "{printed}"
    );
}
