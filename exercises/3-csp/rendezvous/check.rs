//! What is judged: in which order the lines are said, and by how many threads.

use super::*;
use interleave::Check;
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::thread;

/// A check in which all threads must have ended.
fn ended() -> Check {
    Check::new().no_thread_left_running()
}

fn turns(run: &interleave::Run, rounds: u32) {
    let said = Mutex::new((Vec::new(), BTreeSet::new()));
    take_turns(rounds, |line| {
        let mut said = said.lock().unwrap();
        said.0.push(line);
        said.1.insert(format!("{:?}", thread::current().id()));
    });
    let (lines, threads) = said.into_inner().unwrap();
    run.observe("said", lines);
    run.observe("threads", threads.len());
}

/// Nothing is said, and both end.
#[test]
fn no_round() {
    ended().explore(|run| turns(run, 0)).assert_snapshot();
}

/// One line each.
#[test]
fn one_round() {
    ended().explore(|run| turns(run, 1)).assert_snapshot();
}

/// Two lines each: `ping 2` must wait for `pong 1`.
#[test]
fn two_rounds() {
    ended().explore(|run| turns(run, 2)).assert_snapshot();
}
