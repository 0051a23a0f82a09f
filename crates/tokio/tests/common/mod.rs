//! How these tests say what an exploration must give.

#![allow(dead_code, reason = "not every test uses all of it")]

use std::future::Future;

use interleave::Run;
use tokio::runtime::{Builder, Runtime};

/// A runtime with threads of its own.
pub fn multi() -> Runtime {
    Builder::new_multi_thread().enable_all().build().unwrap()
}

/// A runtime on the thread that calls `block_on`.
pub fn single() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// Explores a future on a runtime and compares its outputs with `expected`.
#[track_caller]
pub fn gives_on<F: Future<Output: std::fmt::Debug>>(
    runtime: fn() -> Runtime,
    program: impl Fn() -> F + Send + Sync,
    expected: &[&str],
) {
    let body = move |run: &Run| run.observe("is", runtime().block_on(program()));
    let exploration = interleave::explore(body);
    assert!(exploration.is_exhaustive(), "{}", exploration.coverage());
    println!("{} executions", exploration.executions());
    let seen: Vec<String> = exploration.behaviours();
    let seen: Vec<&str> = seen
        .iter()
        .map(|line| line.strip_prefix("is = ").unwrap_or(line))
        .collect();
    assert_eq!(seen, expected);
}

/// Explores a future on both kinds of runtime and compares its outputs with `expected`.
#[track_caller]
pub fn gives<F: Future<Output: std::fmt::Debug>>(
    program: impl Fn() -> F + Send + Sync,
    expected: &[&str],
) {
    gives_on(multi, &program, expected);
    gives_on(single, &program, expected);
}
