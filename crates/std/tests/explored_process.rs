//! Inside an exploration, ending the program ends the execution; what other programs
//! or the whole process would notice is refused.

mod common;

use std::panic;
use std::process;

use common::gives;

#[test]
fn an_exit_is_a_behaviour() {
    gives(|_| process::exit(3), &["exit(3)"]);
    gives(|_| process::exit(0), &["exit(0)"]);
}

#[test]
fn an_abort_is_a_behaviour() {
    gives(|_| process::abort(), &["abort"]);
}

#[test]
fn hooks_are_refused() {
    gives(
        |_| panic::set_hook(Box::new(|_| ())),
        &["refused: std::panic::set_hook"],
    );
    gives(
        |_| drop(panic::take_hook()),
        &["refused: std::panic::take_hook"],
    );
}

#[test]
fn a_caught_panic_is_no_behaviour() {
    gives(
        |run| {
            let caught = panic::catch_unwind(|| panic!("caught"))
                .map(|()| 0)
                .unwrap_err();
            run.observe("payload", caught.downcast_ref::<&str>());
        },
        &["payload = Some(\"caught\")"],
    );
}

#[test]
fn a_resumed_panic_is_one() {
    gives(
        |_| panic::resume_unwind(Box::new("resumed")),
        &["panic: resumed"],
    );
}
