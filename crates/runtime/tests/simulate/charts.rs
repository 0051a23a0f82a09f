//! The charts and figures of a dozen programs, as they are drawn.

use interleave::{Letters, Machine, Run, simulate};

use crate::programs;

/// The program on machines of so many cores, with a row a core and a row a thread.
fn charts(cores: &[usize], quantum: u64, program: impl Fn(&Run) + Send + Sync) -> String {
    let mut text = String::new();
    for &cores in cores {
        let machine = Machine {
            quantum,
            ..Machine::with_cores(cores)
        };
        let timeline = simulate(machine, &program);
        let by_core = timeline.by_core().to_string();
        let by_thread = timeline.by_thread().to_string();
        // What it is about stands above both.
        let (_, threads) = by_thread.split_at(timeline.to_string().len() + 1);
        text.push_str(&format!("{by_core}\n{threads}\n"));
        assert!(text.lines().all(|line| line.chars().count() <= 80));
    }
    text
}

/// The text must be the snapshot of that name.
fn is_drawn(name: &str, text: String) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn two_busy_loops_at_a_coarse_quantum() {
    is_drawn(
        "two_busy_loops_at_a_coarse_quantum",
        charts(&[1, 2], 20, programs::two_loops),
    );
}

#[test]
fn two_busy_loops_at_a_fine_quantum() {
    is_drawn(
        "two_busy_loops_at_a_fine_quantum",
        charts(&[1, 2], 1, programs::two_loops),
    );
}

#[test]
fn join_in_the_loop() {
    is_drawn(
        "join_in_the_loop",
        charts(&[2], 100, programs::join_in_the_loop),
    );
}

#[test]
fn all_spawned_first() {
    is_drawn(
        "all_spawned_first",
        charts(&[2], 100, programs::all_spawned_first),
    );
}

#[test]
fn lock_held_over_the_work() {
    is_drawn(
        "lock_held_over_the_work",
        charts(&[3], 100, programs::lock_held_over_the_work),
    );
}

#[test]
fn lock_held_for_a_moment() {
    is_drawn(
        "lock_held_for_a_moment",
        charts(&[3], 100, programs::lock_held_for_a_moment),
    );
}

#[test]
fn pipeline() {
    is_drawn("pipeline", charts(&[1, 2, 3], 100, programs::pipeline));
}

#[test]
fn barrier() {
    is_drawn("barrier", charts(&[2, 3], 100, programs::phases));
}

#[test]
fn imbalance() {
    is_drawn("imbalance", charts(&[2, 4], 100, programs::imbalance));
}

#[test]
fn more_threads_than_cores() {
    is_drawn(
        "more_threads_than_cores",
        charts(&[1, 2, 4], 4, programs::six_threads),
    );
}

#[test]
fn jobs_from_a_counter() {
    is_drawn(
        "jobs_from_a_counter",
        charts(&[1, 2], 100, programs::workers),
    );
}

#[test]
fn a_spin_lock() {
    is_drawn("a_spin_lock", charts(&[1, 2], 10, programs::spin_lock));
}

#[test]
fn a_lock_that_yields() {
    is_drawn(
        "a_lock_that_yields",
        charts(&[1, 2], 10, programs::yielding_lock),
    );
}

#[test]
fn in_other_letters_and_widths() {
    let machine = Machine {
        quantum: 10,
        ..Machine::with_cores(2)
    };
    let timeline = simulate(machine, programs::lock_held_over_the_work);
    let narrow = timeline.by_thread().text(40, Letters::Ascii);
    let wide = timeline.by_core().text(120, Letters::Ascii);
    assert!(narrow.is_ascii() && wide.is_ascii());
    is_drawn("other_letters_and_widths", format!("{narrow}\n{wide}"));
}
