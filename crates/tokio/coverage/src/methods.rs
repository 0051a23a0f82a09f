//! Which functions and methods a source file makes public. It is no parser: it goes by
//! the lines that rustfmt writes.

use std::collections::BTreeSet;

/// The public functions of a file that have documentation, but those that only an
/// unstable build has.
#[must_use]
pub fn public(source: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut hidden = false;
    for line in source.lines() {
        let line = line.trim_start();
        if line.starts_with("mod tests {") {
            break;
        }
        if line.starts_with("#[doc(hidden)]") || line.contains("tokio_unstable") {
            hidden = true;
        }
        if let Some(name) = function(line) {
            if !hidden {
                found.insert(name);
            }
            hidden = false;
        } else if line.starts_with('}') {
            hidden = false;
        }
    }
    found
}

/// The name of a public function that begins in this line.
fn function(line: &str) -> Option<String> {
    let rest = line.strip_prefix("pub ")?;
    let words = ["const ", "async ", "unsafe "];
    let rest = words
        .iter()
        .fold(rest, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let rest = rest.strip_prefix("fn ")?;
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    Some(rest[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_functions_are_found() {
        let source = "pub fn a<T>() {\n}\n    pub const fn b(&self) {\n    #[doc(hidden)]\n    pub fn c()\n    fn d()\n    pub(crate) fn e()\n    pub async fn f()";
        assert_eq!(public(source), ["a", "b", "f"].map(str::to_owned).into());
    }
}
