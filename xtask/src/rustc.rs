//! What cargo says while it builds (its JSON messages), cut down to what matters here.

use std::path::{Path, PathBuf};

use serde_json::Value;

/// A message of cargo's.
#[derive(Debug, PartialEq)]
pub enum Message {
    /// A crate is built. Test targets have an executable.
    Built {
        /// The target's name.
        target: String,
        /// The test program.
        executable: Option<PathBuf>,
    },
    /// rustc found an error.
    Error {
        /// The target it was compiling.
        target: String,
        /// The folder of the package, for telling a learner's from the workshop's.
        package: PathBuf,
        /// What rustc says, in colour.
        rendered: String,
        /// Whether it points at source code, and not at the machine, say.
        about_code: bool,
    },
    /// Anything else.
    Other,
}

impl Message {
    /// Reads one line of cargo's output.
    pub fn parse(line: &str) -> Self {
        let Ok(value) = serde_json::from_str::<Value>(line) else {
            return Self::Other;
        };
        let target = value["target"]["name"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        match value["reason"].as_str() {
            Some("compiler-artifact") => Self::Built {
                target,
                executable: value["executable"].as_str().map(PathBuf::from),
            },
            Some("compiler-message") => Self::error(&value, target).unwrap_or(Self::Other),
            _ => Self::Other,
        }
    }

    fn error(value: &Value, target: String) -> Option<Self> {
        let message = &value["message"];
        let spans = message["spans"].as_array()?;
        let text = message["message"].as_str()?;
        let level = message["level"].as_str()?;
        if !level.starts_with("error") || (spans.is_empty() && text.starts_with("aborting due to"))
        {
            return None;
        }
        let manifest = Path::new(value["manifest_path"].as_str()?);
        Some(Self::Error {
            target,
            package: manifest.parent()?.to_path_buf(),
            rendered: message["rendered"].as_str()?.to_owned(),
            about_code: !spans.is_empty(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(level: &str, text: &str, spans: &str) -> Message {
        Message::parse(&format!(
            r#"{{"reason":"compiler-message","manifest_path":"/w/x/Cargo.toml","target":{{"name":"x"}},
            "message":{{"level":"{level}","message":"{text}","spans":{spans},"rendered":"R"}}}}"#
        ))
    }

    #[test]
    fn errors_are_kept_and_the_rest_is_not() {
        let error = |about_code| Message::Error {
            target: "x".into(),
            package: "/w/x".into(),
            rendered: "R".into(),
            about_code,
        };
        assert_eq!(message("error", "mismatched types", "[{}]"), error(true));
        assert_eq!(message("error", "linker not found", "[]"), error(false));
        assert_eq!(
            message("error", "aborting due to 2 errors", "[]"),
            Message::Other
        );
        assert_eq!(message("warning", "unused", "[{}]"), Message::Other);
        assert_eq!(Message::parse("garbage"), Message::Other);
    }

    #[test]
    fn an_artifact_may_have_an_executable() {
        let line = r#"{"reason":"compiler-artifact","target":{"name":"x"},"executable":"/t/x-1"}"#;
        let built = Message::Built {
            target: "x".into(),
            executable: Some("/t/x-1".into()),
        };
        assert_eq!(Message::parse(line), built);
    }
}
