//! `bless`, `audit` and `bench`.

use std::fs;

use crate::fake::{CHECK, END, EXPECTED, Fake, SOLVED, STUB, sealed};

const HEAD: &str = "//! Counts one.\n//!\n//! rejected: sum: total = 1\n";
const THREE: &str = "//! Counts three.\n//!\n//! rejected: sum: total = 3\n";

/// An exercise that an audit has nothing to say against.
fn good(test: &str) -> Fake {
    let fake = Fake::with_first(test, STUB);
    let three = SOLVED.replace("    2", "    3");
    let pitfalls = [
        ("one", HEAD, STUB),
        ("also-one", HEAD, STUB),
        ("three", THREE, &*three),
    ];
    fake.solution("1-one", "first", SOLVED, &pitfalls);
    fake
}

#[test]
fn bless_writes_what_a_solution_gives() {
    let fake = good("bless");
    fs::remove_file(fake.root.join("exercises/1-one/first/snapshot")).unwrap();
    fs::remove_file(fake.root.join("exercises/1-one/first/stub")).unwrap();
    fake.run(&["bless"])
        .exits(0)
        .says("first snapshot written first stub written");
    assert_eq!(
        fake.read("exercises/1-one/first/snapshot"),
        sealed(CHECK, EXPECTED)
    );
    assert_eq!(
        fake.read("exercises/1-one/first/stub"),
        format!("{STUB}{END}")
    );
    fake.run(&["bless"])
        .exits(0)
        .says("first snapshot unchanged first stub unchanged");
}

#[test]
fn bless_takes_over_a_changed_exercise_only_when_asked() {
    let fake = good("bless-stub");
    let other = format!("// other\n{STUB}{END}");
    fake.write("exercises/1-one/first/exercise.rs", &other);
    fake.run(&["bless"])
        .exits(0)
        .says("exercise.rs differs from it");
    assert_eq!(
        fake.read("exercises/1-one/first/stub"),
        format!("{STUB}{END}")
    );
    fake.run(&["bless", "--stub", "first"])
        .exits(0)
        .says("stub written");
    assert_eq!(fake.read("exercises/1-one/first/stub"), other);
}

#[test]
fn bless_refuses_what_is_not_exhaustive() {
    let fake = good("bless-bounded");
    let check = CHECK.replace("\"exhaustive\":true", "\"exhaustive\":false");
    fake.write("exercises/1-one/first/check.rs", check);
    let before = fake.read("exercises/1-one/first/snapshot");
    fake.run(&["bless"])
        .exits(1)
        .says("refused: the check `sum` is not exhaustive");
    assert_eq!(fake.read("exercises/1-one/first/snapshot"), before);
}

#[test]
fn a_good_exercise_passes_the_audit() {
    let run = good("audit").run(&["audit"]);
    run.exits(0).says("first 6").says("1 audited: no problem");
}

#[test]
fn an_audit_names_every_problem() {
    let fake = good("audit-problems");
    let folder = "exercises/1-one/first";
    fake.write(&format!("{folder}/hints.md"), "## 1\n\nOnly one.\n");
    fake.write(&format!("{folder}/README.md"), "no front matter\n");
    fs::remove_file(fake.root.join("solutions/1-one/first/notes.md")).unwrap();
    let unlisted = format!("{HEAD}{STUB}");
    fake.write("solutions/1-one/first/pitfalls/unlisted.rs", unlisted);
    fake.write(
        "solutions/1-one/first/pitfalls/also-one.rs",
        "// says nothing\n",
    );
    fake.write(
        "solutions/1-one/first/pitfalls/three.rs",
        fake.read("solutions/1-one/first/pitfalls/three.rs")
            .replace("total = 3", "total = 4"),
    );
    let run = fake.run(&["audit"]);
    run.exits(1)
        .says("hints.md has fewer than two hints")
        .says("front matter has no title");
    run.says("notes.md is missing")
        .says("lists no [[test]] `first-unlisted`");
    run.says("pitfall also-one: its first lines don't say");
    run.says("pitfall three: sum should object to `total = 4`; found: total = 3");
}

