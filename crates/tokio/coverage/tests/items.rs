//! Whether the page names everything that tokio has, and whether each item is what the
//! page says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use interleave_tokio_coverage::compiler::Compiler;
use interleave_tokio_coverage::list::List;
use interleave_tokio_coverage::methods::public;
use interleave_tokio_coverage::{names, read, sources, workspace};

/// The files of a crate's sources, and ours that stand in for them.
const FILES: [(&str, &str, &str); 28] = [
    ("tokio", "runtime/builder.rs", "runtime/builder.rs"),
    ("tokio", "runtime/handle.rs", "runtime/handle.rs"),
    ("tokio", "runtime/runtime.rs", "runtime/owned.rs"),
    ("tokio", "runtime/task/abort.rs", "task/abort.rs"),
    ("tokio", "runtime/task/error.rs", "task/error.rs"),
    ("tokio", "runtime/task/join.rs", "task/handle.rs"),
    ("tokio", "sync/barrier.rs", "sync/barrier.rs"),
    ("tokio", "sync/broadcast.rs", "sync/broadcast.rs"),
    ("tokio", "sync/mpsc/bounded.rs", "sync/mpsc/bounded.rs"),
    ("tokio", "sync/mpsc/unbounded.rs", "sync/mpsc/unbounded.rs"),
    ("tokio", "sync/mutex.rs", "sync/mutex.rs"),
    ("tokio", "sync/notify.rs", "sync/notify.rs"),
    ("tokio", "sync/once_cell.rs", "sync/once_cell.rs"),
    ("tokio", "sync/oneshot.rs", "sync/oneshot.rs"),
    ("tokio", "sync/rwlock.rs", "sync/rwlock.rs"),
    ("tokio", "sync/rwlock/read_guard.rs", "sync/rwlock.rs"),
    ("tokio", "sync/rwlock/write_guard.rs", "sync/rwlock.rs"),
    ("tokio", "sync/semaphore.rs", "sync/semaphore.rs"),
    ("tokio", "sync/watch.rs", "sync/watch.rs"),
    ("tokio", "task/blocking.rs", "task/blocking.rs"),
    ("tokio", "task/join_set.rs", "task/join_set.rs"),
    ("tokio", "task/local.rs", "task/local.rs"),
    ("tokio", "time/instant.rs", "time/instant.rs"),
    ("tokio", "time/interval.rs", "time/interval.rs"),
    ("tokio", "time/sleep.rs", "time/sleep.rs"),
    ("tokio", "time/timeout.rs", "time/timeout.rs"),
    ("tokio-util", "sync/cancellation_token.rs", "token.rs"),
    ("tokio-util", "task/task_tracker.rs", "tracker.rs"),
];

/// The modules of tokio whose index names all their items.
const MODULES: [(&str, &str); 7] = [
    ("tokio", "lib.rs"),
    ("tokio::io", "io/mod.rs"),
    ("tokio::runtime", "runtime/mod.rs"),
    ("tokio::sync", "sync/mod.rs"),
    ("tokio::sync::mpsc", "sync/mpsc/mod.rs"),
    ("tokio::task", "task/mod.rs"),
    ("tokio::time", "time/mod.rs"),
];

fn list() -> List {
    List::read(&read(&workspace().join("docs/tokio-coverage.md")))
}

#[test]
fn every_method_is_there_or_listed() {
    let list = list();
    let listed: BTreeSet<&String> = list.table("Methods that are not there").keys().collect();
    let mut missing = BTreeSet::new();
    for (name, theirs, ours) in FILES {
        let folder = match name {
            "tokio" => "crates/tokio/src",
            _ => "crates/tokio/util/src",
        };
        let there = public(&read(&workspace().join(folder).join(ours)));
        for method in public(&read(&sources(name).join(theirs))) {
            if !there.contains(&method) {
                missing.insert(format!("{theirs}: {method}"));
            }
        }
    }
    let unlisted: Vec<_> = missing.iter().filter(|one| !listed.contains(one)).collect();
    let wrong: Vec<_> = listed
        .iter()
        .filter(|one| !missing.contains(**one))
        .collect();
    assert!(
        unlisted.is_empty(),
        "not there, and not listed: {unlisted:#?}"
    );
    assert!(wrong.is_empty(), "listed, and there: {wrong:#?}");
}

#[test]
fn every_item_is_listed() {
    let list = list();
    let mut unlisted = Vec::new();
    for (module, index) in MODULES {
        let listed = list.table(module);
        let names = names::exported(&read(&sources("tokio").join(index)));
        let is_listed = |name: &&String| {
            let end = format!("::{name}");
            let mut keys = listed.keys();
            keys.any(|key| key.trim_end_matches('!') == **name || key.ends_with(&end))
        };
        let not_there = names.iter().filter(|name| !is_listed(name));
        unlisted.extend(not_there.map(|name| format!("{module}::{name}")));
    }
    assert!(unlisted.is_empty(), "{unlisted:#?}");
}

#[test]
fn every_item_is_what_the_page_says() {
    let list = list();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("items");
    let compiler = Compiler::judging(&folder);
    let mut there = BTreeMap::new();
    for (module, table) in list
        .tables
        .iter()
        .filter(|(name, _)| name.starts_with("tokio"))
    {
        for (name, status) in table {
            there.insert(
                format!("{module}::{}", name.trim_end_matches('!')),
                status.clone(),
            );
        }
    }
    let program = |paths: &[&String]| {
        let uses: String = paths
            .iter()
            .map(|path| format!("use {path} as _;\n"))
            .collect();
        format!("#![allow(warnings)]\n{uses}fn main() {{}}\n")
    };
    let present = |status: &String| status != "refused";
    let (is, is_not): (Vec<_>, Vec<_>) = there.iter().partition(|(_, status)| present(status));
    let all: Vec<&String> = is.iter().map(|(path, _)| *path).collect();
    // `use .. as _` is for traits; all else gets a name.
    let named = program(&all).replace(" as _;", ";");
    let named: String = named
        .lines()
        .enumerate()
        .map(|(number, line)| match line.strip_prefix("use ") {
            Some(path) => format!("use {} as n{number};\n", path.trim_end_matches(';')),
            None => format!("{line}\n"),
        })
        .collect();
    let built = compiler.build("items.rs", &named, true);
    if let Err(errors) = built {
        panic!("{}", errors[0].text);
    }
    for (path, _) in is_not {
        let alone = format!("use {path} as n;\nfn main() {{}}\n");
        let refused = compiler.build("refused.rs", &alone, true);
        assert!(refused.is_err(), "{path} is there, and listed as refused");
    }
}
