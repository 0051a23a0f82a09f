//! What is judged: the order of the results, how many jobs may be under way at once, and how
//! long it all takes on simulated machines.

use super::*;
use interleave::{Machine, Run, work};

/// What `map` makes of items with these lengths. A job works for as many units as its item
/// says, and gives the item's letter: the first one's is `a`.
fn letters(run: &Run, lengths: &[u64], threads: usize) -> String {
    let job = |(letter, length): (char, u64)| {
        let _in = run.section("job");
        work(length);
        letter
    };
    let items = ('a'..='z').zip(lengths.iter().copied());
    map(items.collect(), threads, job).into_iter().collect()
}

/// The first of three jobs takes as long as the other two.
#[test]
fn a_long_job_and_two_short_ones() {
    interleave::explore(|run| run.observe("results", letters(run, &[40, 20, 20], 2)))
        .on(Machine::with_cores(2))
        .makespan()
        .within(..=45)
        .on(Machine::with_cores(1))
        .makespan()
        .within(80..=85)
        .assert_snapshot();
}

/// Two jobs are enough for one thread, and not enough for three.
#[test]
fn one_thread_and_more_than_enough() {
    interleave::explore(|run| {
        run.observe("by one thread", letters(run, &[20, 10], 1));
        run.observe("by three", letters(run, &[20, 10], 3));
    })
    .assert_snapshot();
}

#[test]
fn nothing_to_do() {
    interleave::explore(|run| run.observe("results", letters(run, &[], 2))).assert_snapshot();
}

/// 160 units of work: too many interleavings to explore them all, and quick to simulate.
#[test]
fn ten_jobs_by_four_threads() {
    let lengths = [40, 10, 10, 10, 10, 10, 10, 20, 20, 20];
    interleave::simulated(|run| run.observe("results", letters(run, &lengths, 4)))
        .on(Machine::with_cores(4))
        .observed()
        .makespan()
        .within(..=50)
        .inside("job")
        .on(Machine::with_cores(2))
        .makespan()
        .within(..=95)
        .assert_snapshot();
}