#[test]
fn a_learners_own_file_is_no_problem_but_before_a_commit() {
    let fake = good("audit-solved");
    for file in [format!("{SOLVED}{END}"), "no Rust at all".to_owned()] {
        fake.write("exercises/1-one/first/exercise.rs", file);
        fake.run(&["audit"])
            .exits(0)
            .says("note no longer its stub, which was judged: exercise.rs of first");
        fake.run(&["audit", "--fresh"])
            .exits(1)
            .says("exercise.rs differs from its stub");
    }
    fs::remove_file(fake.root.join("exercises/1-one/first/exercise.rs")).unwrap();
    fake.run(&["audit"]).exits(0);
    fake.run(&["audit", "--fresh"]).exits(1);
}

#[test]
fn it_is_the_stub_that_must_not_pass() {
    let fake = good("audit-stub");
    fake.run(&["audit", "--fresh"]).exits(0);
    fake.write("exercises/1-one/first/stub", format!("{SOLVED}{END}"));
    fake.run(&["audit"]).exits(1).says("the stub passes");
    fake.write("exercises/1-one/first/stub", SOLVED);
    fake.run(&["audit"])
        .exits(1)
        .says("the stub does not end in");
}

#[test]
fn a_broken_seal_is_one_problem_and_not_many() {
    let fake = good("audit-seal");
    fake.write(
        "exercises/1-one/first/check.rs",
        format!("// changed\n{CHECK}"),
    );
    fake.run(&["audit"])
        .exits(1)
        .says("its seal is broken")
        .says("1 problem in 1 of 1 audited");
}

#[test]
fn a_check_of_another_exercise_does_not_count() {
    let fake = good("audit-other-check");
    let readme = fake.read("exercises/1-one/first/README.md");
    fake.exercise("1-one", "second", &format!("{STUB}{END}"));
    fake.write(
        "exercises/1-one/second/README.md",
        readme.replace("order: 1", "order: 2"),
    );
    fake.run(&["audit", "first"]).exits(0);
    for file in ["solution.rs", "pitfalls/one.rs"] {
        let path = format!("solutions/1-one/first/{file}");
        let other = fake
            .read(&path)
            .replace("first/check.rs", "second/check.rs");
        fake.write(&path, other);
    }
    let path = "solutions/1-one/first/pitfalls/three.rs";
    let without = fake.read(path).replace("#[path = ", "// [path = ");
    fake.write(path, without);
    fake.run(&["audit", "first"])
        .exits(1)
        .says("solution.rs: the `#[path]` is not that of exercises/1-one/first/check.rs")
        .says("one.rs: the `#[path]` is not that of exercises/1-one/first/check.rs")
        .says("three.rs: does not end in `#[cfg(test)]`, `#[path = ..]` and `mod check;`");
}

#[test]
fn two_exercises_have_two_places_in_their_chapter() {
    let fake = good("audit-order");
    fake.exercise("1-one", "second", &format!("{STUB}{END}"));
    fake.run(&["audit", "first"])
        .exits(1)
        .says("the README's `order` 1 is that of second too")
        .says("1 problem in 1 of 1 audited");
}

#[test]
fn bench_builds_and_starts_the_benchmark_with_its_options() {
    let fake = Fake::with_first("bench", STUB);
    let package = "name = \"interleave-bench\"\nversion = \"0.1.0\"\n";
    fake.write(
        "crates/bench/Cargo.toml",
        format!("[workspace]\n\n[package]\n{package}edition = \"2024\"\n"),
    );
    fake.write(
        "crates/bench/Cargo.lock",
        format!("version = 4\n\n[[package]]\n{package}"),
    );
    let main = r#"fn main() {
        let args: Vec<_> = std::env::args().skip(1).collect();
        let folder = std::path::Path::new(&args[1]);
        println!("{} bench: {}, {}", args[0], folder.ends_with("target/bench"), args[2..].join(" "));
        std::process::exit(args.len() as i32 - 2);
    }"#;
    fake.write("crates/bench/src/main.rs", main);
    fake.run(&["bench"]).exits(0).says("--out bench: true,");
    fake.run(&["bench", "--only", "2x2", "--growth"])
        .exits(1)
        .says("--out bench: true, --only 2x2 --growth");
    fake.write("crates/bench/src/main.rs", "fn main() { nothing }");
    fake.run(&["bench"]).exits(2);
}
