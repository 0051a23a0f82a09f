//! The learner's own words for a step: the piece of their source line that asked for it.

mod arms;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use interleave_core::Site;

/// Source files, read once.
#[derive(Default)]
pub(crate) struct Sources {
    files: HashMap<&'static str, Option<Vec<String>>>,
}

/// The file at `path`, as rustc names it: relative to the workspace, of which the
/// present folder, or the package's, is a part.
pub(crate) fn locate(path: &str) -> Option<PathBuf> {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let here = std::env::current_dir().ok();
    let starts = [package, here];
    let folders = starts.iter().flatten().flat_map(|start| start.ancestors());
    let mut files = folders.map(|folder| folder.join(path));
    files.find(|file| file.is_file())
}

/// The last part of a path.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Whether the step was asked for by the judged `std` itself: a guard that was dropped,
/// say. Then there is no line to show.
pub(crate) fn is_shadow(site: Site) -> bool {
    let path = site.file().replace('\\', "/");
    path.contains("crates/std/")
        || path.contains("crates/tokio/src")
        || path.contains("crates/tokio/util/src")
        || path.contains("crates/crossbeam/src")
        || path.contains("crates/runtime/src")
        || path.contains("/rustc/")
}

impl Sources {
    fn line(&mut self, site: Site) -> Option<&str> {
        let file = self.files.entry(site.file()).or_insert_with(|| {
            let path: Option<PathBuf> = locate(site.file());
            let text = std::fs::read_to_string::<&Path>(path?.as_ref()).ok()?;
            Some(text.lines().map(str::to_owned).collect())
        });
        let line = usize::try_from(site.line()).ok()?.checked_sub(1)?;
        file.as_ref()?.get(line).map(String::as_str)
    }

    /// Whether the source at `site` is there to be read.
    pub fn can_read(&mut self, site: Site) -> bool {
        self.line(site).is_some()
    }

    /// The case of the `select!` at `site` that has this number: its line and its call.
    pub fn arm(&mut self, site: Site, number: usize) -> Option<(u32, String)> {
        let column = usize::try_from(site.column()).ok()?.checked_sub(1)?;
        self.line(site)?;
        let lines = self.files.get(site.file())?.as_ref()?;
        let from = usize::try_from(site.line()).ok()?.checked_sub(1)?;
        let text = lines.get(from..)?.join("\n");
        let start = text.char_indices().nth(column)?.0;
        let arm = arms::arms(&text[start..])?.into_iter().nth(number)?;
        Some((site.line() + arm.line, arm.call))
    }

    /// The call at `site`, its arguments left out: `value.load(..)`.
    pub fn call(&mut self, site: Site) -> Option<String> {
        if is_shadow(site) {
            return None;
        }
        let column = usize::try_from(site.column()).ok()?.checked_sub(1)?;
        let line = self.line(site)?;
        let start: usize = line.chars().take(column).map(char::len_utf8).sum();
        let (before, after) = line.split_at_checked(start)?;
        let method: String = after
            .chars()
            .take_while(|c| is_word(*c) || *c == ':')
            .collect();
        if method.is_empty() {
            return None;
        }
        let rest = &after[method.len()..];
        let arguments = if rest.starts_with("()") {
            "()"
        } else if rest.starts_with('!') {
            "!(..)"
        } else if rest.starts_with('(') || rest.starts_with("::<") {
            "(..)"
        } else {
            ""
        };
        Some(format!("{}{method}{arguments}", receiver(before)))
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// What stands before a method's name: `value.` of `self.value.`, `accounts[i].`.
fn receiver(before: &str) -> String {
    let Some(object) = before.strip_suffix('.') else {
        return String::new();
    };
    let mut depth = 0;
    let start = object
        .char_indices()
        .rev()
        .take_while(|&(_, c)| {
            match c {
                ')' | ']' => depth += 1,
                '(' | '[' => depth -= 1,
                _ => {}
            }
            depth > 0 || (depth == 0 && (is_word(c) || matches!(c, '(' | '[')))
        })
        .last()
        .map_or(object.len(), |(index, _)| index);
    let name = &object[start..];
    if name.chars().count() > 18 || name.is_empty() {
        return String::new();
    }
    format!("{name}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_receiver_is_the_last_name_before_the_dot() {
        assert_eq!(receiver("let a = self.value."), "value.");
        assert_eq!(receiver("    accounts[from]."), "accounts[from].");
        assert_eq!(receiver("*self.get(1)."), "get(1).");
        assert_eq!(receiver("    ."), "");
        assert_eq!(receiver("thread::"), "");
    }
}
