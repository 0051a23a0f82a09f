//! The examples in the documentation of the real crates, as they stand in their sources.

use crate::sources::{self, CRATES};

/// An example.
#[derive(Clone, Debug)]
pub struct Example {
    /// `crossbeam-channel/src/channel.rs:40`.
    pub name: String,
    /// The program, as a learner would write it.
    pub code: String,
    /// The words after the three backticks.
    pub kind: String,
}

/// All of them.
#[must_use]
pub fn all() -> Vec<Example> {
    let mut all = Vec::new();
    for (package, _) in CRATES {
        for (file, text) in sources::files(&sources::of(package)) {
            all.extend(in_file(&format!("{package}/src/{file}"), &text));
        }
    }
    all
}

/// The examples of one file.
fn in_file(name: &str, text: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut open: Option<Example> = None;
    for (number, line) in text.lines().enumerate() {
        let line = line.trim_start();
        let said = line
            .strip_prefix("///")
            .or_else(|| line.strip_prefix("//!"));
        let Some(said) = said.map(|said| said.strip_prefix(' ').unwrap_or(said)) else {
            open = None;
            continue;
        };
        match (said.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => examples.extend(open.take()),
            (Some(kind), None) => {
                open = Some(Example {
                    name: format!("{name}:{}", number + 1),
                    code: String::new(),
                    kind: kind.trim().to_owned(),
                });
            }
            (None, Some(example)) => {
                let shown = said.strip_prefix("# ").unwrap_or(said);
                let shown = if shown == "#" { "" } else { shown };
                example.code += &format!("{shown}\n");
            }
            (None, None) => {}
        }
    }
    examples.retain(|example| example.kind != "text" && example.kind != "toml");
    examples
        .iter_mut()
        .for_each(|example| example.code = as_a_learner_would(&example.code));
    examples
}

/// With the names of one crate in place of those that it is made of.
fn as_a_learner_would(code: &str) -> String {
    let mut code = code.to_owned();
    for (from, to) in [
        ("crossbeam_utils::Backoff", "crossbeam::utils::Backoff"),
        (
            "crossbeam_utils::CachePadded",
            "crossbeam::utils::CachePadded",
        ),
        ("crossbeam_utils", "crossbeam"),
        ("crossbeam_channel", "crossbeam::channel"),
        ("crossbeam_deque as deque", "crossbeam::deque"),
        ("crossbeam_deque", "crossbeam::deque"),
        ("crossbeam_queue", "crossbeam::queue"),
    ] {
        code = code.replace(from, to);
    }
    code
}

/// An example as a module, with a function `example` that runs it.
#[must_use]
pub fn module(code: &str) -> String {
    if code.contains("fn main()") {
        return format!("{code}\npub fn example() {{\n    let _ = main();\n}}\n");
    }
    let is_inner = |line: &&str| line.starts_with("#![");
    let inner: Vec<&str> = code.lines().filter(is_inner).collect();
    let rest: Vec<&str> = code.lines().filter(|line| !is_inner(line)).collect();
    let rest = rest.join("\n");
    format!("{}\npub fn example() {{\n{rest}\n}}\n", inner.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_is_read_with_its_hidden_lines() {
        let text = "\
/// Text.
/// ```
/// # use crossbeam_channel::bounded;
/// let a = bounded(1);
/// # #[allow(unused)]
/// ```
/// ```text
/// no program
/// ```
fn f() {}";
        let found = in_file("a.rs", text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].name, "a.rs:2");
        assert!(
            found[0]
                .code
                .starts_with("use crossbeam::channel::bounded;\nlet a")
        );
        assert!(module(&found[0].code).contains("pub fn example() {"));
    }
}
