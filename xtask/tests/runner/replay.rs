//! `replay`: which schedule a check is given, and what is said of it.

use std::io::Write;
use std::process::Stdio;

use crate::fake::{END, Fake, Ran, SOLVED, STUB};

/// Runs `replay` with a schedule on standard input.
fn replay_from_input(fake: &Fake, text: &str, args: &[&str]) -> Ran {
    let mut command = fake.command(&[&["replay", "first", "--schedule", "-"], args].concat());
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(text.as_bytes()).unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn without_a_verdict_there_is_nothing_to_replay() {
    let fake = Fake::with_first("replay-nothing", STUB);
    let run = fake.run(&["replay", "first"]);
    run.exits(2);
    assert!(run.err.contains("cargo xtask verify first"), "{}", run.err);
    assert!(run.err.contains("--schedule FILE"), "{}", run.err);
    fake.run(&["replay", "frist"]).exits(2);
}

#[test]
fn the_last_verdict_is_replayed_and_stays_what_it_is() {
    let fake = Fake::with_first("replay-last", STUB);
    fake.lock();
    fake.run(&["verify", "first"]).exits(1);
    fake.run(&["replay", "first"])
        .exits(1)
        .says("first · sum")
        .says("replayed followed main x2");
    // It is kept, so that nothing needs to be built for it.
    fake.run_without_cargo(&["verify", "first"])
        .exits(1)
        .says("not yet");
    fake.run(&["replay", "first", "sum"]).exits(1);
    let run = fake.run(&["replay", "first", "product"]);
    run.exits(2);
    assert!(
        run.err
            .contains("no check called `product`; there are\n       sum"),
        "{}",
        run.err
    );
}

#[test]
fn a_schedule_is_printed_without_a_build_and_can_be_given_back() {
    let fake = Fake::with_first("replay-print", STUB);
    fake.lock();
    fake.run(&["verify", "first"]).exits(1);
    let run = fake.run_without_cargo(&["replay", "first", "--print"]);
    run.exits(0);
    assert!(run.out.ends_with("\n\nmain x2\n"), "{}", run.out);
    assert!(run.out.contains("# check: sum\n"), "{}", run.out);
    fake.write("order.txt", format!("{}thread 1: load\n", run.out));
    fake.run(&["replay", "first", "--schedule", "order.txt"])
        .exits(1)
        .says("followed main x2, thread 1: load");
    let run = fake.run(&["replay", "first", "--schedule", "order.txt", "--print"]);
    run.exits(1);
    assert!(
        run.out.ends_with("\n\nall of main x2, thread 1: load\n"),
        "{}",
        run.out
    );
}

#[test]
fn what_was_found_before_an_edit_is_replayed_with_a_note() {
    let fake = Fake::with_first("replay-stale", STUB);
    fake.run(&["verify", "first"]).exits(1);
    fake.write(
        "exercises/1-one/first/exercise.rs",
        format!("{SOLVED}{END}"),
    );
    let run = fake.run(&["replay", "first"]);
    run.exits(0).says("followed main x2");
    assert!(run.err.contains("before the last change"), "{}", run.err);
    // One interleaving is no verdict, whatever it gives.
    fake.run(&["verify", "first"]).exits(0).says("pass");
}

#[test]
fn a_schedule_may_come_from_standard_input() {
    let fake = Fake::with_first("replay-input", STUB);
    replay_from_input(&fake, "main\n", &[])
        .exits(1)
        .says("followed main");
    let run = replay_from_input(&fake, "# check: product\nmain\n", &[]);
    run.exits(2);
    assert!(run.err.contains("no check called `product`"), "{}", run.err);
    replay_from_input(&fake, "# check: product\nmain\n", &["sum"]).exits(1);
}

#[test]
fn a_line_that_does_not_fit_is_told_with_its_file() {
    let fake = Fake::with_first("replay-misfit", STUB);
    fake.write("order.txt", "main\n\nwrong\n");
    let run = fake.run(&["replay", "first", "--schedule", "order.txt", "--print"]);
    run.exits(2).says("followed main, wrong");
    assert!(
        run.err.contains("order.txt:3: this line can't be followed"),
        "{}",
        run.err
    );
    let run = fake.run(&["replay", "first", "--schedule", "nowhere.txt"]);
    run.exits(2);
    assert!(run.err.contains("can't read nowhere.txt"), "{}", run.err);
    fake.write("bytes", b"\xff");
    let run = fake.run(&["replay", "first", "--schedule", "bytes"]);
    run.exits(2);
    assert!(run.err.contains("is no text"), "{}", run.err);
}

#[test]
fn what_cannot_be_run_is_told_as_by_verify() {
    let fake = Fake::with_first("replay-broken", "pub fn total() -> u32 { }\n");
    fake.write("order.txt", "main\n");
    fake.run(&["replay", "first", "--schedule", "order.txt"])
        .exits(2)
        .says("compile error")
        .says("mismatched types");
    fake.write(
        "exercises/1-one/first/exercise.rs",
        format!("pub fn total() -> u32 {{ std::process::exit(0) }}{END}"),
    );
    fake.run(&["replay", "first", "--schedule", "order.txt"])
        .exits(2)
        .says("no verdict");
}
