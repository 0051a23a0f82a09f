//! A million executions that end badly leave nothing behind: no memory,
//! no output.
//!
//! Measured in a process of its own, of which all output is seen.

#![cfg(target_os = "linux")]

extern crate judged as std;
extern crate std as real;

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;

use interleave::{Check, Run};

/// Executions of an exploration, and explorations.
const EXECUTIONS: u64 = 10_000;
const ROUNDS: u64 = 100;

/// In the environment of the process that is measured.
const CHILD: &str = "INTERLEAVE_TEST_CHILD";

/// Two threads that may deadlock, one that may panic with a lock in hand, one that
/// nobody joins, and each of them owns something.
fn program(_: &Run) {
    let (a, b) = (
        Arc::new(Mutex::new(vec![0_u8; 2000])),
        Arc::new(Mutex::new(String::from("b"))),
    );
    let turns = Arc::new(AtomicU32::new(0));
    let both = {
        let (a, b, turns) = (a.clone(), b.clone(), turns.clone());
        move || {
            count(&turns);
            let mut a = a.lock().unwrap();
            a.push(b.lock().unwrap().len() as u8);
        }
    };
    let back = {
        let (a, b, turns) = (a.clone(), b.clone(), turns.clone());
        move || {
            count(&turns);
            let mut b = b.lock().unwrap();
            b.push_str(&a.lock().unwrap().len().to_string());
        }
    };
    let first = thread::Builder::new()
        .name("both".into())
        .spawn(both)
        .unwrap();
    thread::spawn(back);
    let third = thread::spawn(move || {
        let owned = vec![1_u8; 3000];
        let before = count(&turns);
        let _b = b.lock();
        assert!(before > 3, "first of {}", owned.len());
        std::println!("{} bytes", owned.len());
    });
    let _ = first.join();
    let _ = third.join();
}

/// Counts to three; how often it has been counted before the last time.
fn count(turns: &AtomicU32) -> u32 {
    (0..3).map(|_| turns.fetch_add(1, SeqCst)).last().unwrap()
}

/// Pages of memory that the process has.
fn resident() -> u64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap();
    text.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn the_process_does_not_grow() {
    if real::env::var_os(CHILD).is_some() {
        return explore_on_and_on();
    }
    let child = real::process::Command::new(real::env::current_exe().unwrap())
        .args(["--exact", "the_process_does_not_grow", "--nocapture"])
        .env(CHILD, "1")
        .output()
        .unwrap();
    let (out, err) = (text(&child.stdout), text(&child.stderr));
    std::print!("{out}");
    assert!(child.status.success(), "{}: {out}{err}", child.status);
    // Of what the program prints, and of its panics, nothing is shown.
    let bytes = out.contains(" bytes") || out.contains("panicked");
    assert!(!bytes && err.is_empty(), "{out}{err}");
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn explore_on_and_on() {
    let explore = || {
        let check = Check::new().max_executions(EXECUTIONS);
        let exploration = check.explore(program);
        let behaviours = exploration.behaviours();
        for wanted in ["deadlock", "panic: first of 3000"] {
            assert!(behaviours.iter().any(|b| b == wanted), "{behaviours:?}");
        }
        exploration.executions()
    };
    let mut executions = explore();
    assert_eq!(executions, EXECUTIONS);
    let warm = resident();
    while executions < EXECUTIONS * ROUNDS {
        executions += explore();
    }
    let grown = resident();
    let change = 100.0 * (grown as f64 - warm as f64) / warm as f64;
    std::println!("{executions} executions: {warm} pages, then {grown}: {change:+.1} %");
    assert!(change.abs() <= 5.0, "{warm} pages became {grown}");
}
