//! What a line of a schedule says where memory is weak: which store is read, what a store
//! comes before, and what else does not follow from the order of steps.
//!
//! ```text
//! reads the first value
//! reads step 2 of thread 1
//! takes effect before step 2 of thread 1
//! sees nothing new
//! fails for no reason
//! reads step 2 of thread 1 and fails for no reason
//! ```
//! A step is called by its place among the lines of its thread, from 1 (a line with `x3` is
//! three): so lines of different threads can change places, and it is still the same one.
//! Only the form is known here; `variant.rs` finds out which step is meant.

use std::fmt;

/// All that a line says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Clause {
    pub store: Option<Store>,
    pub fails: bool,
}

/// What is said of a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Store {
    /// It reads the value that the atomic was made with.
    First,
    /// It reads what this step has stored.
    Of(Which),
    /// It stores before this step's store.
    Before(Which),
    /// It goes round its loop though nothing has changed.
    Nothing,
}

/// A step by its place among those of its thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Which {
    pub number: u32,
    pub thread: String,
}

const FIRST: &str = "reads the first value";
const STEP: &str = "reads step ";
const BEFORE: &str = "takes effect before step ";
const NOTHING: &str = "sees nothing new";
pub(super) const FAILS: &str = "fails for no reason";

/// Where a clause begins in a line that says other things before it. The last one is a
/// table's, and does not say enough.
const BEGINS: [&str; 5] = ["reads ", BEFORE, NOTHING, FAILS, "does not see step "];
/// What a table says after that.
const AS_IT_MAY: &str = ", as a weak one may";

const FORMS: &str = "what it reads is not clear. It can be `reads the first value` or `reads step 2 of \
     thread 1`: the second line of thread 1.";

impl Clause {
    /// The text before the clause, and the clause; none if there is none.
    pub fn split(text: &str) -> Result<(&str, Self), String> {
        let Some(at) = begin(text) else {
            return Ok((text, Self::default()));
        };
        let (before, clause) = text.split_at(at);
        Ok((before.trim(), Self::read(clause.trim())?))
    }

    /// Whether there is one in the text.
    pub fn is_in(text: &str) -> bool {
        begin(text).is_some()
    }

    /// Whether the text begins with one.
    pub fn begins(text: &str) -> bool {
        begin(text) == Some(0)
    }

    fn read(text: &str) -> Result<Self, String> {
        let text = text.strip_suffix(AS_IT_MAY).unwrap_or(text);
        let failing = text.strip_suffix(FAILS).map(str::trim_end);
        let (store, fails) = match failing {
            Some("") => {
                return Ok(Self {
                    store: None,
                    fails: true,
                });
            }
            Some(rest) => (rest.strip_suffix(" and").ok_or(FORMS)?, true),
            None => (text, false),
        };
        let store = Some(store_of(store.trim())?);
        Ok(Self { store, fails })
    }
}

fn begin(text: &str) -> Option<usize> {
    let begins = |at: usize| {
        let alone = text[..at]
            .chars()
            .next_back()
            .is_none_or(char::is_whitespace);
        alone && BEGINS.iter().any(|begin| text[at..].starts_with(begin))
    };
    text.char_indices().map(|(at, _)| at).find(|&at| begins(at))
}

fn store_of(text: &str) -> Result<Store, String> {
    if text == FIRST {
        return Ok(Store::First);
    }
    if text == NOTHING {
        return Ok(Store::Nothing);
    }
    let of = text.strip_prefix(STEP).map(|step| (step, false));
    let before = || text.strip_prefix(BEFORE).map(|step| (step, true));
    let (step, before) = of.or_else(before).ok_or(FORMS)?;
    let (number, thread) = step.split_once(" of ").unwrap_or((step, ""));
    let (number, thread) = (number.trim(), thread.trim());
    if thread.is_empty() {
        let whose = format!("whose step {number} is meant? Say it: `step {number} of thread 1`.");
        return Err(whose);
    }
    let number = match number.parse() {
        Ok(number) if number > 0 => number,
        _ => {
            return Err(format!(
                "`{number}` is not the number of a step: the first is 1."
            ));
        }
    };
    let which = Which {
        number,
        thread: thread.to_owned(),
    };
    Ok(if before {
        Store::Before(which)
    } else {
        Store::Of(which)
    })
}

impl fmt::Display for Which {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "step {} of {}", self.number, self.thread)
    }
}

impl fmt::Display for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::First => f.write_str(FIRST),
            Self::Of(which) => write!(f, "reads {which}"),
            Self::Before(which) => write!(f, "takes effect before {which}"),
            Self::Nothing => f.write_str(NOTHING),
        }
    }
}

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.store, self.fails) {
            (None, false) => Ok(()),
            (None, true) => f.write_str(FAILS),
            (Some(store), false) => write!(f, "{store}"),
            (Some(store), true) => write!(f, "{store} and {FAILS}"),
        }
    }
}

/// Whether a thread's name can stand in a clause: it is read back, and no remark begins in
/// it.
pub(crate) fn can_name(thread: &str) -> bool {
    let read_back = |fails| {
        let which = Which {
            number: 1,
            thread: thread.to_owned(),
        };
        let clause = Clause {
            store: Some(Store::Of(which)),
            fails,
        };
        Clause::split(&clause.to_string()) == Ok(("", clause))
    };
    let plain = !thread.contains("  ") && !thread.contains(['#', '\n', '\t', '\r']);
    plain && read_back(false) && read_back(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> String {
        Clause::split(text).unwrap_err()
    }

    #[test]
    fn clauses_are_read_back() {
        for text in [
            FIRST,
            NOTHING,
            FAILS,
            "reads step 2 of thread 1",
            "takes effect before step 12 of worker (thread 1.2)",
            "reads step 1 of main and fails for no reason",
            "reads the first value and fails for no reason",
        ] {
            for before in ["", "load", "value.load(..)", "is ready"] {
                let line = format!("{before} {text}");
                let (what, clause) = Clause::split(&line).unwrap();
                assert_eq!((what, clause.to_string().as_str()), (before, text));
            }
        }
    }

    #[test]
    fn without_a_clause_all_is_as_it_was() {
        for text in ["", "load", "read lock", "thread.reads()", "self.spreads "] {
            assert_eq!(Clause::split(text), Ok((text, Clause::default())));
            assert!(!Clause::is_in(text));
        }
    }

    #[test]
    fn what_is_not_clear_is_told() {
        assert!(problem("load reads an older store").contains("the first value"));
        assert!(problem("load reads step 3").contains("`step 3 of thread 1`"));
        assert!(problem("load reads step 0 of main").contains("`0` is not"));
        assert!(problem("reads step two of main").contains("`two` is not"));
        assert!(problem("load reads but fails for no reason").contains("not clear"));
    }

    #[test]
    fn not_every_name_can_stand_in_a_clause() {
        assert!(can_name("thread 1.2") && can_name("worker (thread 1)") && can_name("a, b of c"));
        for name in [
            "",
            "a  b",
            "no # comment",
            " a",
            "x and fails for no reason",
            "two\nlines",
        ] {
            assert!(!can_name(name), "{name}");
        }
    }
}
