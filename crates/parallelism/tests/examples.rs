//! The examples end by themselves, soon, and what must hold in them does.
//!
//! How long something takes on real threads, and what goes wrong in a race, is luck, so
//! that isn't asked. Each example is built and run by cargo, as a learner would.

use std::process::Command;
use std::{env, fs, process};

/// What the example prints.
fn run(name: &str, arguments: &[&str]) -> String {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--quiet", "--package", "parallelism"]);
    cargo.args(["--example", name, "--"]).args(arguments);
    let output = cargo.output().expect("cargo can be run");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}:\n{errors}");
    String::from_utf8(output.stdout).expect("text")
}

/// The lines that begin like this.
fn lines<'a>(printed: &'a str, begin: &str) -> Vec<&'a str> {
    let lines: Vec<&str> = printed
        .lines()
        .filter(|line| line.trim_start().starts_with(begin))
        .collect();
    assert!(
        !lines.is_empty(),
        "no line begins with {begin:?}:\n{printed}"
    );
    lines
}

/// The words of a line after this beginning.
fn fields<'a>(line: &'a str, begin: &str) -> Vec<&'a str> {
    let (_, rest) = line.split_once(begin).expect("it begins so");
    rest.split_whitespace().collect()
}

fn fits(printed: &str) {
    for line in printed.lines() {
        assert!(line.chars().count() <= 80, "longer than 80: {line}");
    }
}

#[test]
fn every_example_says_what_it_is_for() {
    for name in ["one-core", "layers", "thread-price", "two-processes"] {
        let help = run(name, &["--help"]);
        assert!(help.contains(&format!("Usage: {name}")), "{help}");
    }
}

#[test]
fn two_loops_take_turns_or_dont() {
    let arguments = ["--work", "20", "--coarse", "4", "--fine", "1", "--ascii"];
    let printed = run("one-core", &arguments);
    assert!(printed.is_ascii(), "{printed}");
    fits(&printed);
    assert_eq!(lines(&printed, "wall ").len(), 2, "{printed}");
    // Simulated, so these are exact.
    for makespans in lines(&printed, "makespan") {
        assert_eq!(
            fields(makespans, "makespan"),
            ["40000", "makespan", "20000"]
        );
    }
    let on_one = lines(&printed, "1 core: parallel");
    assert!(on_one[0].contains("a grain of 4001 units"), "{printed}");
    assert!(on_one[1].contains("a grain of 1001 units"), "{printed}");
    for on_two in lines(&printed, "2 cores: parallel") {
        assert!(on_two.contains("a grain of 1 units"), "{printed}");
    }
}

#[test]
fn a_pool_stands_in_where_cores_cant_be_chosen() {
    let printed = run("one-core", &["--work", "5", "--pool"]);
    assert!(
        printed.contains("1 core: a pool of as many threads"),
        "{printed}"
    );
    // One job after the other: the pool has one thread. (Where the clock is read twice in
    // between, they seem to touch.)
    assert!(
        printed.contains("one was done before the other began")
            || printed.contains("both at the very same time: 0.0 ms"),
        "{printed}"
    );
}

#[test]
fn the_job_is_the_same_on_every_layer() {
    let printed = run("layers", &["--below", "20000", "--pieces", "6"]);
    fits(&printed);
    let row = |name: &str| -> Vec<Vec<String>> {
        let rows = lines(&printed, name).into_iter();
        rows.map(|row| fields(row, name).into_iter().map(str::to_owned).collect())
            .collect()
    };
    let names = [
        "no layer: the caller",
        "a thread each",
        "a pool",
        "tokio, one worker",
        "tokio, all workers",
    ];
    for row in names.into_iter().flat_map(row) {
        // The primes below 20,000.
        assert_eq!(row[0], "2262", "{printed}");
    }
    let threads = |name| row(name)[0].iter().rev().nth(1).cloned();
    let under_way = |name| row(name)[0].last().cloned();
    assert_eq!(threads("no layer: the caller").as_deref(), Some("1"));
    assert_eq!(threads("a thread each").as_deref(), Some("6"));
    assert_eq!(threads("tokio, one worker").as_deref(), Some("1"));
    assert_eq!(under_way("tokio, one worker").as_deref(), Some("1"));
}

#[test]
fn threads_and_tasks_have_their_price() {
    let file = env::temp_dir().join(format!("thread-price-{}.svg", process::id()));
    let name = file.to_str().expect("a plain path");
    let arguments = ["--threads", "20", "--tasks", "200", "--svg", name];
    let printed = run("thread-price", &arguments);
    let counts = |printed: &str| -> Vec<String> {
        let rows = printed.lines().skip(1).take_while(|line| !line.is_empty());
        rows.filter_map(|row| row.split_whitespace().next().map(str::to_owned))
            .collect()
    };
    let (_, tasks) = printed.split_once("\n\n").expect("two tables");
    assert_eq!(counts(&printed), ["1", "10", "20"], "{printed}");
    assert_eq!(counts(tasks), ["1", "10", "100", "200"], "{printed}");
    for number in 1..=5 {
        lines(&printed, &format!("{number}. "));
    }
    assert!(
        printed.contains("20 were created without a library"),
        "{printed}"
    );
    fits(&printed);
    let svg = fs::read_to_string(&file).expect("the plots");
    fs::remove_file(&file).expect("it was there");
    assert_eq!(svg.matches("<polyline").count(), 6, "{svg}");
}

#[test]
fn processes_need_a_lock_that_both_know() {
    let printed = run("two-processes", &["--rounds", "20"]);
    fits(&printed);
    for name in ["in place, a lock file", "renamed, a lock file"] {
        let row = fields(lines(&printed, name)[0], name);
        // 20 + 20, what the file says, what is lost.
        assert_eq!(row[..5], ["20", "+", "20", "40", "0"], "{printed}");
    }
    for row in lines(&printed, "renamed") {
        let (_, numbers) = row.split_once('+').expect("two counts");
        let numbers: Vec<&str> = numbers.split_whitespace().collect();
        // Nobody has read a part of it.
        assert_eq!(numbers[3..5], ["0", "0"], "{printed}");
    }
    // Lucky or not, no process counts what the other one has done.
    let plain = fields(lines(&printed, "in place  ")[0], "in place");
    assert_eq!(plain[..3], ["20", "+", "20"], "{printed}");
}
