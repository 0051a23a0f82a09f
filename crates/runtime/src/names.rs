//! What threads are called, wherever people read of them or name them.
//!
//! Every thread has a *path*, which follows from who created it: `main`, `thread 1` (the
//! first that main creates), `thread 1.2` (the second that `thread 1` creates). It is the
//! same in every execution and every build. A thread that the program names is called so,
//! unless others have that name too, or it looks like a path: then its path is added.

use std::collections::{BTreeMap, HashSet};
use std::sync::Mutex;

use interleave_core::op::ThreadId;

use crate::model::Model;
use crate::replay::clause;

/// The name as a string that lives as long as the process: there are few, and every
/// execution has the same.
pub(crate) fn keep(name: String) -> &'static str {
    static NAMES: Mutex<Option<HashSet<&'static str>>> = Mutex::new(None);
    let mut names = NAMES
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    let names = names.get_or_insert_with(HashSet::new);
    if let Some(kept) = names.get(name.as_str()) {
        return kept;
    }
    let kept: &'static str = Box::leak(name.into_boxed_str());
    names.insert(kept);
    kept
}

/// A thread of this execution, as people may call it.
#[derive(Clone, Debug)]
struct Known {
    id: ThreadId,
    path: String,
    given: Option<&'static str>,
}

impl Known {
    fn qualified(&self) -> Option<String> {
        Some(format!("{} ({})", self.given?, self.path))
    }
}

/// The names of the threads that this execution has created so far.
pub(crate) struct Names(Vec<Known>);

/// Whom a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    One(ThreadId),
    /// Several have it; what each of them is called.
    Several(Vec<String>),
    Nobody,
}

impl Names {
    pub fn of(model: &Model) -> Self {
        let mut known: Vec<Known> = Vec::new();
        let mut children: BTreeMap<ThreadId, u32> = BTreeMap::new();
        // A creator has a lower number than those whom it creates.
        for (id, thread) in model.numbered().filter(|(_, thread)| thread.born_at > 0) {
            let path = match thread.creator {
                None => "main".to_owned(),
                Some(creator) => {
                    let number = children.entry(creator).or_default();
                    *number += 1;
                    let above = known.iter().find(|known| known.id == creator);
                    let above = above.map_or("main", |above| &above.path);
                    child(above, *number)
                }
            };
            let given = thread.name.filter(|_| thread.creator.is_some());
            known.push(Known { id, path, given });
        }
        Self(known)
    }

    /// What each thread is called; no two alike.
    pub fn shown(&self) -> BTreeMap<ThreadId, String> {
        let shown = self.0.iter().map(|known| (known.id, self.call(known)));
        shown.collect()
    }

    fn call(&self, known: &Known) -> String {
        let alike = |other: &&Known| other.given == known.given;
        let unique = |given: &str| !is_path(given) && self.0.iter().filter(alike).count() == 1;
        match known.given {
            None => known.path.clone(),
            Some(given) if unique(given) => given.to_owned(),
            Some(_) => known.qualified().unwrap_or_default(),
        }
    }

    /// What the thread is called within a clause of a schedule's line, where not every name
    /// can stand.
    pub fn in_clause(&self, id: ThreadId) -> String {
        let Some(known) = self.0.iter().find(|known| known.id == id) else {
            return "a thread".to_owned();
        };
        let shown = self.call(known);
        if clause::can_name(&shown) {
            shown
        } else {
            known.path.clone()
        }
    }

    /// The same of all threads.
    pub fn in_clauses(&self) -> BTreeMap<ThreadId, String> {
        let all = self.0.iter().map(|known| known.id);
        all.map(|id| (id, self.in_clause(id))).collect()
    }

    /// The thread that `name` stands for.
    pub fn find(&self, name: &str) -> Found {
        let exact = |known: &&Known| {
            known.path == name || known.qualified().is_some_and(|qualified| qualified == name)
        };
        if let Some(known) = self.0.iter().find(exact) {
            return Found::One(known.id);
        }
        let given: Vec<&Known> = self.0.iter().filter(|k| k.given == Some(name)).collect();
        match given.as_slice() {
            [] => Found::Nobody,
            [_] if is_path(name) => Found::Nobody,
            [one] => Found::One(one.id),
            several => Found::Several(several.iter().map(|known| self.call(known)).collect()),
        }
    }
}

fn child(path: &str, number: u32) -> String {
    match path {
        "main" => format!("thread {number}"),
        path => format!("{path}.{number}"),
    }
}

/// Whether a name looks like a path, of whatever thread.
fn is_path(name: &str) -> bool {
    let numbers = name.strip_prefix("thread ").map(|rest| rest.split('.'));
    name == "main"
        || numbers.is_some_and(|mut numbers| numbers.all(|number| number.parse::<u32>().is_ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(threads: &[(&str, Option<&'static str>)]) -> Names {
        let known = threads.iter().enumerate().map(|(id, (path, given))| Known {
            id: ThreadId::from_index(id),
            path: (*path).to_owned(),
            given: *given,
        });
        Names(known.collect())
    }

    #[test]
    fn no_two_threads_are_called_alike() {
        let names = names(&[
            ("main", None),
            ("thread 1", Some("worker")),
            ("thread 2", Some("worker")),
            ("thread 3", Some("the only one")),
            ("thread 4", Some("main")),
            ("thread 4.1", Some("thread 1")),
        ]);
        let shown: Vec<String> = names.shown().into_values().collect();
        assert_eq!(
            shown,
            [
                "main",
                "worker (thread 1)",
                "worker (thread 2)",
                "the only one",
                "main (thread 4)",
                "thread 1 (thread 4.1)"
            ]
        );
        for (index, name) in shown.iter().enumerate() {
            let id = ThreadId::from_index(index);
            assert_eq!(names.find(name), Found::One(id), "{name}");
        }
    }

    #[test]
    fn a_path_is_always_a_name() {
        let names = names(&[
            ("main", None),
            ("thread 1", Some("a")),
            ("thread 2", Some("a")),
        ]);
        assert_eq!(names.find("thread 2"), Found::One(ThreadId(2)));
        let both = ["a (thread 1)", "a (thread 2)"].map(str::to_owned);
        assert_eq!(names.find("a"), Found::Several(both.to_vec()));
        assert_eq!(names.find("thread 3"), Found::Nobody);
    }

    #[test]
    fn paths_have_numbers() {
        assert!(is_path("main") && is_path("thread 12") && is_path("thread 1.2.3"));
        assert!(!is_path("thread one") && !is_path("thread 1.") && !is_path("threads"));
        assert_eq!(child("main", 2), "thread 2");
        assert_eq!(child("thread 2", 1), "thread 2.1");
    }
}
