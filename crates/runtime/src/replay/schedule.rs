//! Schedules as people read and write them: a line a step.
//!
//! ```text
//! # a comment
//! thread 1
//! main x2
//! thread 2: load
//! thread 1: exercise.rs:21  value.store(1)   # = 1
//! ```
//! A line names the thread whose step comes next, and may say how many (`x2`), where the
//! step stands in the source, and what it is; then it must be so. Under weak memory it may
//! say which store is read, too (see [`super::clause`]). What else follows two spaces is a
//! remark, as in the table of a story, from which lines can be copied. A name that would
//! not be read back stands in quotes, as in Rust.
//!
//! Only the form is known here; whether the threads and their steps exist is found out
//! when the schedule is replayed.

use super::clause::Clause;

/// Whose steps come one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Schedule {
    pub turns: Vec<Turn>,
}

/// One line: some steps of one thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Turn {
    /// The line's number in the text, from 1.
    pub line: usize,
    pub name: String,
    pub times: u32,
    pub step: Said,
}

/// What a line says about the step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// The last part of the file's path, and the line in it.
    pub place: Option<(String, u32)>,
    /// What is done, as a story says it.
    pub what: Option<String>,
    /// What memory leaves open about it, where that is weak.
    pub clause: Clause,
}

/// Why a line is none, or does not fit the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Misfit {
    pub line: usize,
    pub why: String,
}

impl Schedule {
    /// Reads a schedule.
    pub fn parse(text: &str) -> Result<Self, Misfit> {
        let mut turns = Vec::new();
        for (line, text) in (1..).zip(text.lines()) {
            let turn = turn(line, text).map_err(|why| Misfit { line, why })?;
            turns.extend(turn);
        }
        Ok(Self { turns })
    }
}

fn turn(line: usize, text: &str) -> Result<Option<Turn>, String> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() || text.starts_with('#') {
        return Ok(None);
    }
    let (name, rest) = match text.strip_prefix('"') {
        Some(quoted) => {
            let (name, rest) = unquoted(quoted).ok_or("the quote is not closed on this line.")?;
            (Some(name), rest)
        }
        None => (None, text),
    };
    let (head, said) = in_two(without_comment(rest));
    let (head, times) = counted(head)?;
    let name = match name {
        Some(name) if head.is_empty() => name,
        Some(_) => {
            return Err(format!(
                "`{head}` stands between the name and what it does."
            ));
        }
        None if head.is_empty() => return Err(NO_NAME.to_owned()),
        None => head.to_owned(),
    };
    Ok(Some(Turn {
        line,
        name,
        times,
        step: said.map(self::said).transpose()?.unwrap_or_default(),
    }))
}

const NO_NAME: &str = "whose step it is, is missing. A line is a name (`thread 1`), a name and a \
     number (`thread 1 x2`), or a name and a step (`thread 1: load`).";

/// The text before a `#` that a space stands before.
fn without_comment(text: &str) -> &str {
    let mut before = ' ';
    let start = text.char_indices().find(|&(_, c)| {
        let comment = c == '#' && before.is_whitespace();
        before = c;
        comment
    });
    start.map_or(text, |(start, _)| &text[..start])
}

/// What stands before and after the first colon that ends a name.
fn in_two(text: &str) -> (&str, Option<&str>) {
    let ends = |&(at, _): &(usize, &str)| {
        let after = text[at + 1..].chars().next();
        after.is_none_or(char::is_whitespace)
    };
    match text.match_indices(':').find(ends) {
        Some((at, _)) => (text[..at].trim(), Some(text[at + 1..].trim())),
        None => (text.trim(), None),
    }
}

/// `thread 1` and 2, of `thread 1 x2`.
fn counted(head: &str) -> Result<(&str, u32), String> {
    let (before, last) = head.rsplit_once(char::is_whitespace).unwrap_or(("", head));
    let digits = last.strip_prefix(['x', '×']);
    let digits = digits.filter(|digits| digits.starts_with(|c: char| c.is_ascii_digit()));
    let Some(digits) = digits else {
        return Ok((head, 1));
    };
    match digits.parse() {
        Ok(0) => Err(format!("`{last}` is no step at all: leave the line out.")),
        Ok(times) => Ok((before.trim(), times)),
        Err(_) => Err(format!("`{last}` is not a number of steps.")),
    }
}

/// What is said about a step: `exercise.rs:21  value.store(1)`.
fn said(text: &str) -> Result<Said, String> {
    let (place, rest) = match place(text) {
        Some((file, line, rest)) => (Some((file.to_owned(), line)), rest),
        None => (None, text),
    };
    // What follows two spaces is a remark, if it is no clause that was given a column.
    let mut parts = rest.trim().split("  ").map(str::trim);
    let first = parts.next().unwrap_or_default();
    let (what, clause) = if Clause::is_in(first) {
        Clause::split(first)?
    } else {
        let beside = parts.find(|part| Clause::begins(part));
        (first, Clause::split(beside.unwrap_or_default())?.1)
    };
    Ok(Said {
        place,
        what: (!what.is_empty()).then(|| what.to_owned()),
        clause,
    })
}

/// A file, a line in it, and the rest of the text.
fn place(text: &str) -> Option<(&str, u32, &str)> {
    let (file, rest) = text.split_once(".rs:")?;
    let digits = rest.find(|c: char| !c.is_ascii_digit());
    let (line, rest) = rest.split_at(digits.unwrap_or(rest.len()));
    let ends = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let file = &text[..file.len() + ".rs".len()];
    let file = file.rsplit(['/', '\\']).next().unwrap_or(file);
    Some((file, line.parse().ok().filter(|_| ends)?, rest))
}

