//! What a crate exports, as its sources say: items and their methods, as paths.
//!
//! It reads lines, not Rust; for the real crates and for ours, which are formatted alike,
//! that is enough.

use std::collections::BTreeSet;

/// `Sender`, `Sender::send`, `select!` and so on, of files with their text.
#[must_use]
pub fn of(files: &[(String, String)]) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (_, text) in files {
        let mut hidden = false;
        let mut exported = false;
        let mut own: Option<String> = None;
        for line in text.lines() {
            let trimmed = line.trim_start();
            let top = trimmed.len() == line.len();
            if trimmed.starts_with("#[doc(hidden)]") {
                hidden = true;
                continue;
            }
            exported |= trimmed.starts_with("#[macro_export]");
            if trimmed.starts_with('#') || trimmed.starts_with("//") || trimmed.is_empty() {
                continue;
            }
            if trimmed == "mod tests {" || line.starts_with("mod tests") {
                break;
            }
            if let Some(name) = trimmed.strip_prefix("impl").and_then(type_of) {
                own = Some(name);
            } else if top && trimmed.starts_with('}') {
                own = None;
            }
            let item = item(trimmed).filter(|_| !hidden);
            match (item, &own) {
                (Some(("fn", name)), Some(own)) if !top => {
                    all.insert(format!("{own}::{name}"));
                }
                (Some((_, name)), _) if top => {
                    all.insert(name.to_owned());
                }
                _ => {}
            }
            if let Some(name) = trimmed.strip_prefix("macro_rules! ")
                && exported
                && !hidden
            {
                all.insert(format!("{}!", word(name)));
            }
            // Our cells' arithmetic: a line a function.
            if let Some((name, _)) = trimmed.split_once("(old, val)")
                && name.starts_with("fetch_")
            {
                all.insert(format!("AtomicCell::{name}"));
            }
            hidden = false;
            exported = false;
        }
    }
    all
}

/// The type of an `impl` that is no trait's.
fn type_of(line: &str) -> Option<String> {
    let mut rest = line;
    if let Some(generic) = rest.strip_prefix('<') {
        let mut depth = 1;
        let end = generic.find(|c| {
            depth += i32::from(c == '<') - i32::from(c == '>');
            depth == 0
        })?;
        rest = &generic[end + 1..];
    }
    let rest = rest.strip_prefix(' ')?;
    (!rest.contains(" for ")).then(|| word(rest).to_owned())
}

/// What a line exports: whether it is a function, and its name.
fn item(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix("pub ")?;
    let rest = rest.strip_prefix("const ").unwrap_or(rest);
    let rest = rest.strip_prefix("unsafe ").unwrap_or(rest);
    let (what, name) = rest.split_once(' ')?;
    let is_item = matches!(what, "fn" | "struct" | "enum" | "trait" | "type");
    (is_item && !name.starts_with('$')).then(|| (what, word(name)))
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    &text[..end.unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_and_methods_are_found_by_their_lines() {
        let text = "\
pub struct Sender<T> {
    inner: T,
}
impl<T: Into<Vec<u8>>> Sender<T> {
    pub fn send(&self) {}
    fn private() {}
    #[doc(hidden)]
    pub fn hidden(&self) {}
}
impl<T> Drop for Sender<T> {
    fn drop(&mut self) {}
}
pub const fn bounded() {}
#[macro_export]
macro_rules! select {
    () => {};
}
";
        let found = of(&[(String::new(), text.to_owned())]);
        let found: Vec<&str> = found.iter().map(String::as_str).collect();
        assert_eq!(found, ["Sender", "Sender::send", "bounded", "select!"]);
    }
}
