//! Check processes that do not end, or end in a way that is no answer.

use std::time::{Duration, Instant};

use crate::fake::{END, Fake, Ran, SOLVED};

/// The verdict on an exercise whose answer begins with `statements`.
fn verdict_on(test: &str, statements: &str) -> Ran {
    let source = format!("pub fn total() -> u32 {{\n    {statements};\n    2\n}}\n");
    let fake = Fake::with_first(test, &source);
    fake.run(&["verify", "--time-limit", "2"])
}

#[test]
fn ending_the_process_well_is_no_pass() {
    let run = verdict_on("exit-0", "std::process::exit(0)");
    run.exits(1)
        .says("no verdict")
        .says("the check `sum` left no result");
}

#[test]
fn ending_the_process_badly_shows_what_it_printed() {
    let run = verdict_on("exit-7", "eprintln!(\"why not\"); std::process::exit(7)");
    run.exits(1)
        .says("ended with exit code 7 before its checks were through");
}

#[test]
fn a_check_that_falls_over_shows_its_message() {
    let run = verdict_on("panics", "panic!(\"fell over\")");
    run.exits(1)
        .says("ended with exit code 101")
        .says("fell over");
}

#[test]
fn an_endless_loop_is_stopped() {
    let started = Instant::now();
    let run = verdict_on("endless", "loop { std::hint::black_box(()) }");
    run.exits(1).says("still running after 2 s and was stopped");
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[test]
fn an_endless_recursion_is_told() {
    let body = "fn deep(n: u64) -> u64 { std::hint::black_box(deep(n + 1)) + 1 } deep(0)";
    let run = verdict_on("recursion", body);
    run.exits(1)
        .says("no verdict")
        .says("The stack overflowed.");
}

#[test]
#[cfg(unix)]
fn a_death_by_signal_is_told() {
    // std's own handler takes the first one for a fault and waits for it to come again.
    let kill = "let id = std::process::id(); \
                let script = format!(\"kill -SEGV {id}; sleep 0.1; kill -SEGV {id}\"); \
                std::process::Command::new(\"sh\").args([\"-c\", &script]).status().unwrap(); \
                std::thread::park()";
    let run = verdict_on("signal", kill);
    run.exits(1)
        .says("SIGSEGV")
        .says("a function that calls itself without end");
}

#[test]
fn a_hundred_megabytes_are_neither_kept_nor_waited_for() {
    let print = "use std::io::Write; let text = [b'x'; 1 << 20]; \
                 for _ in 0..100 { std::io::stderr().write_all(&text).unwrap() }";
    let run = verdict_on("hundred-megabytes", print);
    run.exits(0).says("pass").says("printed more than 64 KiB");
}

#[test]
fn printing_a_verdict_is_no_verdict() {
    let line = r##"println!(r#"{{"check":"sum","status":"pass"}}"#); println!("test result: ok. 1 passed"); std::process::exit(0)"##;
    verdict_on("imitated", line).exits(1).says("left no result");
}

#[test]
fn a_line_too_many_in_the_report_is_no_pass() {
    let line = r##"use std::io::Write; std::fs::OpenOptions::new().append(true).create(true)
        .open(std::env::var("INTERLEAVE_REPORT").unwrap()).unwrap().write_all(b"hello\n").unwrap()"##;
    verdict_on("extra-line", line)
        .exits(1)
        .says("1 line that no check writes");
}

#[test]
#[cfg(unix)]
fn what_is_left_running_is_ended() {
    let fake = Fake::with_first("left-behind", SOLVED);
    let source = format!(
        "pub fn total() -> u32 {{\n    let child = std::process::Command::new(\"sleep\").arg(\"60\")\
         .spawn().unwrap();\n    std::fs::write({:?}, child.id().to_string()).unwrap();\n    2\n}}\n{END}",
        fake.root.join("pid")
    );
    fake.write("exercises/1-one/first/exercise.rs", source);
    let started = Instant::now();
    fake.run(&["verify"]).exits(0);
    assert!(started.elapsed() < Duration::from_secs(30));
    let stat = format!("/proc/{}/stat", fake.read("pid"));
    let alive = || std::fs::read_to_string(&stat).is_ok_and(|text| !text.contains(") Z"));
    let deadline = Instant::now() + Duration::from_secs(3);
    while alive() {
        assert!(Instant::now() < deadline, "the child is still there");
        std::thread::sleep(Duration::from_millis(20));
    }
}
