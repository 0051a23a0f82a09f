//! Stories that are one and the same but for two threads that have changed places.
//!
//! The same means the same steps in the same order, with the same values. Steps that only
//! read may come in any order: nobody can tell.

use interleave_core::op::ThreadId;

use crate::story::Row;

/// The two threads whose exchange makes one story of the other.
pub(crate) fn exchanged(one: &[Row], other: &[Row]) -> Option<(ThreadId, ThreadId)> {
    let mut threads: Vec<ThreadId> = one.iter().map(|row| row.thread).collect();
    threads.sort_unstable();
    threads.dedup();
    let pairs = threads.iter().enumerate().flat_map(|(index, &first)| {
        let rest = threads[index + 1..].iter();
        rest.map(move |&second| (first, second))
    });
    let told = in_order(one, |thread| thread);
    let mut pairs = pairs.filter(|&(first, second)| {
        let exchange = |thread| match thread {
            _ if thread == first => second,
            _ if thread == second => first,
            _ => thread,
        };
        is_same(&told, &in_order(other, exchange))
    });
    pairs.next()
}

/// The rows with their threads' new names, neighbours that only read sorted by thread.
fn in_order(rows: &[Row], name: impl Fn(ThreadId) -> ThreadId) -> Vec<(ThreadId, &Row)> {
    let mut named: Vec<_> = rows.iter().map(|row| (name(row.thread), row)).collect();
    for run in named.chunk_by_mut(|(_, one), (_, other)| one.reads && other.reads) {
        run.sort_by_key(|(thread, _)| *thread);
    }
    let taken = named.partition_point(|(_, row)| !row.waits);
    named[taken..].sort_by_key(|(thread, _)| *thread);
    named
}

/// Whether they are the same up to what a last thread does alone, which is told of some
/// threads and not of others.
fn is_same(one: &[(ThreadId, &Row)], other: &[(ThreadId, &Row)]) -> bool {
    let (shorter, longer) = match one.len() <= other.len() {
        true => (one, other),
        false => (other, one),
    };
    let (begin, rest) = longer.split_at(shorter.len());
    let same = |((one, row), (other, like)): (&(ThreadId, &Row), &(ThreadId, &Row))| {
        one == other && row.says_the_same(like)
    };
    let last = begin.last().map(|(thread, _)| *thread);
    let alone = rest.iter().all(|(id, row)| Some(*id) == last && !row.waits);
    shorter.iter().zip(begin).all(same) && alone && !shorter.is_empty()
}

impl Row {
    /// Whether the other one differs in its thread at most.
    fn says_the_same(&self, other: &Self) -> bool {
        let thread = self.thread;
        let renamed = Self {
            thread,
            ..other.clone()
        };
        *self == renamed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row for each letter, of thread 1 if it is small; `r` and `R` only read.
    fn rows(texts: &str) -> Vec<Row> {
        let row = |letter: char| Row {
            thread: ThreadId(1 + u16::from(letter.is_uppercase())),
            place: None,
            text: letter.to_lowercase().to_string(),
            value: String::new(),
            note: None,
            waits: false,
            reads: letter.eq_ignore_ascii_case(&'r'),
        };
        texts.chars().map(row).collect()
    }

    fn are_exchanged(one: &str, other: &str) -> bool {
        let found = exchanged(&rows(one), &rows(other));
        assert!(found.is_none_or(|found| found == (ThreadId(1), ThreadId(2))));
        found.is_some()
    }

    #[test]
    fn threads_may_change_places() {
        assert!(are_exchanged("abAB", "ABab"));
        assert!(!are_exchanged("abAB", "AabB"));
        assert!(!are_exchanged("abAB", "abAB"));
        assert!(!are_exchanged("ab", "ab"));
    }

    #[test]
    fn the_order_of_reading_is_none() {
        assert!(are_exchanged("rRab", "rRAB"));
        assert!(!are_exchanged("raRb", "raRB"));
    }

    #[test]
    fn what_the_last_one_does_alone_is_not_always_told() {
        assert!(are_exchanged("aAbB", "AaBbc"));
        assert!(!are_exchanged("aAbB", "AaBbC"));
        assert!(!are_exchanged("aAbB", ""));
    }
}
