//! The learner's other commands.

use std::io::Read;
use std::process::Stdio;

use crate::fake::{END, Fake, SOLVED, STUB, ran};

const FILE: &str = "exercises/1-one/first/exercise.rs";

#[test]
fn a_misspelt_name_is_told_with_the_nearest() {
    let fake = Fake::with_first("misspelt", STUB);
    fake.exercise("2-two", "second", &format!("{STUB}{END}"));
    let run = fake.run(&["verify", "frist"]);
    run.exits(2);
    assert!(
        run.err.contains("called `frist`; did you mean `first`?"),
        "{}",
        run.err
    );
    assert_eq!(run.out, "");
    fake.run(&["hint", "secnod"]).exits(2);
    fake.run(&["verify", "--format", "xml"]).exits(2);
    fake.run(&["frobnicate"]).exits(2);
}

#[test]
fn a_chapter_is_a_name_too() {
    let fake = Fake::with_first("chapter", STUB);
    fake.exercise("2-two", "second", &format!("{SOLVED}{END}"));
    fake.run(&["verify", "two"]).exits(0);
    fake.run(&["verify", "2"])
        .exits(0)
        .says("1 of 2 done; next: first");
    fake.run(&["verify", "2", "first"]).exits(1);
}

#[test]
fn hints_come_one_by_one() {
    let fake = Fake::with_first("hints", STUB);
    let first = fake.run(&["hint", "first"]);
    first
        .exits(0)
        .says("hint 1 of 2 Count. One more: cargo xtask hint first");
    assert!(!first.out.contains("Write 2."));
    fake.run(&["hint", "first"])
        .exits(0)
        .says("Count.")
        .says("hint 2 of 2 Write 2.");
    fake.run(&["hint", "first"])
        .exits(0)
        .says("That was the last hint.");
}

#[test]
fn a_hint_without_a_name_is_for_the_first_that_does_not_pass() {
    let fake = Fake::with_first("hint-unnamed", SOLVED);
    fake.exercise("2-two", "second", &format!("{STUB}{END}"));
    fake.lock();
    let run = fake.run(&["hint"]);
    run.exits(0).says("first · hint 1 of 2");
    assert!(
        run.err.contains("first is the first without a pass"),
        "{}",
        run.err
    );
    fake.run(&["verify"]).exits(1);
    let run = fake.run(&["hint"]);
    run.exits(0).says("second · hint 1 of 2");
    assert!(run.err.contains("second is the first"), "{}", run.err);
    fake.write(
        "exercises/2-two/second/exercise.rs",
        format!("{SOLVED}{END}"),
    );
    fake.run(&["verify"]).exits(0);
    let run = fake.run(&["hint"]);
    run.exits(2);
    assert!(run.err.contains("every exercise passes"), "{}", run.err);
}

#[test]
fn no_line_of_reset_is_wider_than_a_page() {
    let name = "an-exercise-with-quite-a-long-name-as-names-go";
    let fake = Fake::new("reset-wide");
    fake.exercise("1-one", name, &format!("{SOLVED}{END}"));
    for _ in 0..2 {
        let run = fake.run(&["reset", name]);
        run.exits(0);
        let widest = run.out.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(80), "{}", run.out);
    }
}

#[test]
fn reset_keeps_what_it_replaces() {
    let fake = Fake::with_first("reset", SOLVED);
    let run = fake.run(&["reset", "first"]);
    run.exits(0).says("Your version is kept: kept/first.1.rs");
    assert_eq!(fake.read(FILE), format!("{STUB}{END}"));
    assert_eq!(fake.read("kept/first.1.rs"), format!("{SOLVED}{END}"));
    fake.run(&["reset", "first"])
        .exits(0)
        .says("as it was in the beginning already");

    fake.write(FILE, b"\xff second try");
    fake.run(&["reset", "first"])
        .exits(0)
        .says("kept/first.2.rs");
    assert_eq!(
        std::fs::read(fake.root.join("kept/first.2.rs")).unwrap(),
        b"\xff second try"
    );
}

#[test]
fn reset_changes_nothing_if_it_can_keep_nothing() {
    let fake = Fake::with_first("reset-refused", SOLVED);
    fake.write("kept", "a file where the folder should be");
    let run = fake.run(&["reset", "first"]);
    run.exits(2);
    assert!(run.err.contains("nothing was changed"), "{}", run.err);
    assert_eq!(fake.read(FILE), format!("{SOLVED}{END}"));
}

#[test]
fn the_solution_is_not_shown_unasked() {
    let fake = Fake::with_first("solution", STUB);
    fake.solution("1-one", "first", SOLVED, &[]);
    let run = ran(fake.command(&["solution", "first"]).stdin(Stdio::null()));
    run.exits(2);
    assert_eq!(run.out, "");
    assert!(run.err.contains("first does not pass yet"), "{}", run.err);
    assert!(
        run.err.contains("cargo xtask solution first --yes"),
        "{}",
        run.err
    );
    fake.run(&["solution", "first", "--yes"])
        .exits(0)
        .says("It is two.")
        .says("mod check;");

    fake.write(FILE, format!("{SOLVED}{END}"));
    fake.run(&["verify"]).exits(0);
    fake.run(&["solution", "first"]).exits(0).says("It is two.");
}

#[test]
fn show_has_the_text_and_the_last_verdict() {
    let fake = Fake::with_first("show", STUB);
    fake.run(&["show", "first"])
        .exits(0)
        .says("Make it two.")
        .says("No verdict yet");
    fake.run(&["verify"]).exits(1);
    let run = fake.run(&["show", "first"]);
    run.exits(0)
        .says("first · The first one · 10 minutes")
        .says("crates/one/README.md");
    run.says("every interleaving should give total = 2");
    assert!(
        !run.out.contains("minutes: 10"),
        "the head is shown: {}",
        run.out
    );
    fake.write(FILE, format!("{SOLVED}{END}"));
    fake.run(&["show", "first"])
        .exits(0)
        .says("from before the last change");
}

#[test]
fn list_says_how_far_along_the_learner_is() {
    let fake = Fake::with_first("list", SOLVED);
    fake.exercise("2-two", "second", &format!("{STUB}{END}"));
    fake.lock();
    fake.run(&["list"])
        .exits(0)
        .says("not judged yet")
        .says("0 of 2 done");
    fake.run(&["verify"]).exits(1);
    let run = fake.run(&["list"]);
    run.exits(0)
        .says("1-one · 1 exercise, 10 minutes, 1 done first The first one 10 min pass")
        .says("2-two · 1 exercise, 10 minutes, 0 done second The second one 10 min");
    run.says("1 of 2 done; next: second (10 minutes)");
}

#[test]
fn a_reader_that_hangs_up_is_no_panic() {
    let fake = Fake::with_first("hang-up", STUB);
    let mut child = fake
        .command(&["list"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut err = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut err)
        .unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
}
