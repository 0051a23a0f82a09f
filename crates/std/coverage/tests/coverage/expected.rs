//! Which examples there are, and what the list says of each.

use std::collections::{BTreeMap, BTreeSet};

use interleave_std_coverage::docs::{Docs, Item};
use interleave_std_coverage::examples::{Example, Kind};
use interleave_std_coverage::list::{List, Status};

use crate::report::Explored;

/// Modules whose own pages speak of other things besides: of files and of sockets.
const ABOUT_MORE: [&str; 3] = ["std", "std::io", "std::net"];

/// What an example is expected to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    Runs,
    Panics,
    /// It is an error to the compiler, here as well as there.
    FailsToCompile,
    /// It is an error to the compiler because it names what is refused.
    RefusedByRustc,
    /// It uses what ends the execution, with the behaviour of that name.
    RefusedWhenUsed(String),
    /// It is an exception, with these behaviours.
    Gives(String),
}

/// The examples of what is replaced.
#[derive(Default)]
pub struct Examples {
    pub all: Vec<(Example, Expected)>,
    /// How many there are besides that can't be tried, by why.
    pub skipped: BTreeMap<&'static str, u32>,
}

impl Examples {
    /// All of the list's modules, each once.
    pub fn of(docs: &Docs, list: &List) -> Self {
        let mut examples = Self::default();
        let mut seen = BTreeSet::new();
        // What systems have of their own is real.
        let ours = |module: &&str| !module.starts_with("std::os");
        for module in list.modules().into_iter().filter(ours) {
            let items = [docs.module(module)].into_iter().chain(docs.items(module));
            for item in items.filter(|item| is_of_interest(item, list)) {
                for example in item.examples() {
                    if seen.insert(example.code.clone()) {
                        examples.add(&item, example, list);
                    }
                }
            }
        }
        examples
    }

    fn add(&mut self, item: &Item, example: Example, list: &List) {
        match example.kind {
            Kind::Nightly => *self.skipped.entry("for nightly compilers").or_default() += 1,
            Kind::Ignored => *self.skipped.entry("ignored in std as well").or_default() += 1,
            _ => {
                let expected = expected(item, &example, list);
                self.all.push((example, expected));
            }
        }
    }

    /// The numbers of those that are an error to the compiler, or of those that aren't.
    pub fn numbers(&self, errors: bool) -> Vec<usize> {
        let all = 0..self.all.len();
        all.filter(|&n| self.all[n].1.is_error() == errors)
            .collect()
    }

    /// How many are expected to do so.
    pub fn count(&self, is: impl Fn(&Expected) -> bool) -> usize {
        self.all.iter().filter(|(_, expected)| is(expected)).count()
    }

    /// The name of an example.
    pub fn name(&self, number: usize) -> &str {
        &self.all[number].0.name
    }
}

/// Whether the examples of an item, or of what a module says of itself, are to be tried.
fn is_of_interest(item: &Item, list: &List) -> bool {
    // A module's page is looked at with the module.
    let has_a_table = |path: &str| list.modules().contains(&path);
    match list.status(&item.module, &item.name, None) {
        Some(Status::Real) => item.module.starts_with("std::sync"),
        Some(_) => !has_a_table(&item.path()),
        None => item.name.is_empty() && !ABOUT_MORE.contains(&item.module.as_str()),
    }
}

fn expected(item: &Item, example: &Example, list: &List) -> Expected {
    let mut exceptions = list.exceptions.iter();
    if let Some(exception) = exceptions.find(|exception| exception.example == example.name) {
        return Expected::Gives(exception.gives.clone());
    }
    let method = example.method.as_deref();
    match (list.status(&item.module, &item.name, method), example.kind) {
        (Some(Status::RefusedByRustc), _) => Expected::RefusedByRustc,
        (Some(Status::RefusedWhenUsed), _) => {
            let path = example.name.split(' ').next().unwrap_or_default();
            Expected::RefusedWhenUsed(format!("refused: {path}"))
        }
        (_, Kind::FailsToCompile) => Expected::FailsToCompile,
        (_, Kind::Panics) => Expected::Panics,
        _ => Expected::Runs,
    }
}

impl Expected {
    /// Whether the compiler refuses it.
    fn is_error(&self) -> bool {
        match self {
            Self::FailsToCompile | Self::RefusedByRustc => true,
            Self::Gives(gives) => gives == "an error of rustc's",
            _ => false,
        }
    }

    /// Whether an exploration has given this. An exception that passes is none.
    pub fn is(&self, explored: &Explored) -> bool {
        match self {
            Self::Runs => explored.runs(),
            Self::Panics => explored.panics(),
            Self::RefusedWhenUsed(behaviour) => explored.behaviours == *behaviour,
            Self::Gives(gives) => {
                explored.behaviours.replace('`', "") == *gives && !explored.runs()
            }
            Self::FailsToCompile | Self::RefusedByRustc => false,
        }
    }
}
