//! Where the sources of the real crates are.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The crates that crossbeam is made of, and the modules that they are there.
pub const CRATES: [(&str, &str); 4] = [
    ("crossbeam-channel", "channel"),
    ("crossbeam-utils", ""),
    ("crossbeam-deque", "deque"),
    ("crossbeam-queue", "queue"),
];

/// The workspace's folder.
///
/// # Panics
/// If there is none.
#[must_use]
pub fn workspace() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = here.ancestors().nth(3);
    workspace
        .expect("this package is in the workspace")
        .to_owned()
}

/// The folder of a package's sources.
///
/// # Panics
/// If cargo doesn't know of it.
#[must_use]
pub fn of(package: &str) -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .current_dir(workspace())
        .args(["metadata", "--format-version=1", "--offline"])
        .output()
        .expect("cargo can be run");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo says JSON");
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let mut found = packages.filter(|found| found["name"] == package);
    let manifest = found
        .next()
        .and_then(|found| found["manifest_path"].as_str());
    let manifest = Path::new(manifest.expect("it is a dependency"));
    manifest.with_file_name("src")
}

/// All files of a folder that hold Rust, by their paths in it, with their text.
///
/// # Panics
/// If one can't be read.
#[must_use]
pub fn files(folder: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).expect("a folder of sources") {
            let path = entry.expect("an entry of it").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(folder).expect("it is in there");
                let text = std::fs::read_to_string(&path).expect("a source file");
                files.push((name.to_string_lossy().replace('\\', "/"), text));
            }
        }
    }
    files.sort();
    files
}
