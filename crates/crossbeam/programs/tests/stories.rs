//! What a learner reads: steps at channels, and who waits for whom.

use std::thread;

use crossbeam::channel::{bounded, unbounded};
use crossbeam::select;

/// The story without its indentation and its line numbers, for this file.
fn story(program: impl Fn(&interleave::Run) + Send + Sync, expected: &[&str]) -> String {
    interleave::explore(program).story(expected)
}

#[test]
fn a_case_of_a_select_is_told_by_its_own_line() {
    let line = line!() + 11;
    let story = story(
        |run| {
            let (results, got) = unbounded();
            let (stop, stopped) = unbounded();
            results.send(1).unwrap();
            stop.send(()).unwrap();
            run.observe(
                "got",
                select! {
                    recv(got) -> result => result.ok(),
                    recv(stopped) -> _ => None,
                },
            );
        },
        &["got = Some(1)"],
    );
    assert!(story.contains(&format!("stories.rs:{line}")), "{story}");
    assert!(story.contains("recv(stopped)"), "{story}");
    assert!(story.contains("results.send(..)"), "{story}");
}

#[test]
fn who_waits_at_channels_is_told() {
    let story = story(
        |_| {
            let (left, right) = (bounded::<()>(0), bounded::<()>(0));
            let (give, take) = (left.0, right.1);
            let other = thread::spawn(move || {
                right.0.send(()).unwrap();
                left.1.recv().unwrap();
            });
            give.send(()).unwrap();
            take.recv().unwrap();
            other.join().unwrap();
        },
        &[],
    );
    assert!(story.contains("for its message to be taken"), "{story}");
    assert!(story.contains("give.send(..)"), "{story}");
}

#[test]
fn a_blocked_select_is_told() {
    let story = story(
        |_| {
            let (one, other) = (unbounded::<u8>(), unbounded::<u8>());
            select! {
                recv(one.1) -> _ => {}
                recv(other.1) -> _ => {}
            }
            drop((one.0, other.0));
        },
        &[],
    );
    assert!(story.contains("for one of several operations"), "{story}");
    assert!(story.contains("select!(..)"), "{story}");
}
