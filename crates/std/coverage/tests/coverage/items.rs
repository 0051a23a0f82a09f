//! Items: all are in the list, and are what it says.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use interleave_std_coverage::compiler::{Compiler, Error};
use interleave_std_coverage::list::{Entry, Status};

use crate::{docs, folder, list};

#[test]
fn every_item_is_in_the_list_and_no_other() {
    let (Some(docs), list) = (docs(), list()) else {
        return;
    };
    let mut wrong = Vec::new();
    for module in list.modules() {
        let items = docs.items(module).into_iter();
        let stable = items.filter(|item| item.stable).map(|item| item.name);
        let stable: BTreeSet<String> = stable.collect();
        let rows = list.entries.iter().filter(|entry| entry.module == module);
        let listed: BTreeSet<String> = rows.map(|entry| entry.name.clone()).collect();
        wrong.extend(
            stable
                .difference(&listed)
                .map(|name| format!("{module}::{name} is not in the list")),
        );
        wrong.extend(
            listed
                .difference(&stable)
                .map(|name| format!("{module}::{name} is not in std")),
        );
    }
    assert!(
        wrong.is_empty(),
        "in docs/std-coverage.md:\n{}",
        wrong.join("\n")
    );
}

/// The real std, under another name.
const REAL: &str = "pub use std::*;";

/// The first line of a program. The others are an item each.
const FIRST: &str = "#![allow(warnings)] #![deny(ambiguous_glob_imports)]\n";

/// The item that an error is about, by the line.
fn is_about(error: &Error, number: usize) -> bool {
    error.place.1 == number + 2
}

/// One line an item: its name, by itself.
fn named(entries: &[&Entry]) -> String {
    let mut program = FIRST.to_owned();
    for (number, entry) in entries.iter().enumerate() {
        let path = in_code(entry);
        let _ = writeln!(program, "mod m{number} {{ pub use real::{path} as X; }}");
    }
    program
}

/// One line an item: its name, by way of both stds. That is ambiguous if and only if they
/// are two.
fn in_both(entries: &[&Entry]) -> String {
    let mut program = FIRST.to_owned();
    for (number, entry) in entries.iter().enumerate() {
        let (path, name) = (in_code(entry), raw(&entry.name));
        let _ = writeln!(
            program,
            "mod m{number} {{ mod a {{ pub use std::{path}; }} mod b {{ pub use real::{path}; }} \
             mod c {{ use super::a::*; use super::b::*; use self::{name} as X; }} }}"
        );
    }
    program
}

/// The item's path below `std`.
fn in_code(entry: &Entry) -> String {
    let module = entry.module.strip_prefix("std").unwrap_or(&entry.module);
    format!("{}::{}", module, raw(&entry.name))
        .trim_start_matches("::")
        .to_owned()
}

/// `try` is a keyword by now.
fn raw(name: &str) -> &str {
    match name {
        "try!" => "r#try",
        name => name.trim_end_matches('!'),
    }
}

#[test]
fn every_item_is_what_the_list_says() {
    let list = list();
    let is_module = |name: &str| list.status("std", name, None).is_some();
    // A name that is a macro's and a module's stands for both.
    let told_apart = |entry: &&Entry| !entry.name.strip_suffix('!').is_some_and(is_module);
    let all = list.entries.iter().filter(|entry| entry.method.is_none());
    let all: Vec<&Entry> = all.filter(told_apart).collect();
    let compiler = Compiler::judging(&folder("items")).with_crate("real", REAL);

    let elsewhere = compiler.check("named.rs", &named(&all));
    let is_here = |number: usize| !elsewhere.iter().any(|error| is_about(error, number));
    let here: Vec<&Entry> = (0..all.len())
        .filter(|&n| is_here(n))
        .map(|n| all[n])
        .collect();
    for entry in (0..all.len())
        .filter(|&number| !is_here(number))
        .map(|n| all[n])
    {
        // Other systems have other modules.
        let of_systems = entry.module.starts_with("std::os");
        assert!(of_systems, "{} is not in std", entry.path());
    }

    let errors = compiler.check("in_both.rs", &in_both(&here));
    let wrong: Vec<String> = here
        .iter()
        .enumerate()
        .filter_map(|(number, entry)| {
            let of_entry = errors.iter().filter(|error| is_about(error, number));
            let found = found(&of_entry.collect::<Vec<_>>());
            let right = match entry.status {
                Status::Real => found == "the real one",
                Status::RefusedByRustc => found == "refused",
                _ => found == "another one",
            };
            (!right).then(|| format!("{} is {found}, listed as {:?}", entry.path(), entry.status))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the compiler's errors tell of an item that was named by way of both stds.
fn found(errors: &[&Error]) -> &'static str {
    let is = |code: &str| errors.iter().any(|error| error.code == code);
    let gated = |error: &&&Error| error.text.contains("not_covered_while_judging");
    if is("ambiguous_glob_imports") || is("E0659") {
        "another one"
    } else if errors.iter().any(|error| gated(&error)) {
        "refused"
    } else if errors.is_empty() {
        "the real one"
    } else {
        "not there"
    }
}
