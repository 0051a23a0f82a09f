//! The few letters of texts that a terminal without Unicode can't show, and what stands for
//! them there.

use std::env;
use std::sync::OnceLock;

/// What texts draw with, and the ASCII for it: one column each.
const LETTERS: [(char, char); 8] = [
    ('·', '-'),
    ('…', '~'),
    ('█', '#'),
    ('░', '.'),
    ('▒', '='),
    ('╳', 'x'),
    ('≈', '~'),
    ('▲', '^'),
];

/// `text`, as this terminal can show it. What isn't the runner's own stays as it is.
pub fn shown(text: &str) -> String {
    static UNICODE: OnceLock<bool> = OnceLock::new();
    let variable = |name: &str| env::var(name).ok();
    match *UNICODE.get_or_init(|| has_unicode(variable)) {
        true => text.to_owned(),
        false => in_ascii(text),
    }
}

fn in_ascii(text: &str) -> String {
    let plain = |letter: char| {
        let known = LETTERS.iter().find(|(other, _)| *other == letter);
        known.map_or(letter, |(_, plain)| *plain)
    };
    text.chars().map(plain).collect()
}

/// Whether the locale doesn't speak against it: where none is set, as in most containers and
/// on Windows, there mostly is Unicode.
fn has_unicode(variable: impl Fn(&str) -> Option<String>) -> bool {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(variable);
    let mut set = set.filter(|locale: &String| !locale.is_empty());
    set.next().is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_in_ascii_has_the_same_columns() {
        let chart = "main      ····\nthread 1  ██▒▒\nthread 2  ░░╳≈\ntime  0  ▲ ends\n";
        let ascii = "main      ----\nthread 1  ##==\nthread 2  ..x~\ntime  0  ^ ends\n";
        assert_eq!(in_ascii(chart), ascii);
        assert_eq!(in_ascii("größer"), "größer");
    }

    #[test]
    fn the_first_locale_that_is_set_decides() {
        let has = |set: &[(&str, &str)]| {
            has_unicode(|name| {
                let found = set.iter().find(|(other, _)| *other == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        assert!(has(&[]));
        assert!(has(&[("LANG", "de_DE.UTF-8")]));
        assert!(has(&[("LC_ALL", ""), ("LANG", "C.utf8")]));
        assert!(!has(&[("LANG", "C")]));
        assert!(!has(&[("LC_ALL", "POSIX"), ("LANG", "en_US.UTF-8")]));
        assert!(!has(&[("LC_CTYPE", "de_DE.ISO-8859-1")]));
    }
}
