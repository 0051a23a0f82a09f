//! What the tests of this package stand on: the documentation that is installed with the
//! compiler ([`docs`], [`examples`]), the list in `docs/std-coverage.md` ([`list`]), and
//! the compiler itself ([`compiler`]).
//!
//! A package of its own, because it needs the real std, and because nobody who solves
//! exercises needs it.

use std::path::{Path, PathBuf};

pub mod compiler;
pub mod docs;
pub mod examples;
pub mod list;

/// The root of the workspace.
#[must_use]
pub fn workspace() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().nth(3).unwrap_or(package).to_owned()
}
