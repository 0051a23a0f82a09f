//! Programs that no exploration survives. Each runs in a process of its own, which must
//! end at once, with its exit code, a sentence and a line in the report.

use real::env;
use real::fs;
use real::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::{hint, thread};

/// In the environment of such a process.
const CHILD: &str = "INTERLEAVE_TEST_CHILD";

/// What the process of `test` ends with, and what it reports.
fn child(test: &str) -> (Output, String) {
    let id = real::process::id();
    let report = env::temp_dir().join(format!("interleave-robust-{id}-{test}"));
    let output = Command::new(env::current_exe().unwrap())
        .args(["--exact", &format!("children::{test}"), "--nocapture"])
        .env(CHILD, "1")
        .env("INTERLEAVE_REPORT", &report)
        .output()
        .unwrap();
    let text = fs::read_to_string(&report).unwrap_or_default();
    let _ = fs::remove_file(&report);
    (output, text)
}

/// The process in which `explore` is called must report this problem, in these words.
fn reports(test: &str, kind: &str, words: &[&str], explore: impl FnOnce() -> Vec<String>) {
    if env::var_os(CHILD).is_some() {
        panic!("survived: {:?}", explore());
    }
    let (output, report) = child(test);
    let shown = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(70), "{shown}");
    let kind = format!("{{\"check\":\"{test}\",\"problem\":\"{kind}\"");
    let sorted = sorted(&report);
    assert!(sorted.contains(&kind), "{kind} is not in {report}");
    for word in words {
        assert!(report.contains(word), "{word} is not in {report}");
        assert!(shown.contains(word), "{word} is not in {shown}");
    }
}

/// The report's first two fields in the order of their names: a signal handler writes
/// them in another order than a map does.
fn sorted(report: &str) -> String {
    let fields: Vec<&str> = report.trim_start_matches('{').splitn(3, ',').collect();
    match fields.as_slice() {
        [first, second, ..] if first.starts_with("\"problem") => format!("{{{second},{first}"),
        _ => report.to_owned(),
    }
}

/// A step, so that there is a line to tell.
fn step() -> u32 {
    AtomicU32::new(1).load(SeqCst)
}

#[cfg(unix)]
#[test]
fn recursion_without_end() {
    #[expect(unconditional_recursion, reason = "it is the point")]
    fn deeper(n: u64) -> u64 {
        hint::black_box(deeper(n + 1)) + n
    }
    let words = [
        "used up its stack",
        "last seen at children.rs",
        "in thread 1",
    ];
    reports("recursion_without_end", "stack-overflow", &words, || {
        let exploration = interleave::explore(|_| {
            thread::scope(|s| {
                s.spawn(|| deeper(u64::from(step())));
            });
        });
        exploration.behaviours()
    });
}

#[cfg(unix)]
#[test]
fn recursion_with_large_frames() {
    #[expect(unconditional_recursion, reason = "it is the point")]
    fn deeper(frame: [u64; 1000]) -> u64 {
        hint::black_box(deeper(frame)) + frame[0]
    }
    let words = ["used up its stack", "last seen in the main thread"];
    reports(
        "recursion_with_large_frames",
        "stack-overflow",
        &words,
        || {
            let exploration = interleave::explore(|_| drop(deeper([0; 1000]).to_string()));
            exploration.behaviours()
        },
    );
}

#[test]
fn a_loop_without_steps() {
    let words = [
        "runs on and on",
        "last seen at children.rs",
        "in the main thread",
    ];
    reports("a_loop_without_steps", "endless-loop", &words, || {
        let exploration = interleave::explore(|_| {
            let mut number = u64::from(step());
            while number > 0 {
                number = hint::black_box(number);
            }
        });
        exploration.behaviours()
    });
}

#[test]
fn a_simulated_loop_without_steps() {
    let words = ["without a step", "in thread 1"];
    reports(
        "a_simulated_loop_without_steps",
        "endless-loop",
        &words,
        || {
            let program = |_: &interleave::Run| {
                let endless = thread::spawn(|| {
                    let mut number = u64::from(step());
                    while number > 0 {
                        number = hint::black_box(number);
                    }
                });
                endless.join().unwrap();
            };
            let timeline = interleave::simulate(interleave::Machine::with_cores(1), program);
            vec![timeline.ended().to_string()]
        },
    );
}

#[test]
fn a_loop_that_only_prints() {
    let words = [
        "prints on and on",
        "last seen at children.rs",
        "in the main thread",
    ];
    reports("a_loop_that_only_prints", "endless-loop", &words, || {
        let exploration = interleave::explore(|_| {
            loop {
                std::println!("still here");
            }
        });
        exploration.behaviours()
    });
}

#[test]
fn two_gibibytes() {
    let words = ["more than 1 GiB of memory", "last seen at children.rs"];
    reports("two_gibibytes", "out-of-memory", &words, || {
        let exploration = interleave::explore(|_| {
            step();
            let all: Vec<Vec<u8>> = (0..256).map(|_| Vec::with_capacity(1 << 23)).collect();
            assert_eq!(all.len(), 256);
        });
        exploration.behaviours()
    });
}

#[test]
fn a_panic_in_a_destructor_that_runs_in_a_panic() {
    struct Panics;
    impl Drop for Panics {
        fn drop(&mut self) {
            panic!("inner");
        }
    }
    let words = ["panicked while", "last seen at children.rs", "outer 1"];
    let test = "a_panic_in_a_destructor_that_runs_in_a_panic";
    reports(test, "panic-while-panicking", &words, || {
        let exploration = interleave::explore(|_| {
            let _drop = Panics;
            panic!("outer {}", step());
        });
        exploration.behaviours()
    });
}
