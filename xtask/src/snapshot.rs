//! The file `snapshot` of an exercise: what every interleaving of a solution gives,
//! check by check, under a seal that tells whether it or the check was changed.
//!
//! The seal is no secret and guards against nothing but accidents and temptation.

use std::fmt::Write;

use xxhash_rust::xxh3::Xxh3;

use crate::workshop::with_unix_lines;

const HEAD: &str =
    "# What every interleaving of a solution gives. Written by `cargo xtask bless`.\n";
const SEAL: &str = "# seal: ";

/// A snapshot that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// The checks, in the file's order.
    pub checks: Vec<Expected>,
}

/// What one check must find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The check's name.
    pub check: String,
    /// The behaviours, one a line, in the file's order.
    pub behaviours: Vec<String>,
}

impl Snapshot {
    /// Reads the text of a snapshot; `None` if it isn't one.
    pub fn parse(text: &str) -> Option<Self> {
        let mut checks: Vec<Expected> = Vec::new();
        for line in text.lines().map(str::trim_end) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(behaviour) = line.strip_prefix("  ") {
                checks.last_mut()?.behaviours.push(behaviour.to_owned());
            } else {
                checks.push(Expected {
                    check: line.to_owned(),
                    behaviours: Vec::new(),
                });
            }
        }
        (!checks.is_empty()).then_some(Self { checks })
    }

    /// The file's text, sealed together with `check_source` (the bytes of check.rs).
    pub fn to_file(&self, check_source: &[u8]) -> String {
        let mut body = String::new();
        for expected in &self.checks {
            let _ = write!(body, "\n{}\n", expected.check);
            for behaviour in &expected.behaviours {
                let _ = writeln!(body, "  {behaviour}");
            }
        }
        let seal = seal(check_source, format!("{HEAD}{body}").as_bytes());
        format!("{HEAD}{SEAL}{seal}\n{body}")
    }
}

/// The seal over a check and a snapshot, whatever seal the snapshot has in it.
pub fn seal(check_source: &[u8], snapshot: &[u8]) -> String {
    let mut hash = Xxh3::new();
    hash.update(&with_unix_lines(check_source));
    hash.update(&[0]);
    for line in with_unix_lines(snapshot).split_inclusive(|byte| *byte == b'\n') {
        if !line.starts_with(SEAL.as_bytes()) {
            hash.update(line);
        }
    }
    format!("{:016x}", hash.digest())
}

/// Whether the seal in `snapshot` is the one it must have.
pub fn is_sealed(check_source: &[u8], snapshot: &str) -> bool {
    let mut seals = snapshot.lines().filter_map(|line| line.strip_prefix(SEAL));
    let written = seals.next().map(str::trim);
    seals.next().is_none() && written == Some(&seal(check_source, snapshot.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot() -> Snapshot {
        let expected = |check: &str, behaviours: &[&str]| Expected {
            check: check.to_owned(),
            behaviours: behaviours.iter().map(|line| (*line).to_owned()).collect(),
        };
        Snapshot {
            checks: vec![
                expected("nothing_is_lost", &["total = 2", "deadlock: never"]),
                expected("others", &["deadlock: never"]),
            ],
        }
    }

    #[test]
    fn the_file_reads_as_what_was_written() {
        let text = snapshot().to_file(b"check");
        insta::assert_snapshot!(text, @"
        # What every interleaving of a solution gives. Written by `cargo xtask bless`.
        # seal: bbe418e626996971

        nothing_is_lost
          total = 2
          deadlock: never

        others
          deadlock: never
        ");
        assert_eq!(Snapshot::parse(&text), Some(snapshot()));
        assert!(is_sealed(b"check", &text));
    }

    #[test]
    fn every_change_breaks_the_seal_but_line_ends() {
        let text = snapshot().to_file(b"check\n");
        assert!(is_sealed(b"check\r\n", &text.replace('\n', "\r\n")));
        assert!(!is_sealed(b"check", &text));
        assert!(!is_sealed(
            b"check\n",
            &text.replace("total = 2", "total = 1")
        ));
        assert!(!is_sealed(b"check\n", &format!("{text}# more\n")));
        assert!(!is_sealed(b"check\n", &text.replace("# seal", "# no seal")));
        assert!(!is_sealed(b"check\n", &format!("{text}# seal: 0\n")));
    }

    #[test]
    fn what_is_no_snapshot_is_refused() {
        assert_eq!(Snapshot::parse(""), None);
        assert_eq!(Snapshot::parse("# only a head\n"), None);
        assert_eq!(Snapshot::parse("  total = 2\n"), None);
    }
}
