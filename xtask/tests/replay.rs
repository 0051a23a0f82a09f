//! A schedule that one build of an exercise has written brings the same interleaving in
//! another: built elsewhere, with an explorer that is not optimised, and from a file in
//! which other lines have been edited.
//!
//! The first build is that of the workshop itself, as for the audit.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A wrong attempt at the exercise, and the file that it is in.
const TARGET: &str = "lost-update-load-then-store";
const FILE: &str = "solutions/2-atomicity/lost-update/pitfalls/load-then-store.rs";
const EXERCISE: &str = "exercises/2-atomicity/lost-update";
/// Lines that the edited file has more than the other.
const MORE: u64 = 3;

/// A program that goes wrong under weak memory only: in all the ways that a schedule has
/// words for.
const WEAK: &str = r#"
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

#[test]
fn weak() {
    let check = interleave::Check::new().weak_memory();
    let explored = check.explore(|run| {
        let (x, y) = (AtomicU32::new(0), AtomicU32::new(0));
        let seen = thread::scope(|s| {
            let named = thread::Builder::new().name("no # name".to_owned());
            let first = named.spawn_scoped(s, || {
                x.store(1, Relaxed);
                y.store(2, Relaxed);
                y.compare_exchange_weak(2, 3, Relaxed, Relaxed).is_ok()
            });
            let second = s.spawn(|| {
                y.store(1, Relaxed);
                x.store(2, Relaxed);
                (y.load(Relaxed), x.load(Relaxed))
            });
            (first.unwrap().join().unwrap(), second.join().unwrap())
        });
        run.observe("seen", seen);
        run.observe("x, y", (x.load(Relaxed), y.load(Relaxed)));
    });
    explored.assert_snapshot();
}
"#;
/// Nothing that the program gives.
const NOTHING: &str = "# seal: 0000000000000000\n\nweak\n  deadlock: never\n  panic: never\n";

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("the workspace").to_owned()
}

/// Builds test targets, and gives the program of each by its target's name.
fn build(folder: &Path, target: Option<&Path>, arguments: &[&str]) -> Vec<(String, PathBuf)> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .args(["build", "--offline", "--message-format=json"])
        .args(arguments)
        .current_dir(folder);
    if let Some(target) = target {
        cargo.env("CARGO_TARGET_DIR", target);
    }
    let output = cargo.output().expect("cargo starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let text = String::from_utf8(output.stdout).expect("cargo writes text");
    let messages = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or(Value::Null));
    let program = |message: Value| {
        let name = message["target"]["name"].as_str()?.to_owned();
        let executable = message["executable"].as_str()?;
        Some((name, PathBuf::from(executable)))
    };
    messages.filter_map(program).collect()
}

/// Runs checks of a package below `root` and gives what they report, a value each.
fn run(root: &Path, program: &Path, only: &[&str], schedule: Option<&Path>) -> Vec<Value> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let report = folder.join(format!("report-{}.jsonl", std::process::id()));
    let _ = fs::remove_file(&report);
    let mut command = Command::new(program);
    command
        .args(only)
        .current_dir(root)
        .env("CARGO_MANIFEST_DIR", root)
        .env("INTERLEAVE_REPORT", &report)
        .env("INTERLEAVE_REAL_RUNS", "0");
    if let Some(schedule) = schedule {
        command.env("INTERLEAVE_REPLAY", schedule);
    }
    command.output().expect("the checks start");
    let text = fs::read_to_string(&report).expect("a report is written");
    let values = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line is JSON"));
    values.collect()
}

