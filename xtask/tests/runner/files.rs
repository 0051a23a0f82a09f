//! Files that are not what they should be: gone, empty, no text, tampered with.

use std::fs;

use crate::fake::{CHECK, END, EXPECTED, Fake, SOLVED, STUB};

const FILE: &str = "exercises/1-one/first/exercise.rs";

/// A workshop whose first exercise is about to be broken, beside one that passes.
fn two(test: &str) -> Fake {
    let fake = Fake::with_first(test, SOLVED);
    fake.exercise("1-one", "second", &format!("{SOLVED}{END}"));
    fake
}

/// Asserts that `first` has no verdict for this reason, and that `second` is judged.
#[track_caller]
fn no_verdict(fake: &Fake, cause: &str, way: &str) {
    let run = fake.run(&["verify"]);
    run.exits(1)
        .says("second pass")
        .says("first no verdict")
        .says(cause)
        .says(way);
}

#[test]
fn a_missing_file_is_named() {
    let fake = two("missing");
    fs::remove_file(fake.root.join(FILE)).unwrap();
    no_verdict(
        &fake,
        "exercise.rs is not there.",
        "cargo xtask reset first",
    );
    fake.run(&["reset", "first"]).exits(0);
    assert_eq!(fake.read(FILE), format!("{STUB}{END}"));
    fake.run(&["list"]).exits(0).says("first");
}

#[test]
fn an_empty_file_is_named() {
    let fake = two("empty");
    fake.write(FILE, "\n \n");
    no_verdict(&fake, "exercise.rs is empty.", "cargo xtask reset first");
}

#[test]
fn a_file_that_is_no_text_is_named() {
    let fake = two("not-utf8");
    fake.write(FILE, b"// one\n// caf\xe9\n");
    no_verdict(&fake, "not UTF-8 text: line 2", "save it as UTF-8");
}

#[test]
fn line_ends_of_windows_are_fine() {
    let fake = Fake::with_first("crlf", SOLVED);
    for name in [
        "exercise.rs",
        "check.rs",
        "snapshot",
        "README.md",
        "hints.md",
    ] {
        let path = format!("exercises/1-one/first/{name}");
        fake.write(&path, fake.read(&path).replace('\n', "\r\n"));
    }
    fake.run(&["verify"])
        .exits(0)
        .says("pass")
        .says("1 of 1 done");
    fake.run(&["hint", "first"]).exits(0).says("Count.");
}

#[test]
fn a_deleted_mod_check_is_named() {
    let fake = two("mod-check");
    fake.write(FILE, SOLVED);
    no_verdict(
        &fake,
        "No check ran. The last two lines of exercise.rs must be",
        "`mod check;`",
    );
}

#[test]
fn code_that_is_configured_away_does_not_pass() {
    let fake = two("cfg-any");
    fake.write(FILE, format!("#![cfg(any())]\n{SOLVED}{END}"));
    let run = fake.run(&["verify", "first"]);
    run.exits(1);
}

#[test]
fn an_edited_check_is_named() {
    let fake = two("edited-check");
    fake.write(
        "exercises/1-one/first/check.rs",
        CHECK.replace("total == 2", "total == 1"),
    );
    no_verdict(
        &fake,
        "check.rs or snapshot was changed",
        "from a fresh download",
    );
    fs::create_dir(fake.root.join(".git")).unwrap();
    no_verdict(
        &fake,
        "check.rs or snapshot was changed",
        "git checkout -- exercises/1-one/first/check.rs git checkout -- exercises/1-one/first/snapshot",
    );
}

#[test]
fn an_edited_snapshot_is_named() {
    let fake = two("edited-snapshot");
    let path = "exercises/1-one/first/snapshot";
    fake.write(path, fake.read(path).replace("total = 2", "total = 1"));
    no_verdict(
        &fake,
        "check.rs or snapshot was changed",
        "from a fresh download",
    );
    fake.write(path, EXPECTED);
    no_verdict(
        &fake,
        "check.rs or snapshot was changed",
        "from a fresh download",
    );
    fs::remove_file(fake.root.join(path)).unwrap();
    no_verdict(&fake, "There is no snapshot yet", "from a fresh download");
}
