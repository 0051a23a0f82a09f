//! The snapshot of an exercise: for each check, what every interleaving of a solution
//! gives. Written by the runner from the solution; only read here.
//!
//! ```text
//! nothing_is_lost
//!   total = 2
//!   deadlock: never
//!   panic: never
//! ```

use std::path::Path;

/// The lines for `check` in the snapshot beside the file that the check stands in.
pub(crate) fn expected(check_file: &str, check: &str) -> Result<Vec<String>, String> {
    let file = crate::source::locate(check_file)
        .ok_or_else(|| format!("can't find {check_file} from here"))?;
    let path = file.parent().unwrap_or(Path::new(".")).join("snapshot");
    let text = std::fs::read_to_string(&path)
        .map_err(|error| format!("can't read {}: {error}", path.display()))?;
    lines(&text, check).ok_or_else(|| format!("{} has no section {check}", path.display()))
}

/// The indented lines below `check`.
fn lines(text: &str, check: &str) -> Option<Vec<String>> {
    let mut lines = text.lines().skip_while(|line| line.trim_end() != check);
    lines.next()?;
    let indented = lines.map_while(|line| line.strip_prefix("  "));
    Some(indented.map(|line| line.trim_end().to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn a_section_ends_where_the_next_begins() {
        let text = "# head\n\nfirst\n  a = 1\n  deadlock: never\n\nsecond\r\n  b = 2\r\n";
        assert_eq!(lines(text, "first").unwrap(), ["a = 1", "deadlock: never"]);
        assert_eq!(lines(text, "second").unwrap(), ["b = 2"]);
        assert_eq!(lines(text, "third"), None);
    }
}
