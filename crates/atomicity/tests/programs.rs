//! The programs that the example `interleavings` prints are as right and as wrong as it
//! says, and the lesson shows no table that isn't the story of one of them.
//!
//! What the lesson says about each of its own programs is in the test `lesson`.

extern crate judged as std;

#[path = "../examples/interleavings/programs.rs"]
mod programs;

#[allow(dead_code)] // Its `main`, which prints the same.
#[path = "../examples/guard_lifetimes.rs"]
mod guard_lifetimes;

use interleave::Exploration;
use programs::{Program, RIGHT, WRONG};

const NEVER: [&str; 2] = ["deadlock: never", "panic: never"];

/// Too long for the lesson, which says how to have it printed.
const NOT_SHOWN: &str = "stepping back for each other";

fn program(name: &str) -> &'static Program {
    let all = WRONG.iter().chain(RIGHT);
    let mut named = all.filter(|program| program.name == name);
    named.next().unwrap_or_else(|| panic!("no program {name}"))
}

fn explored(name: &str) -> Exploration<'static> {
    program(name).explored()
}

fn story(program: &Program) -> String {
    program.explored().story(&[program.should, &NEVER].concat())
}

fn lesson() -> String {
    include_str!("../README.md").replace("\r\n", "\n")
}

/// What the lesson has between "```text" and "```".
fn tables() -> Vec<String> {
    let lesson = lesson();
    let blocks = lesson.split("```text\n").skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap_or_default().to_owned())
        .collect()
}

/// The lesson must say this, wherever its lines break.
fn says(sentence: &str) {
    let words: Vec<String> = lesson().split_whitespace().map(str::to_owned).collect();
    assert!(
        words.join(" ").contains(sentence),
        "the lesson should say: {sentence}"
    );
}

#[test]
fn right_programs_give_what_they_should_and_nothing_else() {
    for program in RIGHT {
        let explored = program.explored();
        assert!(explored.is_exhaustive(), "{}", program.name);
        assert_eq!(explored.behaviours(), program.should, "{}", program.name);
        assert_eq!(story(program), "", "{}", program.name);
    }
}

#[test]
fn each_trouble_is_of_its_kind() {
    for (name, trouble) in [
        ("a load and a store", "total = 1"),
        ("look, then take a seat", "seats = -1"),
        ("two locks in place of one", "total = 1"),
        ("a pair of two atomics", "seen = (1, 2)"),
        ("two guards in a statement", "self-deadlock"),
        (
            "a greeting under the lock",
            "inside greeting: at most 1 at once",
        ),
        ("locks in opposite orders", "deadlock"),
        (NOT_SHOWN, "livelock"),
        ("to read while reading", "deadlock"),
        ("a flag before the work", "got = [0, 7]"),
        ("a number, then a relaxed flag", "seen = Some(0)"),
        ("two flags that hand on", "seen = (false, false)"),
    ] {
        let gives = explored(name).behaviours();
        assert!(
            gives.iter().any(|line| line == trouble),
            "{name}: {gives:?}"
        );
    }
}

#[test]
fn the_lesson_shows_the_wrong_programs() {
    let tables = tables();
    for program in WRONG.iter().filter(|program| program.name != NOT_SHOWN) {
        let story = story(program);
        assert!(tables.contains(&story), "the lesson should show:\n{story}");
    }
}

#[test]
fn the_lesson_shows_no_other_table() {
    let mut told: Vec<String> = WRONG.iter().map(story).collect();
    let guards = [guard_lifetimes::statements(), guard_lifetimes::bodies()].concat();
    told.push(guards.join("\n") + "\n");
    for table in tables() {
        assert!(told.contains(&table), "no program tells this:\n{table}");
    }
}

#[test]
fn the_lesson_counts_right() {
    let twice = explored("two locks in place of one").executions();
    says(&format!(
        "In 4 of {twice} interleavings an addition is lost"
    ));
    assert!(story(program("two locks in place of one")).contains("in 4 of 6 interleavings"));
    let once = explored("one lock").executions();
    says(&format!(
        "over both, {once} interleavings are left, and both give 2"
    ));
    let flags = explored("two flags").executions();
    says(&format!(
        "in none of the {flags} interleavings do both see nothing"
    ));
}
