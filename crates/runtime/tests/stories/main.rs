//! What a learner reads of every kind of behaviour, as snapshots of the rendered text.
//!
//! The programs are small and stand in modules by kind. A story shows their lines, so a
//! line that moves changes a snapshot: `cargo insta` is not needed, `INSTA_UPDATE=always
//! cargo test -p interleave` writes them anew, to be read before they are kept.

extern crate judged as std;

mod between;
mod crashes;
mod limits;
mod locks;
mod loops;
mod outcomes;
mod sections;
mod simulated;
mod waiting;
mod weak;

use interleave::{Check, Run};

/// What most checks expect besides an outcome.
const NEVER: [&str; 2] = ["deadlock: never", "panic: never"];

/// The story of `program` must be the snapshot `name`, where `outcomes` and [`NEVER`]
/// are expected.
fn tells(name: &str, outcomes: &[&str], program: impl Fn(&Run) + Send + Sync) {
    check_tells(name, Check::new(), &[outcomes, &NEVER].concat(), program);
}

/// The same for a check of its own and everything that it expects.
fn check_tells(name: &str, check: Check, expected: &[&str], program: impl Fn(&Run) + Send + Sync) {
    is_told(name, check.explore(program).story(expected));
}

/// A story that must be the snapshot `name`, and fit a terminal.
fn is_told(name: &str, story: String) {
    for line in story.lines() {
        let columns = line.chars().count();
        assert!(columns <= 80, "{columns} columns in {name}: {line}");
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, story));
}
