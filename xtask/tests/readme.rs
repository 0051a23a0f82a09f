//! What the README shows is what the runner prints.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("the workspace").to_owned()
}

/// What `cargo xtask` prints, without the lines that differ from run to run.
fn printed(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(root())
        .env("CARGO_MANIFEST_DIR", root().join("xtask"))
        .output()
        .expect("the runner starts");
    steady(&String::from_utf8_lossy(&output.stdout))
}

fn steady(text: &str) -> String {
    let varies = |line: &&str| line.contains("(on real threads: ");
    let lines: Vec<&str> = text.lines().filter(|line| !varies(line)).collect();
    lines.join("\n")
}

/// The text blocks of the README, in order.
fn pictures() -> Vec<String> {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README");
    let readme = readme.replace("\r\n", "\n");
    let blocks = readme.split("```text\n").skip(1);
    blocks
        .map(|block| steady(block.split("```").next().unwrap_or_default()))
        .collect()
}

#[test]
fn the_pictures_are_what_is_printed() {
    let exercise = root().join("exercises/2-atomicity/lost-update");
    let begun = fs::read(exercise.join("exercise.rs")).ok() != fs::read(exercise.join("stub")).ok();
    let pictures = pictures();
    assert_eq!(pictures.len(), 2);
    let solved = printed(&["verify", "--solutions", "lost-update"]);
    assert!(solved.starts_with(pictures[1].trim_end()), "{solved}");
    // Whoever works on the exercise sees their own verdict.
    if !begun {
        let unsolved = printed(&["verify", "lost-update"]);
        assert!(unsolved.starts_with(pictures[0].trim_end()), "{unsolved}");
    }
}
