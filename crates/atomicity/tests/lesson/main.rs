//! The interleavings that the lesson shows are what the explorer finds, and so are the
//! figures in its sentences and the lines of the programs.
//!
//! Each program stands in a file of its own, whose name and lines the stories show. Where
//! the lesson differs, a test says what to put there.

extern crate judged as std;

mod counter;
#[allow(dead_code)] // Its `main`, which prints the same.
#[path = "../../examples/guard_lifetimes.rs"]
mod guard_lifetimes;
mod handed;
mod looks;
mod pair;
mod publish;
mod reading;
mod relaxed;
mod seats;
mod transfer;

use std::fs;
use std::path::Path;

use interleave::{Check, Exploration, Run};

/// What a check expects besides its outcomes.
const NEVER: [&str; 2] = ["deadlock: never", "panic: never"];

fn lesson() -> String {
    include_str!("../../README.md").replace("\r\n", "\n")
}

/// The lesson must have this story as a block of its own.
fn shows(explored: Exploration, outcomes: &[&str]) {
    let story = explored.story(&[outcomes, &NEVER].concat());
    let block = format!("```text\n{story}```\n");
    assert!(
        lesson().contains(&block),
        "the lesson should show:\n{block}"
    );
}

/// The lesson must say this, wherever its lines break.
fn says(sentence: &str) {
    let lesson = lesson();
    let words: Vec<&str> = lesson.split_whitespace().collect();
    let said = words.join(" ").contains(sentence);
    assert!(said, "the lesson should say: {sentence}");
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

/// All interleavings of `program`: what it can do, and how many there are.
fn explore<'p>(program: impl Fn(&Run) + Send + Sync + 'p) -> (Exploration<'p>, u64) {
    let explored = interleave::explore(program);
    assert!(explored.is_exhaustive());
    let count = explored.executions();
    (explored, count)
}

/// In how many interleavings the story has `behaviour`.
fn count_of(program: impl Fn(&Run) + Send + Sync, outcomes: &[&str], behaviour: &str) -> u64 {
    let story = interleave::explore(program).story(&[outcomes, &NEVER].concat());
    let mut lines = story.lines().filter(|line| line.contains(behaviour));
    let count = lines.find_map(|line| {
        line.split_once(" in ")?
            .1
            .split_once(" of ")?
            .0
            .parse()
            .ok()
    });
    count.unwrap_or_else(|| panic!("how often is {behaviour} in this?\n{story}"))
}

#[test]
fn an_update_is_lost() {
    let (explored, all) = explore(counter::load_and_store);
    let lost = count_of(counter::load_and_store, &["total = 2"], "total = 1");
    says(&format!(
        "there are {all} interleavings that make a difference, and {lost} of them lose"
    ));
    shows(explored, &["total = 2"]);
    lists(include_str!("counter.rs"));
}

#[test]
fn one_step_loses_nothing() {
    let (explored, all) = explore(counter::one_step);
    assert_eq!(explored.behaviours(), ["total = 2"]);
    says(&format!("{all} interleavings are left, and both give 2"));
}

#[test]
fn a_seat_is_taken_twice() {
    let (explored, all) = explore(seats::look_and_take);
    let twice = count_of(seats::look_and_take, &["seats = 0"], "seats = -1");
    says(&format!("In {twice} of {all} interleavings both take it"));
    shows(explored, &["seats = 0"]);
    lists(include_str!("seats.rs"));
}

#[test]
fn two_atomics_are_not_a_pair() {
    let (explored, _) = explore(pair::two_atomics);
    shows(explored, &["seen = (1, 1)", "seen = (2, 2)"]);
    lists(include_str!("pair.rs"));
}

#[test]
fn guards_are_dropped_where_the_lesson_says() {
    let printed = [guard_lifetimes::statements(), guard_lifetimes::bodies()].concat();
    let block = format!("```text\n{}\n```\n", printed.join("\n"));
    assert!(
        lesson().contains(&block),
        "the lesson should show:\n{block}"
    );
}

#[test]
fn locks_in_two_orders_deadlock() {
    let (explored, all) = explore(transfer::both_ways);
    let stuck = count_of(transfer::both_ways, &["done = true"], "deadlock");
    says(&format!(
        "In {stuck} of {all} interleavings nobody ever goes on"
    ));
    shows(explored, &["done = true"]);
    lists(include_str!("transfer.rs"));
}

#[test]
fn a_second_read_waits_behind_a_writer() {
    let (explored, _) = explore(reading::read_while_reading);
    shows(explored, &["sum = 2", "sum = 4"]);
    lists(include_str!("reading.rs"));
}

#[test]
fn who_sees_the_flag_sees_the_number() {
    let (explored, all) = explore(publish::number_then_flag);
    assert_eq!(explored.behaviours(), ["seen = None", "seen = Some(7)"]);
    says(&format!(
        "in all {all} interleavings the second thread sees"
    ));
    lists(include_str!("publish.rs"));
}

#[test]
fn with_relaxed_the_flag_comes_without_the_number() {
    let explored = Check::new()
        .weak_memory()
        .explore(relaxed::number_then_flag);
    assert!(explored.is_exhaustive());
    shows(explored, &["seen = None", "seen = Some(7)"]);
    lists(include_str!("relaxed.rs"));
}

#[test]
fn a_release_and_an_acquire_hand_the_number_on() {
    let explored = Check::new().weak_memory().explore(handed::number_then_flag);
    assert!(explored.is_exhaustive());
    assert_eq!(explored.behaviours(), ["seen = None", "seen = Some(7)"]);
    says("with both, there is no such execution");
    lists(include_str!("handed.rs"));
}

#[test]
fn to_hand_on_does_not_make_a_flag_seen() {
    let explored = Check::new().weak_memory().explore(looks::raise_and_look);
    assert!(explored.is_exhaustive());
    let one = ["seen = (false, true)", "seen = (true, false)"];
    shows(explored, &[one[0], one[1], "seen = (true, true)"]);
    lists(include_str!("looks.rs"));
}

/// A learner who reads it must meet every exercise of the chapter that there is, and none
/// that there isn't.
#[test]
fn the_lesson_names_the_exercises() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../exercises/2-atomicity");
    let folders = fs::read_dir(folder).expect("the chapter has exercises");
    let mut there: Vec<String> = folders
        .map(|entry| entry.expect("readable").file_name().into_string().unwrap())
        .collect();
    there.sort_unstable();
    let lesson = lesson();
    let now = lesson.lines().filter(|line| line.starts_with("> **Now:**"));
    let commands = now.filter_map(|line| line.split('`').nth(1));
    let mut named: Vec<String> = commands
        .flat_map(|command| command.split(' ').skip(3))
        .map(str::to_owned)
        .collect();
    named.sort_unstable();
    named.dedup();
    assert_eq!(
        named, there,
        "the lesson's, and those in exercises/2-atomicity"
    );
}
