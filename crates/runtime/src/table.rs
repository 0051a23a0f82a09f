//! The rows of a witness as a table at 80 columns, without colour: a row a step, a
//! column a thread.
//!
//! One layout serves a whole table, the roomiest that fits: files are named in each row
//! or once above, and what doesn't fit a column gets a line of its own.

use std::collections::BTreeSet;

use interleave_core::op::ThreadId;

use crate::rounds::Shown;
use crate::source::file_name;
use crate::story::Row;
use crate::witness::Witness;

/// Columns of a page.
pub(crate) const WIDTH: usize = 80;
/// Columns of a row's number.
const NUMBER: usize = 5;
/// Threads that have a column each; more are named in the row.
const COLUMNS: usize = 4;
/// Between two threads' columns.
const GAP: usize = 2;

/// How a row's place and text are set.
#[derive(Clone, Copy)]
struct Layout<'a> {
    /// The file that is named above, so that its lines are only numbered.
    file: Option<&'a str>,
    /// Widths to which place and text are filled up.
    place: usize,
    text: usize,
    /// Between place, text and value.
    space: &'static str,
}

/// The table of a witness.
pub(crate) fn table(witness: &Witness, shown: &Shown) -> String {
    let rows = shown.rows.as_slice();
    let threads: BTreeSet<ThreadId> = rows.iter().map(|row| row.thread).collect();
    let threads: Vec<ThreadId> = threads.into_iter().collect();
    if threads.len() > COLUMNS {
        return listed(witness, shown);
    }
    let names: Vec<&str> = threads.iter().map(|id| witness.name(*id)).collect();
    let columns = Columns {
        threads: &threads,
        names: &names,
        rows,
        shown,
    };
    let common = common_file(rows);
    let layouts = [
        Layout::filled(rows, None),
        Layout::narrow(None),
        Layout::filled(rows, common),
        Layout::narrow(common),
        Layout::tight(common),
    ];
    layouts
        .into_iter()
        .find_map(|layout| columns.side_by_side(layout))
        .unwrap_or_else(|| columns.wrapped(Layout::tight(common)))
}

/// The file of most rows.
fn common_file(rows: &[Row]) -> Option<&str> {
    let files = || {
        rows.iter()
            .filter_map(|row| Some(row.place.as_ref()?.0.as_str()))
    };
    files().max_by_key(|file| files().filter(|other| other == file).count())
}

impl<'a> Layout<'a> {
    fn narrow(file: Option<&'a str>) -> Self {
        Self {
            file,
            place: 0,
            text: 0,
            space: "  ",
        }
    }

    fn tight(file: Option<&'a str>) -> Self {
        let space = " ";
        Self {
            space,
            ..Self::narrow(file)
        }
    }

    /// All rows' texts and values begin in the same columns.
    fn filled(rows: &[Row], file: Option<&'a str>) -> Self {
        let narrow = Self::narrow(file);
        let places = rows.iter().map(|row| width(&narrow.place(row)));
        let valued = rows.iter().filter(|row| !row.value.is_empty());
        Self {
            file,
            place: places.max().unwrap_or(0),
            text: valued.map(|row| width(&row.text)).max().unwrap_or(0),
            space: "  ",
        }
    }

    fn place(&self, row: &Row) -> String {
        match &row.place {
            Some((file, line, _)) if self.file == Some(file) => line.to_string(),
            Some((file, line, _)) => format!("{}:{line}", file_name(file)),
            None => String::new(),
        }
    }

    /// The row in one line, without its note.
    fn line(&self, row: &Row) -> String {
        let place = pad(&self.place(row), self.place);
        let text = match row.value.as_str() {
            "" => row.text.clone(),
            value => format!("{}{}{value}", pad(&row.text, self.text), self.space),
        };
        if place.is_empty() {
            text
        } else {
            format!("{place}{}{text}", self.space)
        }
    }
}

struct Columns<'a> {
    threads: &'a [ThreadId],
    names: &'a [&'a str],
    rows: &'a [Row],
    shown: &'a Shown,
}

