//! How these tests say what an exploration must give.

use interleave::{Check, Run};

/// Explores `program` and compares all its behaviours with `expected`.
#[track_caller]
pub fn gives(program: impl Fn(&Run) + Send + Sync, expected: &[&str]) {
    check_gives(Check::new(), program, expected);
}

/// The same with a check of its own.
#[track_caller]
pub fn check_gives(check: Check, program: impl Fn(&Run) + Send + Sync, expected: &[&str]) {
    assert_eq!(check.explore(program).behaviours(), expected);
}