/// A name that was quoted, and what follows the closing quote.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let mut name = String::new();
    let mut rest = text.chars();
    loop {
        match rest.next()? {
            '"' => return Some((name, rest.as_str())),
            '\\' => name.push(match rest.next()? {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                other => other,
            }),
            other => name.push(other),
        }
    }
}

/// The name as it stands in a schedule.
pub(crate) fn written(name: &str) -> String {
    let alone = turn(1, name);
    let plain = matches!(&alone, Ok(Some(turn)) if turn.name == name && turn.times == 1)
        && !name.contains(|c: char| c == ':' || c.is_control());
    if plain {
        return name.to_owned();
    }
    let mut quoted = String::from("\"");
    for c in name.chars() {
        match c {
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            '"' | '\\' => quoted.extend(['\\', c]),
            other => quoted.push(other),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(usize, String, u32, String)> {
        let schedule = Schedule::parse(text).unwrap();
        let told = schedule.turns.into_iter().map(|turn| {
            let Said {
                place,
                what,
                clause,
            } = turn.step;
            let place = place.map_or_else(String::new, |(file, line)| format!("{file}:{line} "));
            let step = format!("{place}{} {clause}", what.unwrap_or_default());
            let step = step.strip_suffix(' ').unwrap_or(&step).to_owned();
            (turn.line, turn.name, turn.times, step)
        });
        told.collect()
    }

    fn one(text: &str) -> (String, u32, String) {
        let [(_, name, times, step)] = &read(text)[..] else {
            panic!("one step of {text}");
        };
        (name.clone(), *times, step.clone())
    }

    fn problem(text: &str) -> String {
        Schedule::parse(text).unwrap_err().why
    }

    #[test]
    fn a_line_is_a_step() {
        let text = "# head\n\n main\nthread 1 x2 # twice\r\n  thread 2 : load#1\n#end";
        let expected = [
            (3, "main", 1, ""),
            (4, "thread 1", 2, ""),
            (5, "thread 2", 1, "load#1"),
        ];
        let expected = expected.map(|(l, n, t, s)| (l, n.to_owned(), t, s.to_owned()));
        assert_eq!(read(text), expected);
    }

    #[test]
    fn a_row_of_a_table_can_be_copied() {
        let step = "exercise.rs:20 value.load(..)";
        for text in [
            "thread 1:  exercise.rs:20  value.load(..)  # -> 0",
            "thread 1: exercise.rs:20  value.load(..)  -> 0",
            "thread 1: src/exercise.rs:20 value.load(..)",
        ] {
            assert_eq!(one(text), ("thread 1".into(), 1, step.into()), "{text}");
        }
        assert_eq!(one("a: my file.rs:3").2, "my file.rs:3 ");
        assert_eq!(one("a: read lock").2, "read lock");
    }

    #[test]
    fn a_clause_may_stand_where_it_likes() {
        for text in [
            "a: x.load(..) reads the first value  # -> 0",
            "a: x.load(..)  reads the first value  -> 0",
            "a: x.load(..)  -> 0   reads the first value",
            "a: x.load(..)  reads the first value # reads step 3",
        ] {
            assert_eq!(one(text).2, "x.load(..) reads the first value", "{text}");
        }
        let weak = "fails for no reason";
        let row = format!("a: x.compare_exchange_weak(..)  finds 0  {weak}, as a weak one may");
        assert_eq!(one(&row).2, format!("x.compare_exchange_weak(..) {weak}"));
        assert_eq!(one("a: reads step 2 of b").2, " reads step 2 of b");
        assert_eq!(
            one("a: e.rs:3 sees nothing new").2,
            "e.rs:3  sees nothing new"
        );
    }

    #[test]
    fn names_are_read_back() {
        let names = [
            "main",
            "thread 1.2",
            "worker (thread 2)",
            "größer",
            "a, b",
            "x2",
            "grid x2",
            "#1",
            "no # comment",
            "a: b",
            "db:read",
            "",
            " spaced ",
            "say \"hi\"",
            "two\nlines",
            "\\",
            "\t",
            "x2: y",
            "C#",
        ];
        for name in names {
            for rest in ["", " x3", ": load", " x2: exercise.rs:1  load  # -> 0"] {
                let line = format!("{}{rest}", written(name));
                assert_eq!(one(&line).0, name, "{line}");
            }
        }
        assert_eq!(written("thread 1"), "thread 1");
        assert_eq!(written("grid x2"), "\"grid x2\"");
    }

    #[test]
    fn what_is_no_step_is_told_with_its_line() {
        assert_eq!(Schedule::parse("main\n\n: load").unwrap_err().line, 3);
        assert!(problem(": load").contains("whose step it is"));
        assert!(problem("x2").contains("whose step it is"));
        assert!(problem("main x0").contains("no step at all"));
        assert!(problem("main x99999999999").contains("not a number"));
        assert!(problem("\"main").contains("not closed"));
        assert!(problem("\"a\" b: load").contains("`b` stands between"));
        assert!(problem("main: load reads an older store").contains("not clear"));
        // A table counts all its rows, and doesn't say what is read.
        let row = "a: x.load(..)  -> 0  does not see step 3 yet";
        assert!(problem(row).contains("not clear"));
        let row = "a: x.store(1)  takes effect before step 3";
        assert!(problem(row).contains("whose step 3"));
    }
}
