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

#[test]
fn the_sieve_counts() {
    let printed = run("sieve", &["1000"]);
    assert!(
        printed.starts_with("168 primes below 1000: [2, 3, 5,"),
        "{printed}"
    );
    assert!(printed.contains("all have ended"), "{printed}");
}

#[test]
fn philosophers_starve_in_a_room_for_all() {
    let printed = run("philosophers", &["3"]);
    assert!(
        printed.starts_with("91 interleavings, exhaustive"),
        "{printed}"
    );
    assert!(
        printed.contains("deadlock    in 1 of 91 interleavings"),
        "{printed}"
    );
}

#[test]
fn philosophers_eat_in_a_room_for_fewer() {
    let printed = run("philosophers", &["2", "1"]);
    assert!(
        printed.contains("everybody eats in each of them"),
        "{printed}"
    );
}
