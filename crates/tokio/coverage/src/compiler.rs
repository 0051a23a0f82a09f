//! The compiler, with the judged std and tokio, on programs that tests have written.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What to compile with.
pub struct Compiler {
    folder: PathBuf,
    crates: Vec<(String, PathBuf)>,
    dependencies: PathBuf,
}

/// An error, and the file that it is in.
#[derive(Clone, Debug)]
pub struct Error {
    /// The file's name.
    pub file: String,
    /// As the compiler shows it.
    pub text: String,
}

const CRATES: [(&str, &str); 4] = [
    ("interleave", "interleave"),
    ("interleave-std", "std"),
    ("interleave-tokio", "tokio"),
    ("interleave-tokio-util", "tokio_util"),
];

impl Compiler {
    /// With the crates that cargo builds if it has to; its files go into `folder`.
    ///
    /// # Panics
    /// If they can't be built.
    #[must_use]
    pub fn judging(folder: &Path) -> Self {
        std::fs::create_dir_all(folder).expect("a folder for the compiler's files");
        let target = target_folder();
        let target = target.to_str().expect("a path in UTF-8");
        let mut arguments = vec![
            "build",
            "--quiet",
            "--message-format=json",
            "--target-dir",
            target,
        ];
        arguments.extend(CRATES.iter().flat_map(|(package, _)| ["-p", package]));
        let mut crates = Vec::new();
        for line in crate::cargo(&arguments).lines() {
            let message: Value = serde_json::from_str(line).unwrap_or_default();
            crates.extend(artifact(&message));
        }
        assert_eq!(crates.len(), CRATES.len(), "{crates:?}");
        let dependencies = crates[0].1.parent().map(|folder| folder.join("deps"));
        Self {
            folder: folder.to_owned(),
            crates,
            dependencies: dependencies.expect("a library is in a folder"),
        }
    }

    /// Writes a file into the compiler's folder.
    ///
    /// # Panics
    /// If it can't be written.
    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.join(name);
        std::fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        path
    }

    /// Builds a program that can be run, or only checks it.
    ///
    /// # Errors
    /// What the compiler says.
    ///
    /// # Panics
    /// If there is no compiler.
    pub fn build(&self, file: &str, program: &str, checked: bool) -> Result<PathBuf, Vec<Error>> {
        let source = self.write(file, program);
        let made = source.with_extension("exe");
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let mut command = Command::new(rustc);
        command.current_dir(crate::workspace());
        command.args(["--edition=2024", "--error-format=json", "--crate-type=bin"]);
        for (name, library) in &self.crates {
            command
                .arg("--extern")
                .arg(format!("{name}={}", library.display()));
        }
        command
            .arg("-L")
            .arg(format!("dependency={}", self.dependencies.display()));
        if checked {
            command.arg("--emit=metadata");
        }
        let output = command.arg("-o").arg(&made).arg(&source).output();
        let output = output.expect("rustc can be run");
        let said = String::from_utf8_lossy(&output.stderr);
        let errors: Vec<Error> = said.lines().filter_map(error).collect();
        assert!(output.status.success() || !errors.is_empty(), "{said}");
        if errors.is_empty() {
            Ok(made)
        } else {
            Err(errors)
        }
    }
}

fn artifact(message: &Value) -> Option<(String, PathBuf)> {
    let name = message["target"]["name"].as_str()?;
    let package = message["package_id"].as_str()?;
    let ours = package.starts_with("path+") && CRATES.iter().any(|(_, library)| *library == name);
    if !ours || message["target"]["kind"][0] != "lib" {
        return None;
    }
    let files = message["filenames"].as_array().into_iter().flatten();
    let mut files = files.filter_map(Value::as_str).map(PathBuf::from);
    let library = files.find(|file| file.extension().is_some_and(|e| e == "rlib"))?;
    Some((name.to_owned(), library))
}

/// The target folder that this test was built in.
fn target_folder() -> PathBuf {
    let test = std::env::current_exe().expect("this test has a path");
    let folder = test.ancestors().nth(3);
    folder.expect("a test is in target/debug/deps").to_owned()
}

fn error(line: &str) -> Option<Error> {
    let message: Value = serde_json::from_str(line).ok()?;
    let spans = message["spans"].as_array()?;
    let mut span = spans.iter().find(|span| span["is_primary"] == true)?;
    while let call @ Value::Object(_) = &span["expansion"]["span"] {
        span = call;
    }
    let file = Path::new(span["file_name"].as_str()?).file_name()?;
    (message["level"] == "error").then(|| Error {
        file: file.to_string_lossy().into_owned(),
        text: message["rendered"].as_str().unwrap_or_default().to_owned(),
    })
}
