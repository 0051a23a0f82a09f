//! The whole answer to `verify`: an overview of all but one exercise, that one in full,
//! and a line that says how far along the learner is.
//!
//! A terminal shows the end of what is printed, and a learner needs the beginning of
//! what there is to read. So the one exercise comes last, and on a screen it is cut to
//! what fits: its head stays in sight.

use anstream::adapter::strip_str;

use crate::out::Screen;
use crate::render::block::{Stories, block};
use crate::render::overview::{Line, overview};
use crate::render::words::labelled;
use crate::verdict::Status;

/// Rows that are not ours: the command, what cargo may say, the next prompt.
const NOT_OURS: usize = 4;

/// A block is never cut below this, however small the screen is.
const AT_LEAST: usize = 10;

/// The page for `lines`, which ends in `summary`.
pub fn page(lines: &[Line<'_>], summary: &str, screen: Option<Screen>) -> String {
    let focus = focus(lines);
    let others: Vec<_> = lines
        .iter()
        .filter(|line| focus.is_none_or(|focus| focus.name != line.name))
        .map(|line| Line { ..*line })
        .collect();
    let full = focus.map(|line| block(line.name, line.verdict, Stories::First));
    let rows = screen.map(|screen| screen.rows.saturating_sub(NOT_OURS + 1));
    let needed = full
        .as_ref()
        .map_or(0, |full| height(full, screen).min(AT_LEAST * 2));
    let mut text = overview(&others, rows.map(|rows| rows.saturating_sub(needed + 2)));
    if let (Some(full), Some(focus)) = (full, focus) {
        if !text.is_empty() {
            text.push('\n');
        }
        let room = rows.map(|rows| rows.saturating_sub(height(&text, screen)).max(AT_LEAST));
        text.push_str(&fitted(&full, focus.name, room, screen));
    }
    text.push_str(&format!("\n{summary}\n"));
    text
}

/// What to read: the first exercise that the learner has begun and that is not done, or
/// the first that is not done, or the only one there is.
fn focus<'a>(lines: &'a [Line<'a>]) -> Option<&'a Line<'a>> {
    let open = |line: &&Line<'_>| line.verdict.status != Status::Pass;
    let begun = |line: &&Line<'_>| open(line) && line.begun;
    let only = || {
        if lines.len() == 1 {
            lines.first()
        } else {
            None
        }
    };
    lines
        .iter()
        .find(begun)
        .or_else(|| lines.iter().find(open))
        .or_else(only)
}

fn fitted(full: &str, name: &str, room: Option<usize>, screen: Option<Screen>) -> String {
    let Some(room) = room.filter(|room| height(full, screen) > *room) else {
        return full.to_owned();
    };
    let mut kept = String::new();
    let mut left = 0;
    for line in full.split_inclusive('\n') {
        if left == 0 && height(&kept, screen) + height(line, screen) < room {
            kept.push_str(line);
        } else {
            left += 1;
        }
    }
    let lines = if left == 1 { "line" } else { "lines" };
    // Whatever style the cut has left open must not run on.
    let more = labelled(
        "…",
        &format!("{left} more {lines}: cargo xtask show {name}"),
    );
    format!("{kept}\u{1b}[0m{more}")
}

/// How many rows `text` takes.
fn height(text: &str, screen: Option<Screen>) -> usize {
    let columns = screen.map_or(usize::MAX, |screen| screen.columns);
    let plain = strip_str(text).to_string();
    plain
        .lines()
        .map(|line| line.chars().count().div_ceil(columns).max(1))
        .sum()
}
