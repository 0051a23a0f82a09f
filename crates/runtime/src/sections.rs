//! Which sections may overlap: asked of happens-before, not of one run.
//!
//! Two stays may overlap if neither ended before the other began. A number of stays can
//! be inside at once if any two of them may overlap: then the steps before all of them
//! began contain the end of none.

use std::collections::{BTreeMap, BTreeSet};

use interleave_core::op::ThreadId;

use crate::model::{Model, Stay};
use crate::witness::Witness;

/// What all executions so far say of the sections.
#[derive(Default)]
pub(crate) struct Sections {
    /// The most stays of a name that can be inside at once.
    most: BTreeMap<&'static str, usize>,
    overlapping: BTreeSet<(&'static str, &'static str)>,
    /// For each name, and each pair, an execution in which they are inside at once.
    witnesses: BTreeMap<(&'static str, &'static str), Witness>,
    /// For each name, and each pair, an execution in which one keeps another out.
    apart: BTreeMap<(&'static str, &'static str), Witness>,
    /// Stays that came one after the other, as far as they were looked at.
    looked_at: u32,
}

/// Stays that are looked at for what keeps them apart: they mostly are alike.
const LOOKS: u32 = 64;

impl Sections {
    /// Adds what one execution says.
    pub fn add(&mut self, model: &Model) {
        let stays = &model.stays;
        for (index, stay) in stays.iter().enumerate() {
            let most = self.most.entry(stay.name).or_insert(0);
            *most = (*most).max(1);
            for other in &stays[..index] {
                self.keep_apart(model, other, stay);
                self.keep_apart(model, stay, other);
                let names = ordered(stay.name, other.name);
                let new = other.name != stay.name && !self.overlapping.contains(&names);
                if new && overlap(model, stay, other) {
                    self.overlapping.insert(names);
                    let witness = Witness::of_stays(model, &[stay, other]);
                    self.witnesses
                        .extend(witness.map(|witness| (names, witness)));
                }
            }
        }
        for (name, most) in &mut self.most {
            let same: Vec<&Stay> = stays.iter().filter(|stay| stay.name == *name).collect();
            if same.len() <= *most {
                continue;
            }
            let inside = at_once(model, &same, &mut Vec::new());
            if inside.len() > *most {
                *most = inside.len();
                let witness = Witness::of_stays(model, &inside);
                let both = (*name, *name);
                self.witnesses
                    .extend(witness.map(|witness| (both, witness)));
            }
        }
    }

    /// Notes how the first stay keeps the second one's thread out, if it does.
    fn keep_apart(&mut self, model: &Model, first: &Stay, second: &Stay) {
        let names = ordered(first.name, second.name);
        let other_threads = first.thread != second.thread;
        let open = other_threads && self.looked_at < LOOKS && !self.apart.contains_key(&names);
        if open && ended_before(model, first, second) {
            self.looked_at += 1;
            let witness = Witness::of_wait(model, first, second);
            self.apart.extend(witness.map(|witness| (names, witness)));
        }
    }

    /// How stays keep each other out, by the line of the report that says so.
    pub fn apart(&mut self) -> Vec<(String, Witness)> {
        let apart = std::mem::take(&mut self.apart).into_iter();
        let apart = apart.filter(|(names, _)| !self.overlapping.contains(names));
        apart
            .map(|((first, second), witness)| {
                let line = match first == second {
                    true => most_at_once(first, self.most[first]),
                    false => format!("{first} and {second}: never overlap"),
                };
                (line, witness)
            })
            .collect()
    }

    /// The witnesses, by the line of the report that they show.
    pub fn witnesses(&mut self) -> Vec<(String, Witness)> {
        let witnesses = std::mem::take(&mut self.witnesses).into_iter();
        witnesses
            .map(|((first, second), witness)| {
                let line = if first == second {
                    most_at_once(first, self.most[first])
                } else {
                    format!("{first} and {second}: may overlap")
                };
                (line, witness)
            })
            .collect()
    }

    /// The lines of a report.
    pub fn lines(&self) -> Vec<String> {
        let names: Vec<_> = self.most.keys().copied().collect();
        let inside = self
            .most
            .iter()
            .map(|(name, most)| most_at_once(name, *most));
        let pairs = names.iter().enumerate().flat_map(|(index, first)| {
            names[index + 1..].iter().map(move |second| {
                let may = self.overlapping.contains(&(*first, *second));
                let may = if may { "may overlap" } else { "never overlap" };
                format!("{first} and {second}: {may}")
            })
        });
        inside.chain(pairs).collect()
    }
}

fn ordered(a: &'static str, b: &'static str) -> (&'static str, &'static str) {
    if a < b { (a, b) } else { (b, a) }
}

fn most_at_once(name: &str, most: usize) -> String {
    format!("inside {name}: at most {most} at once")
}

/// As many of `rest` as can be inside together with all of `inside`, and those.
fn at_once<'a>(model: &Model, rest: &[&'a Stay], inside: &mut Vec<&'a Stay>) -> Vec<&'a Stay> {
    let Some((first, rest)) = rest.split_first() else {
        return inside.clone();
    };
    let mut most = Vec::new();
    if inside.iter().all(|other| overlap(model, first, other)) {
        inside.push(first);
        most = at_once(model, rest, inside);
        inside.pop();
    }
    if inside.len() + rest.len() > most.len() {
        let without = at_once(model, rest, inside);
        if without.len() > most.len() {
            most = without;
        }
    }
    most
}

fn overlap(model: &Model, a: &Stay, b: &Stay) -> bool {
    a.thread != b.thread && !ended_before(model, a, b) && !ended_before(model, b, a)
}

/// Whether the end of `a` happened before the beginning of `b`.
fn ended_before(model: &Model, a: &Stay, b: &Stay) -> bool {
    let Some(left) = a.left else { return false };
    let known = b.known.get(a.thread.index()).copied().unwrap_or(0);
    created_after(model, a, b.thread) || known > left
}

/// Whether `thread`, or one that created it, was created by `a`'s thread after `a`.
fn created_after(model: &Model, a: &Stay, thread: ThreadId) -> bool {
    let record = &model.threads[thread.index()];
    match record.creator {
        None => false,
        Some(creator) if creator == a.thread => a.left_at < record.born_at,
        Some(creator) => created_after(model, a, creator),
    }
}
