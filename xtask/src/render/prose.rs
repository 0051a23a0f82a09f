//! Texts of the workshop (tasks, hints, notes) set for the reader's screen: paragraphs
//! and list items are wrapped, everything else stays as it is. No Markdown is hidden:
//! it reads well as it is.

use textwrap::Options;

use crate::out;

/// Columns where there is no screen, and the most on a wide one.
const COLUMNS: usize = 80;

/// The text as wide as the screen, but no wider than is good to read.
pub fn prose(text: &str) -> String {
    let columns = out::screen().map_or(COLUMNS, |screen| screen.columns.min(COLUMNS));
    set(text, columns)
}

fn set(text: &str, columns: usize) -> String {
    let mut set = String::new();
    let mut paragraph: Vec<&str> = Vec::new();
    let mut in_code = false;
    for line in text.lines() {
        let fence = line.trim_start().starts_with("```");
        let verbatim = in_code || fence || line.starts_with(['#', '|', '>']);
        if verbatim || line.trim().is_empty() || item(line).is_some() {
            flush(&mut paragraph, columns, &mut set);
        }
        if verbatim || line.trim().is_empty() {
            set.push_str(line.trim_end());
            set.push('\n');
        } else {
            paragraph.push(line);
        }
        in_code ^= fence;
    }
    flush(&mut paragraph, columns, &mut set);
    set.trim_end().to_owned()
}

/// The width of a list item's mark, if the line begins one.
fn item(line: &str) -> Option<usize> {
    let text = line.trim_start();
    let indent = line.len() - text.len();
    if text.starts_with("- ") || text.starts_with("* ") {
        return Some(indent + 2);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0 && text[digits..].starts_with(". ")).then_some(indent + digits + 2)
}

fn flush(paragraph: &mut Vec<&str>, columns: usize, set: &mut String) {
    let Some(first) = paragraph.first() else {
        return;
    };
    let first_indent = &first[..first.len() - first.trim_start().len()];
    let hanging = " ".repeat(item(first).unwrap_or(first_indent.len()));
    let words: Vec<&str> = paragraph
        .iter()
        .flat_map(|line| line.split_whitespace())
        .collect();
    let options = Options::new(columns)
        .break_words(false)
        .initial_indent(first_indent)
        .subsequent_indent(&hanging);
    set.push_str(&textwrap::fill(&words.join(" "), options));
    set.push('\n');
    paragraph.clear();
}

#[cfg(test)]
mod tests {
    use super::set;

    #[test]
    fn paragraphs_and_items_are_wrapped_and_the_rest_is_not() {
        let text = "\
## A heading that is longer than the page is wide

A paragraph whose lines
are broken somewhere else than here.

- an item that goes on for longer than one line
  of the page
- another

1. a numbered one that is too long

```
code that must stay in one line whatever it takes
```
| a | table that stays |";
        insta::assert_snapshot!(set(text, 30), @"
        ## A heading that is longer than the page is wide

        A paragraph whose lines are
        broken somewhere else than
        here.

        - an item that goes on for
          longer than one line of the
          page
        - another

        1. a numbered one that is too
           long

        ```
        code that must stay in one line whatever it takes
        ```
        | a | table that stays |
        ");
    }

    #[test]
    fn long_words_are_left_whole() {
        assert_eq!(
            set("`std::sync::atomic::AtomicU32`", 10),
            "`std::sync::atomic::AtomicU32`"
        );
    }
}
