//! The interleavings that the lesson shows are what the explorer finds.
//!
//! Each program stands in a file of its own, whose name and lines the stories show. Where
//! a story differs from the lesson, this prints what to put there.

extern crate judged as std;

mod counter;
mod pair;
mod reading;
mod transfer;

/// The lesson's blocks that are marked as text.
fn shown() -> Vec<String> {
    let lesson = include_str!("../../README.md").replace("\r\n", "\n");
    let blocks = lesson.split("```text\n").skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap_or_default().to_owned())
        .collect()
}

/// The lesson must show just this story of `program`, and say in how many interleavings.
fn is_shown(program: impl Fn(&interleave::Run) + Send + Sync, expected: &[&str], count: u64) {
    let explored = interleave::explore(program);
    assert!(explored.is_exhaustive());
    assert_eq!(explored.executions(), count, "interleavings");
    let never = ["deadlock: never", "panic: never"];
    let story = explored.story(&[expected, &never].concat());
    assert!(shown().contains(&story), "the lesson should show:\n{story}");
}

#[test]
fn an_update_is_lost() {
    is_shown(counter::load_and_store, &["total = 2"], 4);
}

#[test]
fn one_step_loses_nothing() {
    let explored = interleave::explore(counter::one_step);
    assert_eq!(explored.behaviours(), ["total = 2"]);
    assert_eq!(explored.executions(), 2);
}

#[test]
fn two_atomics_are_not_a_pair() {
    is_shown(pair::two_atomics, &["seen = (1, 1)", "seen = (2, 2)"], 4);
}

#[test]
fn locks_in_two_orders_deadlock() {
    is_shown(transfer::both_ways, &["done = true"], 3);
}

#[test]
fn a_second_read_waits_behind_a_writer() {
    is_shown(reading::read_while_reading, &["sum = 2", "sum = 4"], 3);
}
