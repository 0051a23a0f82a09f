//! What a verdict depends on, as a hash: the same fingerprint, the same verdict.
//!
//! It covers contents, not times: an edit undone has its old verdict back, and a new
//! checkout of the same files keeps all of them.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use xxhash_rust::xxh3::Xxh3;

use crate::place::Place;
use crate::subject::Subject;

/// Change it when verdicts are kept in another form.
const FORMAT: &str = "1";

/// Files of an exercise that no verdict depends on.
const TEXTS: [&str; 3] = ["README.md", "hints.md", "stub"];

/// Folders of the crates that no verdict depends on.
const ASIDE: [&str; 6] = [
    "bench",
    "benches",
    "examples",
    "snapshots",
    "target",
    "tests",
];

/// The part that all subjects share, hashed once.
pub struct Fingerprints {
    root: PathBuf,
    shared: Xxh3,
}

impl Fingerprints {
    /// Hashes the workshop's crates, the runner itself, the lock file and what there is to
    /// know about the compiler.
    pub fn new(place: &Place) -> Self {
        let mut shared = Xxh3::new();
        part(&mut shared, FORMAT.as_bytes());
        part(&mut shared, toolchain().as_bytes());
        let root = &place.root;
        for file in [
            "Cargo.toml",
            "Cargo.lock",
            ".cargo/config.toml",
            "rust-toolchain.toml",
        ] {
            add_file(&mut shared, root, &root.join(file));
        }
        for folder in ["crates", "xtask/src"] {
            for file in files_below(&root.join(folder), &|name, is_folder| {
                !(name.ends_with(".md") || is_folder && ASIDE.contains(&name))
            }) {
                add_file(&mut shared, root, &file);
            }
        }
        Self {
            root: root.clone(),
            shared,
        }
    }

    /// The fingerprint of what the verdict on `subject` depends on.
    pub fn of(&self, subject: &Subject) -> String {
        let mut hash = self.shared.clone();
        part(&mut hash, subject.target.as_bytes());
        // It may stand outside of the package's folder.
        add_file(&mut hash, &self.root, &subject.file);
        add_file(&mut hash, &self.root, &subject.check);
        add_file(&mut hash, &self.root, &subject.snapshot);
        for file in files_below(&subject.folder, &|name, _| !TEXTS.contains(&name)) {
            add_file(&mut hash, &self.root, &file);
        }
        format!("{:016x}", hash.digest())
    }
}

/// Adds `bytes` with their length, so that no two lists of parts look the same.
fn part(hash: &mut Xxh3, bytes: &[u8]) {
    hash.update(&(bytes.len() as u64).to_le_bytes());
    hash.update(bytes);
}

fn add_file(hash: &mut Xxh3, root: &Path, file: &Path) {
    let path = file.strip_prefix(root).unwrap_or(file);
    part(hash, path.to_string_lossy().replace('\\', "/").as_bytes());
    part(hash, &fs::read(file).unwrap_or_default());
}

/// All files below `folder` in a fixed order, as far as `wanted` (a name, and whether it
/// is a folder's) lets in.
fn files_below(folder: &Path, wanted: &dyn Fn(&str, bool) -> bool) -> Vec<PathBuf> {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut files = Vec::new();
    for entry in entries {
        let name = entry.file_name();
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let name = name.to_string_lossy();
        if name.starts_with('.') || !wanted(&name, is_folder) {
            continue;
        }
        if is_folder {
            files.extend(files_below(&entry.path(), wanted));
        } else {
            files.push(entry.path());
        }
    }
    files
}

/// What tells one compiler from another without starting it: where it is and when it
/// was put there, and the variables that change what it does.
fn toolchain() -> String {
    let cargo = env::var_os("CARGO").map(PathBuf::from).unwrap_or_default();
    let rustc = cargo.with_file_name(format!("rustc{}", env::consts::EXE_SUFFIX));
    let written = fs::metadata(&rustc).and_then(|data| data.modified()).ok();
    let written = written.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let mut text = format!("{} {written:?}", rustc.display());
    for name in [
        "RUSTC",
        "RUSTUP_TOOLCHAIN",
        "RUSTFLAGS",
        "CARGO_ENCODED_RUSTFLAGS",
    ] {
        text.push_str(&format!(" {:?}", env::var_os(name)));
    }
    text
}
