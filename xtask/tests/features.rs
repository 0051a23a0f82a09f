//! `cargo xtask verify` and `cargo test` build their dependencies with the same features.
//! Where they don't, whoever runs both waits for the runtime twice.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// The features of each package that `cargo tree` with these arguments lists, by its name
/// and version.
fn features(arguments: &[&str]) -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    let tree = ["tree", "--locked", "--offline", "--prefix", "none"];
    let output = Command::new(env!("CARGO"))
        .args(tree)
        .args(["--no-dedupe", "--format", "{p}\t{f}"])
        .args(arguments)
        .current_dir(root.expect("the workspace"))
        .output()
        .expect("cargo starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let lines = String::from_utf8(output.stdout).expect("cargo prints text");
    let packages = lines.lines().filter_map(|line| line.split_once('\t'));
    packages
        .map(|(package, features)| {
            // `name v1.0.0 (path)`: the path says nothing more.
            let mut words = package.split(' ');
            let name = [words.next(), words.next()].map(Option::unwrap_or_default);
            (name.join(" "), features.trim_end_matches(" (*)").to_owned())
        })
        .collect()
}

/// The packages of `some` that are built otherwise in `all`.
fn built_twice(some: &[&str], all: &BTreeMap<String, String>) -> Vec<String> {
    let differs = |(package, features): &(String, String)| {
        all.get(package).is_some_and(|others| others != features)
    };
    let twice = features(some).into_iter().filter(differs);
    twice
        .map(|(package, features)| format!("{package} [{features}] and [{}]", all[&package]))
        .collect()
}

#[test]
fn both_commands_build_the_same_dependencies() {
    let tested = features(&["--edges", "normal,build,dev"]);
    let none: [String; 0] = [];
    let runner = ["--edges", "normal,build", "--package", "xtask"];
    if cfg!(unix) {
        // On Windows, two crates of macros are.
        assert_eq!(built_twice(&runner, &tested), none, "the runner's");
    }
    let exercise = ["--edges", "normal,build,dev", "--package", "lost-update"];
    assert_eq!(built_twice(&exercise, &tested), none, "an exercise's");
    let shared = features(&runner);
    assert_eq!(built_twice(&exercise, &shared), none, "those of verify");
}
