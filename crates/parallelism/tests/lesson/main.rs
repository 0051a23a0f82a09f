//! The charts and tables that the lesson shows are what the explorer and the simulator say
//! of the programs in this folder, and the figures in its sentences follow from them.
//!
//! Each program stands in a file of its own. Where the lesson differs, a test says what to
//! put there. Figures from real threads have their machine and date, and no test.

extern crate judged as std;

mod layers;
mod lesson;
mod loops;
mod pieces;
mod serial;
mod spans;
mod tables;

use interleave::{Machine, Run, Timeline};
use lesson::{lists, says};

type Program = fn(&Run);

/// The program on a machine of so many cores, with time slices of 10 units.
fn simulate(cores: usize, program: impl Fn(&Run) + Send + Sync) -> Timeline {
    let machine = Machine {
        quantum: 10,
        ..Machine::with_cores(cores)
    };
    tables::simulated(machine, program)
}

/// A row a thread.
fn chart(timeline: Timeline) -> String {
    timeline.by_thread().to_string()
}

/// Every chart and table that is computed.
fn computed() -> Vec<String> {
    let fine = Machine {
        quantum: 1,
        ..Machine::with_cores(1)
    };
    vec![
        tables::overlaps(),
        chart(simulate(1, loops::together)),
        chart(simulate(2, loops::together)),
        simulate(4, loops::together).by_core().to_string(),
        chart(simulate(2, loops::in_a_row)),
        chart(tables::simulated(fine, loops::together)),
        tables::grains(),
        tables::each_layer(),
        tables::brent(),
        chart(tables::simulated(
            Machine::with_cores(2),
            spans::shortest_first,
        )),
        tables::amdahl(),
        tables::a_fifth(),
        chart(simulate(4, serial::locked_over_the_work)),
        chart(simulate(4, serial::locked_for_the_result)),
        tables::few_and_many(),
    ]
}

#[test]
fn the_lesson_shows_what_is_computed() {
    let blocks = lesson::blocks();
    for text in computed() {
        assert!(blocks.contains(&text), "the lesson should show:\n{text}");
    }
}

#[test]
fn the_lesson_shows_nothing_else() {
    let computed = computed();
    for block in lesson::blocks() {
        let known = block.starts_with("$ cargo run") || computed.contains(&block);
        assert!(known, "no program gives this:\n{block}");
    }
}

#[test]
fn every_exercise_has_its_place() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../exercises/1-parallelism");
    let exercises = ::std::fs::read_dir(folder).into_iter().flatten();
    for exercise in exercises {
        let name = exercise.expect("a folder").file_name();
        let name = name.to_str().expect("a plain name");
        let asked = lesson::asks_for(name);
        assert!(asked, "the lesson should say when to do {name}");
    }
}

#[test]
fn the_programs_are_listed() {
    lists(include_str!("loops.rs"), "together");
    lists(include_str!("loops.rs"), "in_a_row");
    // What the two tasks do stands in a function of its own there.
    assert!(include_str!("loops.rs").contains("    work(40);"));
    says("let left = || work(40); let right = || work(40);");
    lists(include_str!("spans.rs"), "longest_first");
    lists(include_str!("serial.rs"), "locked_over_the_work");
}

#[test]
fn one_core_and_two() {
    let makespan = simulate(1, loops::together).makespan();
    says(&format!(
        "On one core, both are done after {makespan} units"
    ));
    for cores in [1, 2] {
        let in_a_row = simulate(cores, loops::in_a_row);
        assert_eq!(in_a_row.finest_grain("left", "right"), None);
    }
    says("parallel at no grain at all");
}

#[test]
fn work_and_span() {
    let slow = tables::simulated(Machine::with_cores(2), spans::shortest_first);
    let (work, span) = (slow.work(), slow.span());
    says(&format!("10 + 10 = {work}."));
    says(&format!("10 + 30 + 10 = {span}."));
    says(&format!("{work} / {span} = {}", slow.parallelism()));
    let makespan = slow.makespan();
    says(&format!("On two cores the second order takes {makespan}"));
}

#[test]
fn serial_parts() {
    let all = parallelism::laws::amdahl(0.01, 256.0);
    says(&format!("256 cores are worth {all:.0}."));
    let most = 1.0 / 0.2;
    says(&format!("It never gets beyond 1 / s, here {most}"));
    for (program, at_once) in [
        (serial::locked_over_the_work as Program, 1),
        (serial::locked_for_the_result, 4),
    ] {
        let line = format!("inside work: at most {at_once} at once");
        assert!(tables::explored(program).behaviours().contains(&line));
    }
    says("`inside work: at most 1 at once`");
}

#[test]
fn threads_have_a_price() {
    let price = tables::PRICE;
    says(&format!("creating a thread costs {} units", price.spawn));
    says(&format!("switching to one costs {}.", price.switch));
    says(&format!("Here are {} units of work", pieces::WORK));
}
