//! The small things that all texts are made of: styles, numbers, wrapped lines.

use std::fmt::Display;

use anstyle::{AnsiColor, Style};

use crate::verdict::Status;

/// What every text fits into.
pub const WIDTH: usize = 80;

/// A name that a block begins with.
pub const NAME: Style = Style::new().bold();
/// A label such as `try`.
pub const LABEL: Style = AnsiColor::Cyan.on_default();
const GOOD: Style = AnsiColor::Green.on_default();
const OPEN: Style = AnsiColor::Yellow.on_default();
const BROKEN: Style = AnsiColor::Red.on_default();

/// `text` in `style`.
pub fn styled(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

/// A status as learners read it, filled up to `width`.
pub fn status(status: Status, width: usize) -> String {
    let style = match status {
        Status::Pass => GOOD,
        Status::NotYet => OPEN,
        Status::CompileError | Status::NoVerdict => BROKEN,
    };
    let shown = status.shown();
    format!(
        "{}{:fill$}",
        styled(style, shown),
        "",
        fill = width.saturating_sub(shown.len())
    )
}

/// A line that says what to do: `  try   cargo …`.
pub fn labelled(label: &str, text: &str) -> String {
    let text = wrapped(text, WIDTH - 8).join("\n        ");
    format!(
        "  {}{:fill$}{text}\n",
        styled(LABEL, label),
        "",
        fill = 6 - label.len()
    )
}

/// `1,234,567`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `6 interleavings, all of them`.
pub fn all_of(executions: u64) -> String {
    match executions {
        1 => "1 interleaving, the only one".to_owned(),
        many => format!("{} interleavings, all of them", grouped(many)),
    }
}

/// `2 simulations`.
pub fn simulations(machines: usize) -> String {
    match machines {
        1 => "1 simulation".to_owned(),
        many => format!("{many} simulations"),
    }
}

/// `text` cut to `width` characters, with a sign that it is.
pub fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let kept: String = text.chars().take(width.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// `text` in lines of at most `width`; lines that are indented stay as they are.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        if paragraph.is_empty() || paragraph.starts_with(' ') {
            lines.push(cut(paragraph, width));
            continue;
        }
        let mut line = String::new();
        for word in paragraph.split(' ') {
            let longer = line.chars().count() + 1 + word.chars().count() > width;
            if longer && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        let texts = [0, 12, 999, 1000, 1_234_567].map(grouped);
        assert_eq!(texts, ["0", "12", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn lines_wrap_between_words_and_indented_ones_do_not() {
        let lines = wrapped("one two three four\n\n  indented by two spaces\nfive", 10);
        assert_eq!(lines, ["one two", "three four", "", "  indente…", "five"]);
        assert_eq!(wrapped("unbreakable-word x", 5), ["unbreakable-word", "x"]);
    }
}
