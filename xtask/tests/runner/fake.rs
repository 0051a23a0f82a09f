//! A throw-away workshop: the folders of the real one, no dependency, and a check that
//! asks the exercise for one number and reports it as if it had explored anything.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use xxhash_rust::xxh3::xxh3_64;

/// The end that every exercise must have.
pub const END: &str = "\n#[cfg(test)]\nmod check;\n";

/// An exercise that does not pass.
pub const STUB: &str = "pub fn total() -> u32 {\n    1\n}\n";

/// An exercise that passes.
pub const SOLVED: &str = "pub fn total() -> u32 {\n    2\n}\n";

/// Reports `total`, which must be 2.
pub const CHECK: &str = r##"use super::*;

fn write(line: &str) {
    use std::io::Write;
    let path = std::env::var_os("INTERLEAVE_REPORT").expect("a report is asked for");
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
    file.write_all(line.as_bytes()).unwrap();
}

/// A replay that says which lines it was given; one that is `wrong` does not fit.
fn replay(file: &std::path::Path) {
    let text = std::fs::read_to_string(file).unwrap();
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let wrong = text.lines().position(|line| line == "wrong").map(|line| line + 1);
    let misfit = wrong.map_or("null".into(), |line| format!(r#"{{"line":{line},"text":"it is wrong"}}"#));
    let total = total();
    write(&format!(
        r#"{{"check":"sum","status":"not-yet","exhaustive":false,"coverage":"replayed: one interleaving","executions":1,"expected":["total = 2","deadlock: never"],"seen":[{{"behaviour":"total = {total}","executions":1,"expected":{}}}],"missing":[],"real_threads":null,"witnesses":[{{"behaviour":"total = {total}","schedule":"all of {}\n","threads":["main"],"steps":[],"why":null}}],"misfit":{misfit},"lines":[],"seconds":0.001,"story":"  followed {}"}}{}"#,
        total == 2, lines.join(", "), lines.join(", "), "\n"
    ));
}

#[test]
fn sum() {
    if let Some(file) = std::env::var_os("INTERLEAVE_REPLAY") {
        return replay(file.as_ref());
    }
    assert!(std::env::var_os("INSTA_UPDATE").is_none(), "INSTA_UPDATE reaches the check");
    let total = total();
    let bless = std::env::var_os("INTERLEAVE_BLESS").is_some();
    let pass = bless || total == 2;
    let expected = if bless { "" } else { r#""total = 2","deadlock: never""# };
    let status = if pass { "pass" } else { "not-yet" };
    let story = if pass { "" } else { "  every interleaving should give   total = 2" };
    let witness = if pass { "".into() } else { format!(r#"{{"behaviour":"total = {total}","schedule":"main x2\n","threads":["main"],"steps":[],"why":null}}"#) };
    write(&format!(
        r#"{{"check":"sum","status":"{status}","exhaustive":true,"coverage":"exhaustive","executions":6,"expected":[{expected}],"seen":[{{"behaviour":"total = {total}","executions":6,"expected":{pass}}},{{"behaviour":"a and b: may overlap","executions":null,"expected":true}}],"missing":[],"real_threads":null,"witnesses":[{witness}],"lines":["total = {total}","deadlock: never"],"seconds":0.001,"story":"{story}"}}{}"#,
        "\n"
    ));
    assert!(pass, "told in the report");
}
"##;

/// What a snapshot for [`CHECK`] says.
pub const EXPECTED: &str = "\nsum\n  total = 2\n  deadlock: never\n";

/// The workshop.
pub struct Fake {
    /// Its root.
    pub root: PathBuf,
}

/// What a command of the runner gave.
pub struct Ran {
    /// Its exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Fake {
    /// An empty workshop in a folder named after the test.
    pub fn new(test: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
        let _ = fs::remove_dir_all(&root);
        let fake = Self { root };
        fake.members(&["exercises/*/*"]);
        fake.write("crates/one/README.md", "# Lesson\n");
        fake
    }

    /// Cargo refuses a pattern that matches nothing.
    fn members(&self, patterns: &[&str]) {
        self.write(
            "Cargo.toml",
            format!(
                "[workspace]\nresolver = \"3\"\nmembers = {patterns:?}\n\n[profile.dev]\ndebug = false\n"
            ),
        );
    }

    /// A workshop with one exercise, `1-one/first`, whose learner's file is `source`.
    pub fn with_first(test: &str, source: &str) -> Self {
        let fake = Self::new(test);
        fake.exercise("1-one", "first", &format!("{source}{END}"));
        fake
    }

    /// Adds an exercise with everything but a solution.
    pub fn exercise(&self, chapter: &str, name: &str, source: &str) {
        let folder = format!("exercises/{chapter}/{name}");
        self.write(
            &format!("{folder}/Cargo.toml"),
            manifest(name, &[(name, "exercise.rs")]),
        );
        self.write(
            &format!("{folder}/README.md"),
            format!("---\ntitle: The {name} one\nminutes: 10\ntrack: std\norder: 1\n---\n\nMake it two.\n"),
        );
        self.write(
            &format!("{folder}/hints.md"),
            "## 1\n\nCount.\n\n## 2\n\nWrite 2.\n",
        );
        self.write(&format!("{folder}/stub"), format!("{STUB}{END}"));
        self.write(&format!("{folder}/exercise.rs"), source);
        self.write(&format!("{folder}/check.rs"), CHECK);
        self.write(&format!("{folder}/snapshot"), sealed(CHECK, EXPECTED));
    }

    /// Adds a solution and pitfalls, each a stem, its head and its code.
    pub fn solution(
        &self,
        chapter: &str,
        name: &str,
        source: &str,
        pitfalls: &[(&str, &str, &str)],
    ) {
        self.members(&["exercises/*/*", "solutions/*/*"]);
        let folder = format!("solutions/{chapter}/{name}");
        let package = format!("{name}-solution");
        let names: Vec<_> = pitfalls
            .iter()
            .map(|(stem, ..)| (format!("{name}-{stem}"), format!("pitfalls/{stem}.rs")))
            .collect();
        let stub = format!("{name}-stub");
        let stub_path = format!("../../../exercises/{chapter}/{name}/stub");
        let mut targets = vec![(&*package, "solution.rs"), (&*stub, &*stub_path)];
        targets.extend(names.iter().map(|(name, path)| (&**name, &**path)));
        self.write(
            &format!("{folder}/Cargo.toml"),
            manifest(&package, &targets),
        );
        self.write(&format!("{folder}/notes.md"), "It is two.\n");
        let end = |up: &str| {
            format!(
                "\n#[cfg(test)]\n#[path = \"{up}exercises/{chapter}/{name}/check.rs\"]\nmod check;\n"
            )
        };
        self.write(
            &format!("{folder}/solution.rs"),
            format!("{source}{}", end("../../../")),
        );
        for (stem, head, source) in pitfalls {
            let text = format!("{head}\n{source}{}", end("../../../../"));
            self.write(&format!("{folder}/pitfalls/{stem}.rs"), &text);
        }
    }

    /// Has cargo write the lock file, on which kept verdicts depend.
    pub fn lock(&self) {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .args(["generate-lockfile", "--offline"])
            .current_dir(&self.root);
        assert!(cargo.output().unwrap().status.success());
    }

    /// Writes a file, given by its path from the root.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let file = self.root.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    /// Reads a file, given by its path from the root.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap()
    }

    /// A command of the runner, to be run at the root.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .args(args)
            .current_dir(&self.root)
            .env_remove("CARGO_MANIFEST_DIR")
            .env_remove("RUSTFLAGS")
            .env_remove("INSTA_UPDATE")
            .env("LC_ALL", "C.UTF-8")
            .env("CARGO_TARGET_DIR", self.root.join("target"));
        command
    }

    /// Runs the runner at the root.
    pub fn run(&self, args: &[&str]) -> Ran {
        ran(&mut self.command(args))
    }

    /// Runs the runner with `cargo` set to something that can't be started.
    pub fn run_without_cargo(&self, args: &[&str]) -> Ran {
        let here = std::env::var_os("CARGO")
            .map(PathBuf::from)
            .unwrap_or_default();
        // Beside the real one, so that the compiler it names is the same.
        ran(self
            .command(args)
            .env("CARGO", here.with_file_name("no-such-cargo")))
    }
}

/// Runs a command to its end.
pub fn ran(command: &mut Command) -> Ran {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    Ran {
        code: status.code().unwrap_or(-1),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    }
}

impl Ran {
    /// Asserts that standard output has `text` in it, and shows it all if not.
    #[track_caller]
    pub fn says(&self, text: &str) -> &Self {
        // Where a text breaks its lines is the unit tests' business.
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            flat(&self.out).contains(&flat(text)),
            "no `{text}` in\n{}\n{}",
            self.out,
            self.err
        );
        self
    }

    /// Asserts the exit code.
    #[track_caller]
    pub fn exits(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "{}\n{}", self.out, self.err);
        self
    }
}

/// A snapshot with the seal that it must have, computed here on its own.
pub fn sealed(check: &str, body: &str) -> String {
    let head = "# What every interleaving of a solution gives. Written by `cargo xtask bless`.\n";
    let seal = xxh3_64(format!("{check}\0{head}{body}").as_bytes());
    format!("{head}# seal: {seal:016x}\n{body}")
}

fn manifest(package: &str, targets: &[(&str, &str)]) -> String {
    let mut text = format!(
        "[package]\nname = \"{package}\"\nversion = \"0.1.0\"\nedition = \"2024\"\nautotests = false\n"
    );
    for (name, path) in targets {
        text.push_str(&format!(
            "\n[[test]]\nname = \"{name}\"\npath = \"{path}\"\n"
        ));
    }
    text
}
