//! The README's pictures are what the runner prints, but for the line that tells how
//! real threads fared: that is luck. Nothing else in the README is looked at.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The exercise that the pictures are of.
const EXERCISE: &str = "lost-update";

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("the workspace").to_owned()
}

/// What `cargo xtask` prints when its output is no terminal.
fn printed(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(root())
        // As the alias would have it; the crate's own folder is the test's.
        .env("CARGO_MANIFEST_DIR", root().join("xtask"))
        .output()
        .expect("the runner starts");
    String::from_utf8(output.stdout).expect("the runner prints text")
}

/// The text blocks of the README, in order: a failing and a passing verdict.
fn pictures() -> [String; 2] {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README");
    let readme = readme.replace("\r\n", "\n");
    let blocks = readme.split("```text\n").skip(1);
    let blocks: Vec<_> = blocks
        .map(|block| block.split("```").next().unwrap_or_default().to_owned())
        .collect();
    blocks.try_into().expect("two pictures")
}

/// All lines but those that may differ from run to run.
fn steady(text: &str) -> Vec<&str> {
    let varies = |line: &&str| line.trim_start().starts_with("(on real threads: ");
    text.lines().filter(|line| !varies(line)).collect()
}

#[test]
fn the_failing_verdict_is_what_is_printed() {
    let folder = root().join("exercises/2-atomicity").join(EXERCISE);
    let read = |name| fs::read_to_string(folder.join(name)).map(|text| text.replace('\r', ""));
    if read("exercise.rs").ok() != read("stub").ok() {
        // Whoever has begun the exercise sees a verdict of their own.
        return;
    }
    let [picture, _] = pictures();
    let printed = printed(&["verify", EXERCISE]);
    assert!(
        steady(&printed).starts_with(&steady(&picture)),
        "the README shows\n{picture}\nprinted is\n{printed}"
    );
}

/// Only a solved exercise is shown so, and a learner's file is not a test's to change.
/// So the figures are the solution's, and the form is that of the failing verdict, whose
/// last lines look the same.
#[test]
fn the_passing_verdict_has_the_figures_of_the_solution() {
    let document = printed(&["verify", "--solutions", EXERCISE, "--format", "json"]);
    let document: Value = serde_json::from_str(&document).expect("a document");
    let checks = document["exercises"][0]["checks"].as_array();
    let checks = checks.expect("the checks of the solution").iter();
    let expected: Vec<_> = checks.map(line).collect();
    let [failing, passing] = pictures();
    let mut shown = passing.lines();
    let heading = shown.next().unwrap_or_default();
    assert_eq!(shown.collect::<Vec<_>>(), expected);
    assert_eq!(
        heading.split_whitespace().collect::<Vec<_>>(),
        [EXERCISE, "pass"]
    );
    assert_eq!(heading.len(), 72, "where every heading ends");
    assert!(
        failing
            .lines()
            .any(|line| expected.iter().any(|one| one == line))
    );
}

/// How a check that passes is shown.
fn line(check: &Value) -> String {
    let name = check["name"].as_str().expect("a name");
    let executions = match check["executions"].as_u64().expect("a number") {
        1 => "1 interleaving, the only one".to_owned(),
        many => format!("{many} interleavings, all of them"),
    };
    format!("  · {name:28}   pass      {executions}")
}
