//! What is judged: the factorials, by how many threads they were made, and that all end.

use super::*;
use interleave::Check;
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::thread;

/// A check in which all threads must have ended.
fn ended() -> Check {
    Check::new().no_thread_left_running()
}

fn computed(run: &interleave::Run, numbers: &[u64], limit: u64) {
    let threads = Mutex::new(BTreeSet::new());
    let main = thread::current().id();
    let answers = factorials(numbers, limit, |n, factorial| {
        let thread = thread::current().id();
        assert_ne!(thread, main, "a process multiplies, not its user");
        threads.lock().unwrap().insert(format!("{thread:?}"));
        n * factorial
    });
    run.observe("answers", answers);
    run.observe("threads", threads.into_inner().unwrap().len());
}

/// Three processes, of which the last has nothing to multiply.
#[test]
fn three() {
    ended()
        .explore(|run| computed(run, &[3], 3))
        .assert_snapshot();
}

/// The same processes again, down to different depths.
#[test]
fn one_after_another() {
    ended()
        .explore(|run| computed(run, &[2, 0, 3], 3))
        .assert_snapshot();
}

/// Nobody is asked.
#[test]
fn nothing_to_do() {
    ended()
        .explore(|run| computed(run, &[], 2))
        .assert_snapshot();
}

/// Without a process, there is 0 to ask for.
#[test]
fn no_process() {
    ended()
        .explore(|run| computed(run, &[0], 0))
        .assert_snapshot();
}
