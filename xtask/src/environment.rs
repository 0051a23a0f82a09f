//! What of the person's environment reaches cargo and a check process, and what does
//! not because it could change a verdict.

use std::env;
use std::path::Path;
use std::process::Command;

use crate::place::Place;
use crate::subject::Subject;

/// Variables that start so are kept from a check process: they steer insta, the test
/// harness, the explorer or panics.
const KEPT_OUT: [&str; 6] = [
    "INSTA_",
    "INTERLEAVE_",
    "RUST_TEST_",
    "RUST_MIN_STACK",
    "RUST_BACKTRACE",
    "RUST_LIB_BACKTRACE",
];

/// Variables that cargo sets for the runner, which are not about what the runner starts.
const OF_THE_RUNNER: [&str; 3] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"];

/// One line for each variable that looks as if it could change verdicts.
pub fn notes() -> Vec<String> {
    let names = env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    let mut notes: Vec<_> = names
        .filter(|name| name.starts_with("INSTA_") && name != "INSTA_WORKSPACE_ROOT")
        .map(|name| format!("{name} is set; it has no effect on verdicts"))
        .collect();
    notes.sort();
    notes
}

/// The command that runs cargo at the workshop's root.
pub fn cargo(place: &Place) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(&place.root);
    remove(&mut command, &OF_THE_RUNNER);
    if env::var_os("CARGO_TARGET_DIR").is_some_and(|value| !value.is_empty()) {
        // It may be relative to the folder that the person is in.
        command.env("CARGO_TARGET_DIR", &place.target);
    }
    command
}

/// The command that runs the checks of `subject` from `executable`; which of its tests,
/// is still to be said: a learner's own tests are the learner's own business.
pub fn check(place: &Place, subject: &Subject, executable: &Path, report: &Path) -> Command {
    let mut command = Command::new(executable);
    command.current_dir(&subject.folder);
    remove(&mut command, &OF_THE_RUNNER);
    remove(&mut command, &KEPT_OUT);
    command
        .env("CARGO_MANIFEST_DIR", &subject.folder)
        .env("INSTA_WORKSPACE_ROOT", &place.root)
        .env("INTERLEAVE_REPORT", report)
        .env("RUST_BACKTRACE", "0");
    command
}

fn remove(command: &mut Command, prefixes: &[&str]) {
    for (name, _) in env::vars_os() {
        if prefixes
            .iter()
            .any(|prefix| name.to_string_lossy().starts_with(prefix))
        {
            command.env_remove(name);
        }
    }
}