impl Columns<'_> {
    /// The table with one line a row, if the page is wide enough.
    fn side_by_side(&self, layout: Layout) -> Option<String> {
        let widths: Vec<usize> = (0..self.threads.len())
            .map(|column| self.width(column, layout))
            .collect();
        let gaps = self.threads.len().saturating_sub(1);
        let spare = (WIDTH - NUMBER).checked_sub(widths.iter().sum::<usize>())?;
        let gap = spare.checked_div(gaps).unwrap_or(0).min(6);
        if gap < GAP && gaps > 0 {
            return None;
        }
        let starts: Vec<usize> = (0..widths.len())
            .map(|column| widths[..column].iter().sum::<usize>() + column * gap)
            .collect();
        Some(self.render(layout, &starts, |row, room| {
            with_note(vec![layout.line(row)], row, room)
        }))
    }

    fn width(&self, column: usize, layout: Layout) -> usize {
        let own = |row: &&Row| row.thread == self.threads[column];
        let lines = self
            .rows
            .iter()
            .filter(own)
            .map(|row| width(&layout.line(row)));
        lines
            .max()
            .unwrap_or(0)
            .max(width(self.names[column]).min(20))
    }

    /// The table in columns of one width, where a row may need several lines.
    fn wrapped(&self, layout: Layout) -> String {
        let count = self.threads.len();
        let step = (WIDTH - NUMBER + GAP) / count;
        let starts: Vec<usize> = (0..count).map(|column| column * step).collect();
        self.render(layout, &starts, |row, room| {
            let line = layout.line(row);
            let lines = if width(&line) <= room {
                vec![line]
            } else {
                broken(&layout.place(row), row, room)
            };
            with_note(lines, row, room)
        })
    }

    fn render(
        &self,
        layout: Layout,
        starts: &[usize],
        cell: impl Fn(&Row, usize) -> Vec<String>,
    ) -> String {
        let mut text = String::new();
        if let Some(file) = layout.file {
            push(
                &mut text,
                &format!("{:NUMBER$}lines of {}", "", file_name(file)),
            );
        }
        let room = |column: usize| match starts.get(column + 1) {
            Some(next) => next - starts[column] - GAP,
            None => WIDTH - NUMBER - starts[column],
        };
        let mut head = " ".repeat(NUMBER);
        for (column, name) in self.names.iter().enumerate() {
            head = pad(&head, NUMBER + starts[column]);
            head.push_str(&cut(name, room(column)));
        }
        push(&mut text, &head);
        for (index, (number, row)) in numbered(self.shown).enumerate() {
            push_gap(&mut text, self.shown, index);
            let own = |thread: &ThreadId| *thread == row.thread;
            let column = self.threads.iter().position(own).unwrap_or(0);
            let label = label(number, row);
            for (index, line) in cell(row, room(column)).iter().enumerate() {
                let label = if index == 0 { label.as_str() } else { "" };
                let start = NUMBER + starts[column];
                push(
                    &mut text,
                    &format!("{label:start$}{}", cut(line, room(column))),
                );
            }
        }
        push_gap(&mut text, self.shown, self.rows.len());
        text
    }
}

/// A row in lines of its own: the call, then the value.
fn broken(place: &str, row: &Row, room: usize) -> Vec<String> {
    let head = |text: &str| match place {
        "" => text.to_owned(),
        place => format!("{place} {text}"),
    };
    let whole = head(&row.text);
    let name = row.text.find(['(', '!']).unwrap_or(row.text.len());
    let receiver = row.text[..name].rfind(['.', ':']).map_or(0, |end| end + 1);
    let method = &row.text[receiver..];
    let first = if width(&whole) <= room {
        whole
    } else {
        head(method)
    };
    let mut lines = vec![first];
    if !row.value.is_empty() {
        lines.push(format!(
            "{:indent$}{}",
            "",
            row.value,
            indent = width(place) + 1
        ));
    }
    lines
}

/// The note goes into the last line, or into one of its own.
fn with_note(mut lines: Vec<String>, row: &Row, room: usize) -> Vec<String> {
    let Some(note) = &row.note else { return lines };
    let indent = usize::from(width(note) + 2 <= room) * 2;
    match lines.last_mut() {
        Some(last) if width(last) + 2 + width(note) <= room => {
            last.push_str("  ");
            last.push_str(note);
        }
        _ => lines.push(format!("{:indent$}{note}", "")),
    }
    lines
}

/// The rows below each other, each with its thread's name.
fn listed(witness: &Witness, shown: &Shown) -> String {
    let rows = shown.rows.as_slice();
    let names = rows.iter().map(|row| width(witness.name(row.thread)));
    let names = names.max().unwrap_or(0).min(20);
    let layouts = [Layout::filled(rows, None), Layout::narrow(None)];
    let fits = |layout: &&Layout| {
        let lines = rows.iter().map(|row| width(&layout.line(row)));
        lines.max().unwrap_or(0) + names + 2 <= WIDTH - NUMBER
    };
    let layout = layouts.iter().find(fits).unwrap_or(&layouts[1]);
    let mut text = String::new();
    for (index, (number, row)) in numbered(shown).enumerate() {
        push_gap(&mut text, shown, index);
        let label = label(number, row);
        let name = pad(&cut(witness.name(row.thread), names), names);
        let room = WIDTH - NUMBER - names - 2;
        for line in with_note(vec![layout.line(row)], row, room) {
            push(
                &mut text,
                &format!("{label:NUMBER$}{name}  {}", cut(&line, room)),
            );
        }
    }
    push_gap(&mut text, shown, rows.len());
    text
}

/// The rows, each with its number.
fn numbered(shown: &Shown) -> impl Iterator<Item = (usize, &Row)> {
    shown.numbers.iter().copied().zip(&shown.rows)
}

/// A row's number. A step that is only waited for has none: it is never taken.
fn label(number: usize, row: &Row) -> String {
    if row.waits {
        String::new()
    } else {
        format!("{number:>3}  ")
    }
}

/// What is left out before the row in this place, if anything.
fn push_gap(text: &mut String, shown: &Shown, index: usize) {
    if let Some(gap) = shown.gap.as_ref().filter(|gap| gap.before == index) {
        push(text, &format!("{:NUMBER$}… {}", "", gap.text));
    }
}

fn push(text: &mut String, line: &str) {
    text.push_str(line.trim_end());
    text.push('\n');
}

fn width(text: &str) -> usize {
    text.chars().count()
}

fn pad(text: &str, to: usize) -> String {
    format!("{text:to$}")
}

/// At most `width` characters of the text, with a sign where some are left out.
pub(crate) fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let kept: String = text.chars().take(width.saturating_sub(2)).collect();
    format!("{kept}..")
}

/// The text in lines of at most `columns`. A longer word is cut.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let word = cut(word, columns);
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(&word) <= columns => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_wrapped_between_words() {
        assert_eq!(wrap("one two  three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh ij", 6), ["abcd..", "ij"]);
    }
}
