//! An exercise's `hints.md`: sections `## 1`, `## 2`, …, from a nudge to nearly
//! the answer.

/// The hints in their order; `None` if the headings aren't 1, 2, 3 and so on.
pub fn parse(source: &str) -> Option<Vec<String>> {
    let mut hints: Vec<String> = Vec::new();
    for line in source.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            if heading.trim() != (hints.len() + 1).to_string() {
                return None;
            }
            hints.push(String::new());
        } else if let Some(hint) = hints.last_mut() {
            hint.push_str(line);
            hint.push('\n');
        }
    }
    Some(hints.iter().map(|hint| hint.trim().to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn sections_are_hints() {
        let source = "# Hints\r\n\r\n## 1\r\n\r\nLook.\r\n\r\nAgain.\r\n## 2\nAsk.\n";
        assert_eq!(parse(source).unwrap(), ["Look.\n\nAgain.", "Ask."]);
    }

    #[test]
    fn headings_must_count() {
        assert_eq!(parse("## 1\na\n## 3\nb\n"), None);
        assert_eq!(parse("nothing"), Some(Vec::new()));
    }
}
