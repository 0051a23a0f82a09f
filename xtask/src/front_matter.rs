//! The head of an exercise's README: `key: value` lines between two lines `---`.
//! Nothing more of YAML than that.

/// A README, taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Readme {
    fields: Vec<(String, String)>,
    /// What follows the head: the text for the learner.
    pub text: String,
}

impl Readme {
    /// Takes `source` apart. Without a head, all of it is text.
    pub fn parse(source: &str) -> Self {
        let source = source.replace("\r\n", "\n");
        let parts = source
            .strip_prefix("---\n")
            .and_then(|rest| rest.split_once("\n---\n"));
        let Some((head, text)) = parts else {
            return Self {
                fields: Vec::new(),
                text: source,
            };
        };
        let fields = head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned()))
            .collect();
        Self {
            fields,
            text: text.trim_start_matches('\n').to_owned(),
        }
    }

    /// The value of `key`, if the head has one.
    pub fn field(&self, key: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_taken_off() {
        let readme =
            Readme::parse("---\r\ntitle: Lost update\r\nminutes: 10\r\n---\r\n\r\nRead.\r\n");
        assert_eq!(readme.field("title"), Some("Lost update"));
        assert_eq!(readme.field("minutes"), Some("10"));
        assert_eq!(readme.field("track"), None);
        assert_eq!(readme.text, "Read.\n");
    }

    #[test]
    fn without_a_head_all_is_text() {
        let readme = Readme::parse("# Title\n---\nno head\n");
        assert_eq!(readme.field("title"), None);
        assert_eq!(readme.text, "# Title\n---\nno head\n");
    }
}
