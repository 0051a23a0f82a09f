//! The chart in letters, for a terminal.
//!
//! A cell of the chart stands for one unit of time or several. Where more than one thing
//! happens in a cell it shows the one that took longest; where two alternate within it,
//! that they take turns.

use std::fmt;

use super::{Bar, Chart, Row, State, meaning, nice};

/// The letters that a chart is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    /// Blocks and shades.
    Unicode,
    /// Nothing that isn't ASCII.
    Ascii,
}

/// The narrowest that a chart's cells may be all together.
const NARROWEST: usize = 10;
/// A short execution is drawn at most so many cells a unit.
const CELLS_A_UNIT: u64 = 4;
/// The longest name that is written in full.
const LONGEST_NAME: usize = 16;

/// What is in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Cell {
    Nothing,
    Of(State, Option<u16>),
    Turns,
}

/// How time is laid out: so many units a cell, or cells a unit.
#[derive(Clone, Copy)]
struct Scale {
    units: u64,
    cells: u64,
}

impl Chart {
    /// Draws it in so many columns (at least enough for the names and ten cells), with
    /// what it is about above, and a time axis and what the letters mean below.
    #[must_use]
    pub fn text(&self, columns: usize, letters: Letters) -> String {
        let margin = self.margin();
        // The last number of the axis begins where the last cell ends.
        let number = self.end.to_string().len();
        let room = columns.saturating_sub(margin + number).max(NARROWEST);
        let scale = Scale::fitting(self.end, room);
        let mut text = wrapped(&self.title, columns);
        let mut seen = Vec::new();
        for row in &self.rows {
            let cells = cells(row, self, scale);
            let line: String = cells.iter().map(|cell| letter(*cell, letters)).collect();
            let name: String = row.name.chars().take(LONGEST_NAME).collect();
            let line = format!("{name:<width$}{line}", width = margin);
            text.push_str(line.trim_end());
            text.push('\n');
            seen.extend(cells.into_iter().map(plain));
        }
        if self.left_out > 0 {
            let what = if self.of_cores { "cores" } else { "threads" };
            text.push_str(&format!("and {} more {what}\n", self.left_out));
        }
        text.push_str(&axis(scale, self.end, margin));
        for (at, says) in &self.marks {
            let column = margin + scale.column_of(*at);
            text.push_str(&mark(column, says, columns, letters));
        }
        seen.sort_unstable();
        seen.dedup();
        text.push_str(&self.legend(&seen, columns, letters));
        text
    }

    /// The width of the names and the gap after them.
    fn margin(&self) -> usize {
        let longest = self.rows.iter().map(|row| row.name.chars().count()).max();
        longest.unwrap_or(0).clamp(4, LONGEST_NAME) + 2
    }

    fn legend(&self, seen: &[Cell], columns: usize, letters: Letters) -> String {
        let mut parts = Vec::new();
        if self.of_cores && seen.contains(&Cell::Of(State::Works, None)) {
            parts.push(self.who_is_who());
        }
        for cell in seen {
            let meaning = match cell {
                Cell::Nothing => continue,
                Cell::Of(State::Works, _) if self.of_cores => continue,
                Cell::Of(state, _) => meaning(*state),
                Cell::Turns => "takes turns",
            };
            parts.push(format!("{} {meaning}", letter(*cell, letters)));
        }
        wrapped(&parts.join("   "), columns)
    }

    /// Which digit stands for which thread, in the rows of cores.
    fn who_is_who(&self) -> String {
        let named = |(id, name): &(usize, &String)| **name != super::unnamed(*id);
        let mut names: Vec<String> = (self.threads.iter().enumerate().skip(1))
            .filter(named)
            .map(|(id, name)| format!("{} {name}", digit(id)))
            .collect();
        let beyond_digits = if self.threads.len() > 10 {
            ", a is 10"
        } else {
            ""
        };
        let all = format!("0 1 2 works, the thread of that number (0 is main{beyond_digits})");
        names.insert(0, all);
        names.join("   ")
    }
}

impl fmt::Display for Chart {
    /// In 80 columns, with the letters of Unicode.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(80, Letters::Unicode))
    }
}

impl Scale {
    fn fitting(end: u64, room: usize) -> Self {
        let room = u64::try_from(room).unwrap_or(u64::MAX);
        if end <= room {
            let cells = (room / end.max(1)).clamp(1, CELLS_A_UNIT);
            return Self { units: 1, cells };
        }
        let units = nice(end.div_ceil(room));
        Self { units, cells: 1 }
    }

    /// The cell at which that time begins, or the first one after it.
    fn column_of(self, time: u64) -> usize {
        usize::try_from(time.div_ceil(self.units) * self.cells).unwrap_or(0)
    }
}

