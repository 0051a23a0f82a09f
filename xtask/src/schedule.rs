//! Schedules: in which order the threads of a check take their steps, as a text. Where a
//! text comes from, which check it is of, and how it is printed. What its lines mean is
//! known to the check alone.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use crate::trouble::{Result, Trouble};
use crate::verdict::Check;

/// What a schedule's text says of its check, in a line of its own.
const OF: &str = "# check: ";

/// A schedule to replay.
#[derive(Debug)]
pub struct Schedule {
    /// Its text.
    pub text: String,
    /// The file that it is from; none for the one of a verdict.
    pub from: Option<String>,
    /// The check that it says it is of.
    pub check: Option<String>,
}

impl Schedule {
    /// Reads a file; `-` is standard input.
    pub fn read(file: &Path) -> Result<Self> {
        let (bytes, from) = if file == Path::new("-") {
            let mut bytes = Vec::new();
            let read = io::stdin().lock().read_to_end(&mut bytes);
            (read.map(|_| bytes), "standard input".to_owned())
        } else {
            (fs::read(file), file.display().to_string())
        };
        let bytes = bytes.map_err(|error| Trouble::new(format!("can't read {from}: {error}")))?;
        let text = String::from_utf8(bytes)
            .map_err(|_| Trouble::new(format!("{from} is no text: a schedule is UTF-8")))?;
        let check = text.lines().find_map(|line| line.trim().strip_prefix(OF));
        let check = check.map(|check| check.trim().to_owned());
        let from = Some(from);
        Ok(Self { text, from, check })
    }

    /// A line of it, as messages call it.
    pub fn line(&self, number: u64) -> String {
        match &self.from {
            Some(file) => format!("{file}:{number}: this line"),
            None => format!("line {number} of the schedule"),
        }
    }

    /// The one that the first witness of `check` has, if it has one.
    pub fn of(check: &Check) -> Option<Self> {
        let witness = check.witnesses.first()?;
        Some(Self {
            text: witness["schedule"].as_str()?.to_owned(),
            from: None,
            check: Some(check.name.clone()),
        })
    }
}

/// A schedule with a head that says what it is, and how it is replayed.
pub fn printed(exercise: &str, check: &str, gives: &str, text: &str) -> String {
    let gives = gives.lines().next().unwrap_or_default();
    format!(
        "# {exercise}: an interleaving that gives {gives}\n\
         {OF}{check}\n\
         #\n\
         # A line is a step: whose it is, where it stands, what it is. The name alone is\n\
         # enough (thread 1), also for several steps (thread 1 x2).\n\
         # To replay it: cargo xtask replay {exercise} --schedule FILE\n\
         \n\
         {text}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Status;
    use serde_json::json;

    #[test]
    fn what_is_printed_says_which_check_it_is_of() {
        let text = printed(
            "lost-update",
            "two_threads",
            "total = 1",
            "thread 1: load\n",
        );
        insta::assert_snapshot!(text, @r"
        # lost-update: an interleaving that gives total = 1
        # check: two_threads
        #
        # A line is a step: whose it is, where it stands, what it is. The name alone is
        # enough (thread 1), also for several steps (thread 1 x2).
        # To replay it: cargo xtask replay lost-update --schedule FILE

        thread 1: load
        ");
    }

    #[test]
    fn the_first_witness_has_it() {
        let mut check = Check::unheard("one", Status::NotYet, &[]);
        assert!(Schedule::of(&check).is_none());
        check.witnesses = vec![json!({ "schedule": "main\n" }), json!({})];
        let schedule = Schedule::of(&check).unwrap();
        assert_eq!(
            (schedule.text.as_str(), schedule.check.as_deref()),
            ("main\n", Some("one"))
        );
    }
}
