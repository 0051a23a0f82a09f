//! Where things are: the workshop's root, and the one folder that the runner may
//! write to (inside cargo's target folder).

use std::env;
use std::path::{Path, PathBuf};

use crate::trouble::{Result, Trouble};

/// The folders that everything else is found by.
#[derive(Clone, Debug)]
pub struct Place {
    /// The workshop's root.
    pub root: PathBuf,
    /// Cargo's target folder.
    pub target: PathBuf,
}

impl Place {
    /// Finds both, from whatever subfolder the command was started in.
    pub fn find() -> Result<Self> {
        let cwd = env::current_dir()
            .map_err(|error| Trouble::new(format!("the current folder is gone: {error}")))?;
        let root = from_manifest_dir().or_else(|| above(&cwd)).ok_or_else(|| {
            Trouble::new("this is not inside the workshop: no folder above has `exercises`")
        })?;
        let target = chosen_target(&cwd)
            .or_else(built_in)
            .unwrap_or_else(|| root.join("target"));
        Ok(Self { root, target })
    }

    /// Where verdicts, counters and reports are kept. `cargo clean` may take them.
    pub fn state(&self) -> PathBuf {
        self.target.join("interleave")
    }

    /// Where copies of replaced work are kept. Nothing ever removes them.
    pub fn kept(&self) -> PathBuf {
        self.root.join("kept")
    }

    /// `path` as a person at the root would write it, with forward slashes.
    pub fn shown(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        path.to_string_lossy().replace('\\', "/")
    }
}

fn is_root(folder: &Path) -> bool {
    folder.join("exercises").is_dir() && folder.join("Cargo.toml").is_file()
}

/// Cargo names the runner's own package when it starts it.
fn from_manifest_dir() -> Option<PathBuf> {
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR")?);
    let root = package.parent()?;
    is_root(root).then(|| root.to_path_buf())
}

fn above(folder: &Path) -> Option<PathBuf> {
    folder
        .ancestors()
        .find(|folder| is_root(folder))
        .map(Path::to_path_buf)
}

fn chosen_target(cwd: &Path) -> Option<PathBuf> {
    ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"]
        .into_iter()
        .filter_map(env::var_os)
        .find(|value| !value.is_empty())
        .map(|value| cwd.join(value))
}

/// The target folder that this program was built into, which follows a
/// `build.target-dir` in anybody's cargo configuration without asking cargo.
fn built_in() -> Option<PathBuf> {
    let program = env::current_exe().ok()?;
    program
        .ancestors()
        .skip(2)
        .take(2)
        .find(|folder| folder.join("CACHEDIR.TAG").is_file())
        .map(Path::to_path_buf)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_from_the_root_with_forward_slashes() {
        let place = Place {
            root: PathBuf::from("/w"),
            target: PathBuf::from("/w/target"),
        };
        let file = place
            .root
            .join("exercises")
            .join("1-a")
            .join("x")
            .join("exercise.rs");
        assert_eq!(place.shown(&file), "exercises/1-a/x/exercise.rs");
        assert_eq!(place.shown(Path::new("/elsewhere")), "/elsewhere");
    }
}