/// The same source and an edited one, in a package that is not of the workspace.
fn elsewhere() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("elsewhere");
    let (root, read) = (root(), |path: &str| {
        fs::read_to_string(root().join(path)).unwrap()
    });
    let source = read(FILE);
    let start = source.find("#[path").expect("it names its check");
    let source = format!("{}#[path = \"check.rs\"]\nmod check;\n", &source[..start]);
    let more = "//! A line more.\n".repeat(MORE as usize);
    for (name, source) in [
        ("weak", WEAK.to_owned()),
        ("weak-edited", more.clone() + WEAK),
    ] {
        let folder = folder.join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("weak.rs"), source).unwrap();
        fs::write(folder.join("snapshot"), NOTHING).unwrap();
    }
    for (name, source) in [("same", source.clone()), ("edited", more + &source)] {
        let folder = folder.join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("load-then-store.rs"), source).unwrap();
        for file in ["check.rs", "snapshot"] {
            fs::write(folder.join(file), read(&format!("{EXERCISE}/{file}"))).unwrap();
        }
    }
    let path = |package: &str| root.join("crates").join(package).display().to_string();
    let manifest = format!(
        "[package]\nname = \"elsewhere\"\nversion = \"0.1.0\"\nedition = \"2024\"\nautotests = false\n\n\
         [workspace]\n\n\
         [lib]\npath = \"lib.rs\"\n\n\
         [dev-dependencies]\n\
         std = {{ package = \"interleave-std\", path = {:?} }}\n\
         core = {{ package = \"interleave-std-core\", path = {:?} }}\n\
         interleave = {{ path = {:?} }}\n\n\
         [[test]]\nname = \"same\"\npath = \"same/load-then-store.rs\"\n\n\
         [[test]]\nname = \"edited\"\npath = \"edited/load-then-store.rs\"\n\n\
         [[test]]\nname = \"weak\"\npath = \"weak/weak.rs\"\n\n\
         [[test]]\nname = \"weak-edited\"\npath = \"weak-edited/weak.rs\"\n",
        path("std"),
        path("std/core"),
        path("runtime")
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::write(folder.join("lib.rs"), "").unwrap();
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

/// What is told of each step; where, only if it is `moved` by so many lines.
fn steps(witness: &Value, moved: u64) -> Vec<String> {
    let steps = witness["steps"].as_array().expect("its steps").iter();
    let told = steps.map(|step| {
        let line = step["line"].as_u64().map(|line| line - moved);
        format!(
            "{} {line:?} {} {} {}",
            step["thread"], step["text"], step["value"], step["note"]
        )
    });
    told.collect()
}

/// Replays every witness of `check` by the program called `target`, in whose source all is
/// `moved` by so many lines. Gives how many there are.
fn replays(
    check: &Value,
    name: &str,
    folder: &Path,
    programs: &[(String, PathBuf)],
    (target, moved): (&str, u64),
) -> usize {
    let schedule = folder.join("schedule");
    let program = programs.iter().find(|(name, _)| name == target);
    let program = &program.expect("it is built").1;
    let witnesses = check["witnesses"].as_array().expect("witnesses");
    for witness in witnesses {
        fs::write(&schedule, witness["schedule"].as_str().expect("a schedule")).unwrap();
        let again = run(folder, program, &[name, "--exact"], Some(&schedule));
        let again = &again[0];
        assert_eq!(again["coverage"], "replayed: one interleaving");
        assert_eq!(again["misfit"], Value::Null, "{again}");
        assert_eq!(again["memory"], check["memory"]);
        let retold = &again["witnesses"][0];
        assert_eq!(retold["behaviour"], witness["behaviour"]);
        assert_eq!(steps(retold, moved), steps(witness, 0), "{target}");
    }
    witnesses.len()
}

#[test]
fn another_build_replays_it() {
    let programs = build(
        &root(),
        None,
        &["-p", "lost-update-solution", "--test", TARGET],
    );
    let recorded = run(&root(), &programs[0].1, &["check::"], None);
    let folder = elsewhere();
    let others = build(&folder, Some(&folder.join("target")), &["--tests"]);
    let mut replayed = 0;
    for check in &recorded {
        let name = format!("check::{}", check["check"].as_str().expect("a name"));
        for target in [("same", 0), ("edited", MORE)] {
            replayed += replays(check, &name, &folder, &others, target);
        }
    }
    assert!(replayed >= 6, "three checks go wrong: {replayed}");

    let (_, weak) = others.iter().find(|(name, _)| name == "weak").unwrap();
    let recorded = run(&folder, weak, &["weak", "--exact"], None);
    assert_eq!(recorded[0]["memory"], "weak");
    let all = recorded[0]["witnesses"].to_string();
    for clause in [
        "reads step 2 of thread 2",
        "takes effect before step",
        "fails for no reason",
    ] {
        assert!(all.contains(clause), "{clause}: {all}");
    }
    for target in [("weak", 0), ("weak-edited", MORE)] {
        replayed += replays(&recorded[0], "weak", &folder, &others, target);
    }
    assert!(replayed >= 30, "it has many behaviours: {replayed}");
}
