//! What the tests of the judged tokio's coverage stand on: the sources of the real one,
//! which cargo has fetched, and the list in `docs/tokio-coverage.md`.

pub mod compiler;
pub mod examples;
pub mod list;
pub mod methods;
pub mod names;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The workspace's folder.
///
/// # Panics
/// If this package has been moved.
#[must_use]
pub fn workspace() -> &'static Path {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3);
    folder.expect("it is in crates/tokio/coverage")
}

/// Runs cargo in the workspace and gives what it prints.
///
/// # Panics
/// If cargo fails.
#[must_use]
pub fn cargo(arguments: &[&str]) -> String {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    let output = command.current_dir(workspace()).args(arguments).output();
    let output = output.expect("cargo can be run");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The folder with the sources of a crate that the workspace depends on.
///
/// # Panics
/// If it depends on none of that name.
#[must_use]
pub fn sources(name: &str) -> PathBuf {
    let metadata = cargo(&["metadata", "--format-version=1", "--offline", "--locked"]);
    let metadata: Value = serde_json::from_str(&metadata).expect("cargo prints JSON");
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let registry = |package: &&Value| package["name"] == name && package["source"].is_string();
    let package = packages.into_iter().find(registry);
    let manifest = package.and_then(|package| package["manifest_path"].as_str());
    let manifest = Path::new(manifest.unwrap_or_else(|| panic!("{name} is a dependency")));
    manifest.with_file_name("src")
}

/// A source file's text.
///
/// # Panics
/// If it can't be read.
#[must_use]
pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