fn cells(row: &Row, chart: &Chart, scale: Scale) -> Vec<Cell> {
    let mut rest = row.bars.as_slice();
    let mut cells = Vec::new();
    for number in 0..chart.end.div_ceil(scale.units) {
        let (from, to) = (number * scale.units, (number + 1) * scale.units);
        while rest.first().is_some_and(|bar| bar.to <= from) {
            rest = &rest[1..];
        }
        let here = rest.iter().take_while(|bar| bar.from < to);
        let cell = cell(here, from, to);
        cells.extend((0..scale.cells).map(|_| cell));
    }
    cells
}

/// What the cell from `from` to `to` shows of the bars that reach into it.
fn cell<'a>(bars: impl Iterator<Item = &'a Bar>, from: u64, to: u64) -> Cell {
    let mut times: Vec<(State, Option<u16>, u64)> = Vec::new();
    let mut only_short = true;
    for bar in bars {
        only_short &= bar.to - bar.from < to - from;
        let time = bar.to.min(to) - bar.from.max(from);
        let same = times
            .iter_mut()
            .find(|(state, thread, _)| (*state, *thread) == (bar.state, bar.thread));
        match same {
            Some((_, _, sum)) => *sum += time,
            None => times.push((bar.state, bar.thread, time)),
        }
    }
    // Of equals, the first that came.
    let Some(&(state, thread, _)) = times.iter().rev().max_by_key(|(_, _, time)| *time) else {
        return Cell::Nothing;
    };
    let takes_turns = |state| matches!(state, State::Works | State::Ready);
    let in_turns = times.iter().filter(|(state, ..)| takes_turns(*state));
    if only_short && takes_turns(state) && in_turns.count() > 1 {
        return Cell::Turns;
    }
    Cell::Of(state, thread)
}

/// The cell for the legend: which thread it is makes no difference.
fn plain(cell: Cell) -> Cell {
    match cell {
        Cell::Of(state, _) => Cell::Of(state, None),
        other => other,
    }
}

fn letter(cell: Cell, letters: Letters) -> char {
    let (unicode, ascii) = match cell {
        Cell::Nothing => (' ', ' '),
        Cell::Turns => ('▒', '='),
        Cell::Of(State::Works, Some(thread)) => return digit(thread.into()),
        Cell::Of(State::Works, None) => ('█', '#'),
        Cell::Of(State::Spins, _) => ('≈', '~'),
        Cell::Of(State::Costs, _) => ('+', '+'),
        Cell::Of(State::Ready, _) => ('░', '.'),
        Cell::Of(State::Locked, _) => ('╳', 'x'),
        Cell::Of(State::Waits, _) => ('·', '-'),
        Cell::Of(State::Idle, _) => ('·', '.'),
    };
    match letters {
        Letters::Unicode => unicode,
        Letters::Ascii => ascii,
    }
}

/// A thread's number as one letter: 0 to 9, then a to z and A to Z.
fn digit(thread: usize) -> char {
    let letters = ('0'..='9').chain('a'..='z').chain('A'..='Z');
    letters.into_iter().nth(thread).unwrap_or('?')
}

/// The time axis: a number every so often, at its cell.
fn axis(scale: Scale, end: u64, margin: usize) -> String {
    let width = end.to_string().len() as u64 + 3;
    let step = nice(width.max(8).div_ceil(scale.cells) * scale.units);
    let mut line = format!("{:<margin$}", "time");
    let mut time = 0;
    while time <= end {
        let column = margin + scale.column_of(time);
        line = format!("{line:<column$}{time}");
        time += step;
    }
    line.push('\n');
    line
}

/// An arrow up to a column, and what it says, on the side where there is room.
fn mark(column: usize, says: &str, columns: usize, letters: Letters) -> String {
    let arrow = match letters {
        Letters::Unicode => '▲',
        Letters::Ascii => '^',
    };
    let length = says.chars().count();
    if column + 2 + length <= columns || column < length + 1 {
        format!("{:column$}{arrow} {says}\n", "")
    } else {
        format!("{:>column$}{arrow}\n", format!("{says} "))
    }
}

/// The words of `text` in lines of so many columns.
fn wrapped(text: &str, columns: usize) -> String {
    let mut lines = String::new();
    for line in text.lines() {
        let mut width = 0;
        for part in line.split("   ") {
            let length = part.chars().count();
            if width > 0 && width + 3 + length > columns {
                lines.push('\n');
                width = 0;
            }
            if width > 0 {
                lines.push_str("   ");
                width += 3;
            }
            lines.push_str(part);
            width += length;
        }
        lines.push('\n');
    }
    lines
}
