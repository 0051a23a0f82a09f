//! The tools that are compared.

use clap::ValueEnum;
use serde::Serialize;

/// A tool that explores programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tool {
    /// This project's.
    Interleave,
    /// C11's memory model, with partial order reduction.
    Loom,
    /// Every schedule.
    Shuttle,
}

impl Tool {
    pub const ALL: [Self; 3] = [Self::Interleave, Self::Loom, Self::Shuttle];

    pub fn name(self) -> &'static str {
        match self {
            Self::Interleave => "interleave",
            Self::Loom => "loom",
            Self::Shuttle => "shuttle",
        }
    }

    /// The version that was built, as Cargo.lock has it.
    pub fn version(self) -> &'static str {
        let lock = include_str!("../Cargo.lock");
        let head = format!("name = \"{}\"", self.name());
        let mut lines = lock.lines().skip_while(|line| *line != head).skip(1);
        let version = lines.next().and_then(|line| line.split('"').nth(1));
        version.unwrap_or("unknown")
    }
}

#[cfg(test)]
mod tests {
    use super::Tool;

    #[test]
    fn the_peers_are_of_the_versions_that_the_readme_names() {
        let named = include_str!("../README.md");
        for tool in [Tool::Loom, Tool::Shuttle] {
            let text = format!("{} {}", tool.name(), tool.version());
            assert!(named.contains(&text), "README.md does not say `{text}`");
        }
    }
}
