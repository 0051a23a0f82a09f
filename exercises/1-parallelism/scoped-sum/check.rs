//! What is judged: the sum, how many values are being found at once, and how long it takes on
//! simulated machines if each of them takes 10 units.

use super::*;
use interleave::{Machine, Run, work};

const ONE: Machine = Machine::with_cores(1);
const TWO: Machine = Machine::with_cores(2);
const FOUR: Machine = Machine::with_cores(4);

/// The value of a number is the number, and takes 10 units to find.
fn slowly(run: &Run) -> impl Fn(&u64) -> u64 + Sync {
    |number| {
        let _in = run.section("value");
        work(10);
        *number
    }
}

#[test]
fn five_items_by_two_threads() {
    interleave::explore(|run| {
        run.observe("sum", sum(&[1, 2, 4, 8, 16], 2, slowly(run)));
    })
    .on(ONE)
    .makespan()
    .on(TWO)
    .work()
    .span()
    .makespan()
    .assert_snapshot();
}

#[test]
fn more_items_by_four_threads() {
    let items: Vec<u64> = (1..=18).collect();
    interleave::simulated(|run| {
        run.observe("sum", sum(&items, 4, slowly(run)));
    })
    .on(FOUR)
    .observed()
    .work()
    .span()
    .within(50..=60)
    .makespan()
    .within(50..=60)
    .inside("value")
    .assert_snapshot();
}

#[test]
fn more_threads_than_items() {
    interleave::explore(|run| {
        run.observe("sum", sum(&[1, 2, 4], 4, slowly(run)));
    })
    .assert_snapshot();
}

#[test]
fn no_items() {
    interleave::explore(|run| {
        run.observe("sum", sum(&[], 2, slowly(run)));
    })
    .assert_snapshot();
}

#[test]
fn no_threads() {
    interleave::explore(|run| {
        run.observe("sum", sum(&[1, 2, 4], 0, slowly(run)));
    })
    .assert_snapshot();
}

/// All numbers of items up to 12, by up to 5 threads.
#[test]
fn whatever_the_numbers() {
    interleave::simulated(|run| {
        let mut wrong = Vec::new();
        for (items, threads) in (0..=12).flat_map(|n| (0..=5).map(move |threads| (n, threads))) {
            let numbers: Vec<u64> = (1..=items).collect();
            if sum(&numbers, threads, |number| *number) != items * (items + 1) / 2 {
                wrong.push(format!("{items} items by {threads} threads"));
            }
        }
        wrong.truncate(2);
        run.observe("wrong", wrong);
    })
    .on(TWO)
    .observed()
    .assert_snapshot();
}
