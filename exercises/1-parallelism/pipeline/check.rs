//! What is judged: what comes out and in which order, which stages may overlap, and how long
//! it takes on simulated machines if each stage needs 10 units for an item.

use super::*;
use interleave::{Machine, Run, work};

/// A stage that needs 10 units for an item.
fn stage(run: &Run, name: &'static str, change: fn(u32) -> u32) -> Stage {
    let run = run.clone();
    Box::new(move |item| {
        let _in = run.section(name);
        work(10);
        change(item)
    })
}

/// An item leaves the three stages as ten times its number, and one.
fn through(run: &Run, items: &[u32]) -> Vec<u32> {
    let load = stage(run, "load", |item| item);
    let scale = stage(run, "scale", |item| item * 10);
    let store = stage(run, "store", |item| item + 1);
    pipeline(items.to_vec(), [load, scale, store])
}

/// The second item leaves the second stage after 30 units, and the third one after 40.
#[test]
fn a_pair_of_items() {
    interleave::explore(|run| run.observe("done", through(run, &[4, 0])))
        .on(Machine::with_cores(3))
        .makespan()
        .within(40..=45)
        .on(Machine::with_cores(1))
        .makespan()
        .within(60..=65)
        .assert_snapshot();
}

/// More than fit into any channel that has room for a few.
#[test]
fn many_items() {
    let items: Vec<u32> = (1..=20).collect();
    interleave::simulated(|run| run.observe("done", through(run, &items).len()))
        .on(Machine::with_cores(3))
        .observed()
        .makespan()
        .within(220..=240)
        .assert_snapshot();
}

#[test]
fn no_item() {
    interleave::explore(|run| run.observe("done", through(run, &[]))).assert_snapshot();
}
