//! Other ways than to explore everything. With few preemptions: no more, fewest first. A
//! replay: a witness's schedule brings the same interleaving again, and a schedule that
//! somebody writes is followed, or refused with a reason.

extern crate judged as std;

mod bounded;
mod exact;
mod forms;
mod programs;
mod refused;
mod weak;

use interleave::{Check, Run};

/// The story of a replay must be the snapshot `name`.
fn tells(name: &str, schedule: &str, program: impl Fn(&Run) + Send + Sync) {
    check_tells(name, Check::new(), schedule, program);
}

fn check_tells(name: &str, check: Check, schedule: &str, program: impl Fn(&Run) + Send + Sync) {
    let explored = check.replay(schedule).explore(program);
    let story = explored.story(&["total = 2", "deadlock: never", "panic: never"]);
    is_snapshot(name, &story);
}

/// The schedule of what `program` should not give must be the snapshot `name`.
fn writes(name: &str, check: Check, expected: &[&str], program: fn(&Run)) {
    let schedule = check.explore(program).schedule(expected).unwrap();
    is_snapshot(name, &schedule);
}

fn is_snapshot(name: &str, text: &str) {
    for line in text.lines() {
        let columns = line.chars().count();
        assert!(columns <= 80, "{columns} columns in {name}: {line}");
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
