//! The compiler, with the judged std or without, on programs that tests have written.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What to compile with.
pub struct Compiler {
    rustc: std::ffi::OsString,
    /// Where programs and what comes of them are put.
    folder: PathBuf,
    /// Crates by name, for `--extern`.
    crates: Vec<(String, PathBuf)>,
    /// Where the crates that those need are.
    dependencies: Option<PathBuf>,
}

/// An error of the compiler's.
#[derive(Clone, Debug)]
pub struct Error {
    /// `E0432`, say.
    pub code: String,
    /// The file and line of the program.
    pub place: (String, usize),
    /// As the compiler shows it.
    pub text: String,
}

impl Compiler {
    /// The compiler alone: `std` is the real one. Its files go into a folder of that name.
    ///
    /// # Panics
    /// If the folder can't be made.
    #[must_use]
    pub fn real(folder: &Path) -> Self {
        std::fs::create_dir_all(folder).expect("a folder for the compiler's files");
        Self {
            rustc: std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()),
            folder: folder.to_owned(),
            crates: Vec::new(),
            dependencies: None,
        }
    }

    /// The compiler with the judged std, which cargo builds if it has to.
    ///
    /// # Panics
    /// If that can't be built.
    #[must_use]
    pub fn judging(folder: &Path) -> Self {
        Self::judging_with(folder, &[])
    }

    /// The same with other judged crates: their packages, and what their libraries are
    /// called.
    ///
    /// # Panics
    /// If one of them can't be built.
    #[must_use]
    pub fn judging_with(folder: &Path, others: &[(&str, &str)]) -> Self {
        let crates = [("interleave", "interleave"), ("interleave-std", "std")];
        let crates: Vec<_> = crates.iter().chain(others).copied().collect();
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .current_dir(crate::workspace())
            .args(["build", "--quiet", "--message-format=json", "--target-dir"])
            .arg(target_folder())
            .args(crates.iter().flat_map(|(package, _)| ["-p", package]))
            .output()
            .expect("cargo can be run");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        let mut compiler = Self::real(folder);
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let message: Value = serde_json::from_str(line).unwrap_or_default();
            compiler.add_artifact(&message, &crates);
        }
        let found = compiler.crates.len();
        assert_eq!(found, crates.len(), "{:?}", compiler.crates);
        compiler
    }

    fn add_artifact(&mut self, message: &Value, crates: &[(&str, &str)]) {
        let name = message["target"]["name"].as_str().unwrap_or_default();
        let is_lib = message["target"]["kind"][0] == "lib";
        let manifest = message["manifest_path"].as_str().unwrap_or_default();
        let ours = Path::new(manifest).starts_with(crate::workspace());
        if !is_lib || !ours || !crates.iter().any(|(_, library)| *library == name) {
            return;
        }
        let files = message["filenames"].as_array().into_iter().flatten();
        let mut files = files.filter_map(Value::as_str).map(PathBuf::from);
        if let Some(file) = files.find(|file| file.extension().is_some_and(|e| e == "rlib")) {
            self.dependencies = file.parent().map(|folder| folder.join("deps"));
            self.crates.push((name.to_owned(), file));
        }
    }

    /// The same, with one crate more, made of this program.
    ///
    /// # Panics
    /// If the program has an error.
    #[must_use]
    pub fn with_crate(mut self, name: &str, program: &str) -> Self {
        let library = self.folder.join(format!("lib{name}.rlib"));
        let mut command = Command::new(&self.rustc);
        command
            .args(["--edition=2024", "--crate-type=lib", "--crate-name", name])
            .arg("-o")
            .arg(&library)
            .arg(self.write(&format!("{name}.rs"), program));
        let errors = run(&mut command);
        assert!(errors.is_empty(), "{errors:?}");
        self.crates.push((name.to_owned(), library));
        self
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

    /// Checks a program, which makes nothing.
    #[must_use]
    pub fn check(&self, file: &str, program: &str) -> Vec<Error> {
        let source = self.write(file, program);
        let mut command = self.command(&source);
        command
            .args(["--crate-type=lib", "--emit=metadata", "--out-dir"])
            .arg(&self.folder);
        run(&mut command)
    }

    /// Builds a program that can be run, and says where it is.
    ///
    /// # Errors
    /// What the compiler says.
    pub fn build(&self, file: &str, program: &str) -> Result<PathBuf, Vec<Error>> {
        let source = self.write(file, program);
        let made = source.with_extension("exe");
        let mut command = self.command(&source);
        command
            .args(["--crate-type=bin", "-Ccodegen-units=8", "-o"])
            .arg(&made);
        let errors = run(&mut command);
        if errors.is_empty() {
            Ok(made)
        } else {
            Err(errors)
        }
    }

    fn command(&self, source: &Path) -> Command {
        let mut command = Command::new(&self.rustc);
        // The judged std was built there: its own lines are shown in errors.
        command
            .current_dir(crate::workspace())
            .arg("--edition=2024");
        for (name, library) in &self.crates {
            command
                .arg("--extern")
                .arg(format!("{name}={}", library.display()));
        }
        if let Some(dependencies) = &self.dependencies {
            command
                .arg("-L")
                .arg(format!("dependency={}", dependencies.display()));
        }
        command.arg(source);
        command
    }
}

/// The target folder that this test was built in.
fn target_folder() -> PathBuf {
    let test = std::env::current_exe().expect("this test has a path");
    let folder = test.ancestors().nth(3);
    folder.expect("a test is in target/debug/deps").to_owned()
}

/// Runs the compiler and reads its errors.
fn run(command: &mut Command) -> Vec<Error> {
    let output = command.arg("--error-format=json").output();
    let output = output.expect("rustc can be run");
    let said = String::from_utf8_lossy(&output.stderr);
    let messages = said
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok());
    let errors: Vec<Error> = messages
        .filter_map(|message: Value| error(&message))
        .collect();
    assert!(output.status.success() || !errors.is_empty(), "{said}");
    errors
}

fn error(message: &Value) -> Option<Error> {
    let spans = message["spans"].as_array()?;
    let mut span = spans.iter().find(|span| span["is_primary"] == true)?;
    // In a macro: where that is called.
    while let call @ Value::Object(_) = &span["expansion"]["span"] {
        span = call;
    }
    let file = Path::new(span["file_name"].as_str()?).file_name()?;
    (message["level"] == "error").then(|| Error {
        code: message["code"]["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
        place: (
            file.to_string_lossy().into_owned(),
            span["line_start"].as_u64().map_or(0, |line| line as usize),
        ),
        text: message["rendered"].as_str().unwrap_or_default().to_owned(),
    })
}
