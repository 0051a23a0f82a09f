//! The interleavings that the lesson shows are what the explorer finds; it names every
//! exercise that is there; and it lists its programs as they are.

extern crate judged as std;

mod kept;
mod locked;
mod notified;

use std::fs;
use std::path::Path;

use interleave::{Run, explore};

/// What a check expects besides its outcomes.
const NEVER: [&str; 2] = ["deadlock: never", "panic: never"];

fn lesson() -> String {
    include_str!("../../README.md").replace("\r\n", "\n")
}

/// The lesson must have the story of this program as a block of its own.
fn shows(program: fn(&Run), outcome: &str) {
    let story = explore(program).story(&[&[outcome], &NEVER[..]].concat());
    let block = format!("```text\n{story}```\n");
    assert!(
        lesson().contains(&block),
        "the lesson should show:\n{block}"
    );
}

/// The lesson must list what the program does: all between its first line and what is
/// only there for the check.
fn lists(file: &str) {
    let lesson = lesson();
    let body = file.lines().skip_while(|line| !line.starts_with("pub fn"));
    let body = body.skip(1).take_while(|line| *line != "}");
    for line in body.map(str::trim).filter(|line| !line.contains("run.")) {
        let listed = lesson.lines().any(|listed| listed.trim() == line);
        assert!(listed, "the lesson should list: {line}");
    }
}

fn gives(program: fn(&Run), outcomes: &[&str]) {
    let explored = explore(program);
    assert!(explored.is_exhaustive());
    assert_eq!(explored.behaviours(), outcomes);
}

#[test]
fn a_kept_sender_keeps_the_receiver_waiting() {
    shows(kept::a_kept_sender, "sum = 3");
    lists(include_str!("kept.rs"));
    gives(kept::a_dropped_sender, &["sum = 3"]);
}

#[test]
fn to_send_what_a_lock_guards_can_deadlock() {
    shows(locked::send_inside, "total = 0");
    lists(include_str!("locked.rs"));
}

#[test]
fn a_notification_without_state_is_lost() {
    shows(notified::without_state, "awake = true");
    lists(include_str!("notified.rs"));
    gives(notified::with_state, &["awake = true"]);
}

/// A learner who reads it must meet every exercise of the chapter that there is, and none
/// that there isn't.
#[test]
fn the_lesson_names_the_exercises() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../exercises/3-csp");
    let folders = fs::read_dir(folder).into_iter().flatten();
    let mut there: Vec<String> = folders
        .map(|entry| entry.expect("readable").file_name().into_string().unwrap())
        .collect();
    there.sort_unstable();
    let lesson = lesson();
    let now = lesson.lines().filter(|line| line.starts_with("> **Now:**"));
    let words = now.flat_map(|line| line.split(['`', ' ', ',', ';']).skip(2));
    let mut named: Vec<String> = words
        .filter(|word| there.iter().any(|name| name == word) || word.contains('-'))
        .map(str::to_owned)
        .collect();
    named.sort_unstable();
    named.dedup();
    assert_eq!(named, there, "the lesson's, and those in exercises/3-csp");
}
