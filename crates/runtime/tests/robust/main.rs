//! Programs that would hang, crash or lie, if the runtime were naive.

extern crate judged as std;
extern crate std as real;

mod children;
mod destructors;
mod many;
mod statics;

use interleave::Run;

/// Explores `program`, which must give just these behaviours.
#[track_caller]
fn gives(expected: &[&str], program: impl Fn(&Run) + Send + Sync) {
    let exploration = interleave::explore(program);
    assert_eq!(exploration.behaviours(), expected);
    assert!(exploration.is_exhaustive());
}
