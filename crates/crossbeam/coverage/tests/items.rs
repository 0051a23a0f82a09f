//! The list of what is covered, item by item, against the sources of the real crates and
//! ours.

use std::collections::BTreeMap;

use interleave_crossbeam_coverage::exports;
use interleave_crossbeam_coverage::sources::{self, CRATES};

/// The list: of each item or method, whether it is explored, real, or refused.
fn list() -> BTreeMap<String, String> {
    let page = sources::workspace().join("docs/crossbeam-coverage.md");
    let page = std::fs::read_to_string(page).expect("the page is there");
    let mut list = BTreeMap::new();
    let mut in_table = false;
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            in_table = heading.starts_with('`');
        }
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let ["", names, status, ..] = cells.as_slice() else {
            continue;
        };
        if !in_table || !names.starts_with('`') {
            continue;
        }
        for name in names.split('`').skip(1).step_by(2) {
            let before = list.insert(name.to_owned(), (*status).to_owned());
            assert!(before.is_none(), "{name} is listed twice");
        }
    }
    list
}

/// What the list says of an item or a method: its own row, or else its type's.
fn status<'a>(list: &'a BTreeMap<String, String>, path: &str) -> Option<&'a str> {
    let of = |name: &str| list.get(name).map(String::as_str);
    of(path).or_else(|| path.split_once("::").and_then(|(item, _)| of(item)))
}

#[test]
fn every_item_is_what_the_list_says() {
    let list = list();
    let ours = exports::of(&sources::files(
        &sources::workspace().join("crates/crossbeam/src"),
    ));
    let mut real = std::collections::BTreeSet::new();
    for (package, _) in CRATES {
        real.extend(exports::of(&sources::files(&sources::of(package))));
    }
    let mut wrong = Vec::new();
    for path in &real {
        let there = ours.contains(path);
        match status(&list, path) {
            None => wrong.push(format!("{path} is not listed")),
            Some("explored") if !there => wrong.push(format!("{path} is not there")),
            Some("real" | "refused") if there => wrong.push(format!("{path} is a stand-in")),
            Some("explored" | "real" | "refused" | "internal") => {}
            Some(other) => wrong.push(format!("what does `{other}` mean for {path}?")),
        }
    }
    for name in list.keys() {
        let known = real.contains(name) || name == "epoch";
        if !known {
            wrong.push(format!(
                "{name} is listed, and the real one has no such thing"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
