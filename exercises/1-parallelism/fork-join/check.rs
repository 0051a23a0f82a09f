//! What is judged: the order of the items, which halves may be sorted at the same time, how
//! long it takes on simulated machines if a comparison takes 5 units, and how many threads
//! there are.

use super::*;
use interleave::{Machine, Run, work};
use std::cmp::Ordering;
use std::fmt;

/// An item in a part of the slice. Only its key counts when it is compared with another one.
#[derive(Clone)]
struct Item {
    key: char,
    /// The how-many-th of its key, as the items come.
    number: usize,
    part: &'static str,
    run: Run,
}

impl Ord for Item {
    fn cmp(&self, other: &Self) -> Ordering {
        let same = self.part == other.part;
        let _in = self.run.section(if same { self.part } else { "merge" });
        work(5);
        self.key.cmp(&other.key)
    }
}

impl PartialOrd for Item {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Item {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Item {}

impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.key, self.number)
    }
}

/// Items with these keys, all of this part.
fn items(run: &Run, part: &'static str, keys: &str) -> Vec<Item> {
    let item = |(place, key)| Item {
        key,
        number: 1 + keys[..place].matches(key).count(),
        part,
        run: run.clone(),
    };
    keys.char_indices().map(item).collect()
}

/// The keys in their order.
fn keys(items: &[Item]) -> String {
    items.iter().map(|item| item.key).collect()
}

#[test]
fn a_half_each_on_two_cores() {
    interleave::explore(|run| {
        let mut all = items(run, "left", "eagc");
        all.extend(items(run, "right", "fbhd"));
        sort(&mut all, 4);
        run.observe("sorted", keys(&all));
    })
    .on(Machine::with_cores(2))
    .makespan()
    .within(50..=65)
    .span()
    .within(50..=65)
    .work()
    .within(80..=95)
    .fact("threads spawned", |t| t.threads().len() - 1)
    .within(1..=2)
    .assert_snapshot();
}

#[test]
fn equal_items_keep_their_order() {
    interleave::explore(|run| {
        let mut all = items(run, "comparison", "baba");
        sort(&mut all, 2);
        run.observe("sorted", all);
    })
    .assert_snapshot();
}

/// With a thread for each part of four items, and no more.
#[test]
fn four_parts_on_four_cores() {
    interleave::explore(|run| {
        let mut all = items(run, "comparison", "iamekcogjbnflhpd");
        sort(&mut all, 4);
        run.observe("sorted", keys(&all));
    })
    .on(Machine::with_cores(4))
    .makespan()
    .within(120..=145)
    .inside("comparison")
    .fact("threads spawned", |t| t.threads().len() - 1)
    .within(3..=6)
    .assert_snapshot();
}

#[test]
fn no_cut_off() {
    interleave::explore(|run| {
        let mut all = items(run, "comparison", "ba");
        sort(&mut all, 0);
        run.observe("sorted", keys(&all));
    })
    .assert_snapshot();
}

/// All numbers of items up to 9, with all cut-offs up to 4.
#[test]
fn whatever_the_numbers() {
    interleave::simulated(|run| {
        let mut wrong = Vec::new();
        for (length, cut_off) in (0..=9).flat_map(|n| (0..=4).map(move |cut_off| (n, cut_off))) {
            let mut numbers: Vec<usize> = (0..length).map(|n| n * 7 % 10).collect();
            sort(&mut numbers, cut_off);
            if !numbers.is_sorted() {
                wrong.push(format!("{length} items, cut-off {cut_off}"));
            }
        }
        wrong.truncate(2);
        run.observe("wrong", wrong);
    })
    .on(Machine::with_cores(2))
    .observed()
    .assert_snapshot();
}

/// Not more items than the cut-off: no thread is worth its price.
#[test]
fn within_the_cut_off() {
    interleave::explore(|run| {
        let mut all = items(run, "comparison", "dbac");
        sort(&mut all, 4);
        run.observe("sorted", keys(&all));
    })
    .on(Machine::with_cores(2))
    .fact("threads spawned", |t| t.threads().len() - 1)
    .assert_snapshot();
}
