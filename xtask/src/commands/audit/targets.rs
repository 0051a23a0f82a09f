//! Which test targets the packages list, as cargo reads their manifests.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::environment;
use crate::place::Place;
use crate::subject::Subject;
use crate::trouble::{Result, Trouble};

/// Every target's file, by package and name.
pub struct Targets(BTreeMap<(String, String), PathBuf>);

impl Targets {
    /// Asks cargo.
    pub fn ask_cargo(place: &Place) -> Result<Self> {
        let mut cargo = environment::cargo(place);
        cargo.args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ]);
        let output = cargo
            .output()
            .map_err(|error| Trouble::new(format!("can't start cargo: {error}")))?;
        if !output.status.success() {
            let errors = String::from_utf8_lossy(&output.stderr);
            return Err(Trouble::new(format!(
                "cargo can't read the packages:\n\n{errors}"
            )));
        }
        serde_json::from_slice(&output.stdout)
            .map(|metadata| Self::read(&metadata))
            .map_err(|error| Trouble::new(format!("cargo's metadata can't be read: {error}")))
    }

    fn read(metadata: &Value) -> Self {
        let mut targets = BTreeMap::new();
        for package in metadata["packages"].as_array().into_iter().flatten() {
            for target in package["targets"].as_array().into_iter().flatten() {
                let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                let key = (text(&package["name"]), text(&target["name"]));
                targets.insert(key, PathBuf::from(text(&target["src_path"])));
            }
        }
        Self(targets)
    }

    /// Whether `subject` is listed as it must be; if not, that is one of the `problems`.
    pub fn has(&self, subject: &Subject, problems: &mut Vec<String>) -> bool {
        let (package, target) = (&subject.package, &subject.target);
        let listed = self.0.get(&(package.clone(), target.clone()));
        let right = listed.is_some_and(|file| same_file(file, &subject.file));
        if !right {
            problems.push(format!(
                "the package {package} lists no [[test]] `{target}` with the path of {}",
                subject
                    .file
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
            ));
        }
        right
    }
}

fn same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}
