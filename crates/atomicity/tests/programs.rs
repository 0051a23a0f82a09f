//! The programs that the example `interleavings` prints are as right and as wrong as it says.

extern crate judged as std;

#[path = "../examples/interleavings/programs.rs"]
mod programs;

use interleave::{Exploration, explore};
use programs::{Program, RIGHT, WRONG};

/// All that a program should give, sorted as an exploration sorts it.
fn gives_what_it_should(program: &Program, explored: &Exploration) -> bool {
    explored.behaviours() == program.should
}

#[test]
fn right_programs_give_what_they_should_and_nothing_else() {
    for program in RIGHT {
        let explored = explore(program.run);
        assert!(explored.is_exhaustive(), "{}", program.name);
        let gives = explored.behaviours();
        assert!(
            gives_what_it_should(program, &explored),
            "{}: {gives:?}",
            program.name
        );
    }
}

#[test]
fn wrong_programs_have_a_story() {
    for program in WRONG {
        let explored = explore(program.run);
        let gives = explored.behaviours();
        assert!(
            !gives_what_it_should(program, &explored),
            "{}: {gives:?}",
            program.name
        );
        let never = ["deadlock: never", "panic: never"];
        let story = explored.story(&[program.should, &never].concat());
        assert!(story.contains("yours"), "{}:\n{story}", program.name);
    }
}

/// Which of the kinds of trouble each of these shows is why it is there.
#[test]
fn each_trouble_is_of_its_kind() {
    for (name, trouble) in [
        ("two guards in a statement", "self-deadlock"),
        ("locks in opposite orders", "deadlock"),
        ("stepping back for each other", "livelock"),
        ("to read while reading", "deadlock"),
        (
            "a greeting under the lock",
            "inside greeting: at most 1 at once",
        ),
    ] {
        let program = WRONG.iter().find(|program| program.name == name);
        let gives = explore(program.expect("it is listed").run).behaviours();
        assert!(
            gives.iter().any(|line| line == trouble),
            "{name}: {gives:?}"
        );
    }
}
