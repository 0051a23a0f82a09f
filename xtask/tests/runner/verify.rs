//! Verdicts on files that are as they should be, right or wrong.

use std::time::{Duration, Instant};

use crate::fake::{CHECK, END, EXPECTED, Fake, SOLVED, STUB, ran, sealed};

#[test]
fn a_right_answer_passes() {
    let fake = Fake::with_first("pass", SOLVED);
    let run = fake.run(&["verify"]);
    run.exits(0)
        .says("first · sum   pass      6 interleavings, all of them");
    run.says("why it works: cargo xtask solution first")
        .says("1 of 1 done");
}

#[test]
fn a_wrong_answer_is_told_as_a_story() {
    let fake = Fake::with_first("not-yet", STUB);
    let run = fake.run(&["verify", "first"]);
    run.exits(1)
        .says("first · sum not yet every interleaving should give total = 2");
    run.says("try cargo xtask hint first")
        .says("0 of 1 done; next: first (10 minutes)");
    assert_eq!(run.err, "");
}

#[test]
fn a_file_that_does_not_compile_holds_up_no_other() {
    let fake = Fake::with_first("compile-error", "pub fn total() -> u32 {\n    \"two\"\n}\n");
    fake.exercise("1-one", "second", &format!("{SOLVED}{END}"));
    fake.exercise("2-two", "third", &format!("{STUB}{END}"));
    let run = fake.run(&["verify"]);
    run.exits(1)
        .says("second pass")
        .says("third not yet sum: total = 1");
    run.says("first compile error error[E0308]: mismatched types");
    run.says("exercises/1-one/first/exercise.rs:2:5")
        .says("1 of 3 done; next: first");
    assert!(
        !run.out.contains('\u{1b}'),
        "colours in a pipe: {}",
        run.out
    );
}

#[test]
fn nothing_changed_is_answered_without_cargo() {
    let fake = Fake::with_first("cached", STUB);
    fake.exercise("1-one", "second", &format!("{SOLVED}{END}"));
    fake.exercise("1-one", "wrong", "pub fn total() {");
    fake.lock();
    let first = fake.run(&["verify"]);
    let again = fake.run_without_cargo(&["verify"]);
    assert_eq!(
        (again.exits(1).out.as_str(), again.err.as_str()),
        (&*first.out, "")
    );

    fake.write(
        "exercises/1-one/first/exercise.rs",
        format!("{SOLVED}{END}"),
    );
    fake.run_without_cargo(&["verify"]).exits(2);
    fake.run(&["verify", "first"]).exits(0);

    // An edit undone has its verdict back only if it was the last one kept.
    fake.write("exercises/1-one/second/README.md", "other text");
    fake.run_without_cargo(&["verify", "second"]).exits(0);
    fake.write("crates/one/src/lib.rs", "// changed");
    fake.run_without_cargo(&["verify", "second"]).exits(2);
}

#[test]
fn a_warm_run_is_quick() {
    let fake = Fake::with_first("warm", SOLVED);
    fake.lock();
    fake.run(&["verify"]).exits(0);
    let started = Instant::now();
    fake.run_without_cargo(&["verify"]).exits(0);
    // Some milliseconds, in truth; the bound is for machines that do other things too.
    assert!(
        started.elapsed() < Duration::from_secs(2),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn every_check_of_the_snapshot_must_be_heard() {
    let fake = Fake::with_first("two-checks", SOLVED);
    let body = format!("\nother\n  deadlock: never\n{EXPECTED}");
    fake.write("exercises/1-one/first/snapshot", sealed(CHECK, &body));
    let run = fake.run(&["verify"]);
    run.exits(1)
        .says("the check `other` left no result")
        .says("· sum pass");
}

#[test]
fn a_check_that_compares_with_something_else_is_not_believed() {
    let fake = Fake::with_first("other-expectation", SOLVED);
    let body = "\nsum\n  total = 3\n  deadlock: never\n";
    fake.write("exercises/1-one/first/snapshot", sealed(CHECK, body));
    fake.run(&["verify"])
        .exits(1)
        .says("compared with something else");
}

#[test]
fn insta_update_has_no_effect() {
    let fake = Fake::with_first("insta-update", SOLVED);
    let run = ran(fake.command(&["verify"]).env("INSTA_UPDATE", "always"));
    run.exits(0);
    assert_eq!(
        run.err,
        "note: INSTA_UPDATE is set; it has no effect on verdicts\n"
    );
}

#[test]
fn a_subfolder_will_do() {
    let fake = Fake::with_first("subfolder", SOLVED);
    let folder = fake.root.join("exercises/1-one/first");
    ran(fake.command(&["verify"]).current_dir(&folder)).exits(0);
    let relative = ran(fake
        .command(&["verify"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", "../../../elsewhere"));
    relative.exits(0);
    assert!(
        fake.root
            .join("elsewhere/interleave/verdicts/first.json")
            .is_file()
    );
    assert!(!folder.join("target").exists());
}

#[test]
fn a_target_folder_that_can_not_be_written_is_an_error_of_the_environment() {
    let fake = Fake::with_first("no-target", SOLVED);
    fake.write("target/interleave", "a file where the folder should be");
    let run = fake.run(&["verify"]);
    run.exits(2);
    assert!(run.err.contains("set CARGO_TARGET_DIR"), "{}", run.err);
}

#[test]
fn a_lock_file_that_does_not_fit_is_named() {
    let fake = Fake::with_first("lock", SOLVED);
    fake.lock();
    fake.exercise("1-one", "second", &format!("{SOLVED}{END}"));
    let run = fake.run(&["verify"]);
    run.exits(2);
    assert!(run.err.contains("cargo update --workspace"), "{}", run.err);
}

#[test]
fn solutions_are_judged_by_the_same_check() {
    let fake = Fake::with_first("solutions", STUB);
    fake.solution("1-one", "first", SOLVED, &[]);
    fake.run(&["verify", "--solutions"])
        .exits(0)
        .says("1 of 1 solutions pass");
    fake.run(&["verify"]).exits(1);
}

#[test]
fn a_broken_workshop_is_an_error_of_the_environment() {
    let fake = Fake::with_first("broken", SOLVED);
    fake.write("exercises/1-one/first/Cargo.toml", "[package\n");
    let run = fake.run(&["verify"]);
    run.exits(2);
    assert!(
        run.err.contains("exercises/1-one/first/Cargo.toml"),
        "{}",
        run.err
    );
}
