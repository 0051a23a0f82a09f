//! The list in `docs/std-coverage.md`: what each item is while code is judged.

/// What an item is while code is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// A stand-in that asks the explorer.
    Explored,
    /// A stand-in that is the same in every execution.
    Repeatable,
    /// The real one.
    Real,
    /// Not there.
    RefusedByRustc,
    /// There, and the end of an execution that uses it.
    RefusedWhenUsed,
}

/// An item, or a method of one, as the list has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// `std::sync`, say.
    pub module: String,
    /// The item's name, with a `!` if it is a macro.
    pub name: String,
    /// If the row is for one method only.
    pub method: Option<String>,
    /// What it is.
    pub status: Status,
}

/// An example that can't pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The example's name.
    pub example: String,
    /// The behaviours that it has instead.
    pub gives: String,
}

/// The list.
#[derive(Debug, Default)]
pub struct List {
    /// The items and methods of all tables.
    pub entries: Vec<Entry>,
    /// The examples that can't pass.
    pub exceptions: Vec<Exception>,
    /// By what names uses are refused that are no item's.
    pub refused: Vec<String>,
}

/// The heading above the examples that can't pass.
const EXAMPLES: &str = "Examples of std's documentation";
/// The heading above the names by which uses are refused.
const REFUSED: &str = "What is refused when it is used, besides";

impl List {
    /// Reads the list from its page.
    ///
    /// # Panics
    /// If a row's second column is none of the words that the page explains.
    #[must_use]
    pub fn read(page: &str) -> Self {
        let mut list = Self::default();
        let mut heading = "";
        for line in page.lines() {
            if let Some(next) = line.strip_prefix("## ") {
                heading = next;
            }
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let &["", first, second, ..] = cells.as_slice() else {
                continue;
            };
            if !first.starts_with('`') {
                continue;
            }
            match heading {
                EXAMPLES => list.exceptions.push(Exception {
                    example: first.replace('`', ""),
                    gives: second.replace('`', ""),
                }),
                REFUSED => list.refused.push(first.replace('`', "")),
                _ => {
                    if let Some(module) = module(heading) {
                        list.add(module, first, second);
                    }
                }
            }
        }
        list
    }

    fn add(&mut self, module: &str, names: &str, status: &str) {
        let status = match status {
            "explored" => Status::Explored,
            "repeatable" => Status::Repeatable,
            "real" => Status::Real,
            "refused by rustc" => Status::RefusedByRustc,
            "refused when used" => Status::RefusedWhenUsed,
            other => panic!("what does `{other}` mean, in the row of {names}?"),
        };
        for name in names.split('`').skip(1).step_by(2) {
            let (name, method) = match name.split_once("::") {
                Some((name, method)) => (name, Some(method.to_owned())),
                None => (name, None),
            };
            self.entries.push(Entry {
                module: module.to_owned(),
                name: name.to_owned(),
                method,
                status,
            });
        }
    }

    /// The modules that have a table, in its order.
    #[must_use]
    pub fn modules(&self) -> Vec<&str> {
        let mut modules: Vec<&str> = self.entries.iter().map(|e| e.module.as_str()).collect();
        modules.dedup();
        modules
    }

    /// What the list says of an item, or of its method: the row for just that, or else
    /// the item's.
    #[must_use]
    pub fn status(&self, module: &str, name: &str, method: Option<&str>) -> Option<Status> {
        let row = |method: Option<&str>| {
            self.entries.iter().find(|entry| {
                entry.module == module && entry.name == name && entry.method.as_deref() == method
            })
        };
        row(method).or_else(|| row(None)).map(|entry| entry.status)
    }
}

/// The module of a heading that has nothing else.
fn module(heading: &str) -> Option<&str> {
    let module = heading.strip_prefix('`')?.strip_suffix('`')?;
    module.starts_with("std").then_some(module)
}

impl Entry {
    /// `std::sync::Mutex`, or `std::thread::Builder::spawn_unchecked`.
    #[must_use]
    pub fn path(&self) -> String {
        let (module, name) = (&self.module, &self.name);
        match &self.method {
            Some(method) => format!("{module}::{name}::{method}"),
            None => format!("{module}::{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "\
# A page
| item | while judging | notes |
|---|---|---|
| `Nowhere` | real | |
## `std::thread`
| item | while judging | notes |
|---|---|---|
| `spawn`, `Builder` | explored | as `Thread` says |
| `Builder::spawn_unchecked` | refused when used | |
| `thread_local!` | repeatable | |
## Examples of std's documentation
| example | gives | why |
|---|---|---|
| `std::process::abort (2)` | `abort` | it ends |
";

    #[test]
    fn tables_are_read_by_their_headings() {
        let list = List::read(PAGE);
        let paths: Vec<String> = list.entries.iter().map(Entry::path).collect();
        let thread = "std::thread";
        assert_eq!(
            paths,
            [
                "std::thread::spawn",
                "std::thread::Builder",
                "std::thread::Builder::spawn_unchecked",
                "std::thread::thread_local!"
            ]
        );
        assert_eq!(list.modules(), [thread]);
        let status = |name, method| list.status(thread, name, method);
        assert_eq!(status("Builder", Some("spawn")), Some(Status::Explored));
        let refused = status("Builder", Some("spawn_unchecked"));
        assert_eq!(refused, Some(Status::RefusedWhenUsed));
        assert_eq!(status("park", None), None);
        assert_eq!(list.exceptions[0].example, "std::process::abort (2)");
        assert_eq!(list.exceptions[0].gives, "abort");
    }

    #[test]
    #[should_panic(expected = "what does `maybe` mean")]
    fn a_word_that_means_nothing_is_an_error() {
        let _ = List::read("## `std::thread`\n| `spawn` | maybe | |");
    }
}
