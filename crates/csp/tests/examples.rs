//! The examples say what they should, and end.

use std::process::Command;

/// What the example prints, with these arguments.
fn run(name: &str, arguments: &[&str]) -> String {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args([
        "run",
        "--quiet",
        "--package",
        "csp",
        "--example",
        name,
        "--",
    ]);
    let output = cargo.args(arguments).output().expect("cargo can be run");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}:\n{errors}");
    String::from_utf8(output.stdout).expect("text")
}

fn lesson() -> String {
    include_str!("../README.md").replace("\r\n", "\n")
}

#[test]
fn the_sieve_counts() {
    let printed = run("sieve", &["1000"]);
    assert!(
        printed.starts_with("168 primes below 1000: [2, 3, 5,"),
        "{printed}"
    );
    assert!(printed.contains("all have ended"), "{printed}");
}

/// The lesson has the story of two of them.
#[test]
fn two_philosophers_starve_as_the_lesson_tells() {
    let printed = run("philosophers", &["2"]);
    let (head, story) = printed.split_once("\n\n").expect("a story");
    assert_eq!(head, "7 interleavings, exhaustive");
    let block = format!("```text\n{}```\n", story.trim_end().to_owned() + "\n");
    assert!(
        lesson().contains(&block),
        "the lesson should show:\n{block}"
    );
    assert!(lesson().contains("In 1 of 7 interleavings"));
}

#[test]
fn five_philosophers_can_starve() {
    let printed = run("philosophers", &["5"]);
    assert!(
        printed.starts_with("5371 interleavings, exhaustive"),
        "{printed}"
    );
    assert!(
        printed.contains("deadlock    in 1 of 5,371 interleavings"),
        "{printed}"
    );
    assert!(lesson().contains("With all five it is 1 of 5,371."));
}

#[test]
fn philosophers_eat_in_a_room_for_fewer() {
    let printed = run("philosophers", &["2", "1"]);
    assert!(
        printed.contains("everybody eats in each of them"),
        "{printed}"
    );
}
