//! What the runner remembers between runs, all of it under cargo's target folder:
//! verdicts, each under the fingerprint it holds for, and how many hints were shown.
//!
//! Losing it loses nothing that can't be found again. Learners' work is never kept here.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;

use serde_json::{Value, json};

use crate::place::Place;
use crate::report::{check_from, check_to};
use crate::trouble::{Result, Trouble};
use crate::verdict::{Status, Verdict};

/// The runner's memory.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
}

/// A verdict that was kept.
#[derive(Debug)]
pub struct Kept {
    /// What it holds for.
    pub fingerprint: String,
    /// The verdict.
    pub verdict: Verdict,
}

impl Store {
    /// The memory of the workshop at `place`. Nothing is written yet.
    pub fn new(place: &Place) -> Self {
        Self {
            folder: place.state(),
        }
    }

    /// Keeps the verdict on the target called `target`. A memory that can't be written is
    /// none, which only costs time.
    pub fn keep(&self, target: &str, fingerprint: &str, verdict: &Verdict) {
        let value = json!({ "fingerprint": fingerprint, "verdict": verdict_to(verdict) });
        let _ = write_whole(&self.verdict_file(target), &value.to_string());
    }

    /// The last verdict that was kept on `target`, whatever it holds for.
    pub fn last(&self, target: &str) -> Option<Kept> {
        let text = fs::read_to_string(self.verdict_file(target)).ok()?;
        let value: Value = serde_json::from_str(&text).ok()?;
        Some(Kept {
            fingerprint: value["fingerprint"].as_str()?.to_owned(),
            verdict: verdict_from(&value["verdict"])?,
        })
    }

    /// The verdict on `target` that holds for `fingerprint`.
    pub fn verdict(&self, target: &str, fingerprint: &str) -> Option<Verdict> {
        let kept = self.last(target)?;
        (kept.fingerprint == fingerprint).then_some(kept.verdict)
    }

    /// How many hints were shown for `exercise`.
    pub fn hints(&self, exercise: &str) -> usize {
        let text = fs::read_to_string(self.hints_file(exercise)).unwrap_or_default();
        text.trim().parse().unwrap_or(0)
    }

    /// Remembers how many hints were shown.
    ///
    /// # Errors
    /// If it can't be written.
    pub fn set_hints(&self, exercise: &str, shown: usize) -> io::Result<()> {
        write_whole(&self.hints_file(exercise), &shown.to_string())
    }

    /// Makes sure that reports can be written, before anything is built for them.
    ///
    /// # Errors
    /// If they can't.
    pub fn make_room_for_reports(&self) -> Result<()> {
        fs::create_dir_all(self.reports()).map_err(|error| {
            Trouble::new(format!(
                "can't write to {}: {error}\n       set CARGO_TARGET_DIR to a folder that can \
                 be written",
                self.folder.display()
            ))
        })
    }

    /// A path for the report of a check process, where there is no file yet.
    pub fn report_file(&self, target: &str) -> PathBuf {
        let file = self
            .reports()
            .join(format!("{target}-{}.jsonl", process::id()));
        let _ = fs::remove_file(&file);
        file
    }

    /// Keeps a schedule where a check process reads it.
    ///
    /// # Errors
    /// If it can't be written.
    pub fn keep_schedule(&self, target: &str, text: &str) -> io::Result<PathBuf> {
        let file = self.folder.join("schedules").join(target);
        write_whole(&file, text)?;
        Ok(file)
    }

    fn reports(&self) -> PathBuf {
        self.folder.join("reports")
    }

    fn verdict_file(&self, target: &str) -> PathBuf {
        self.folder.join("verdicts").join(format!("{target}.json"))
    }

    fn hints_file(&self, exercise: &str) -> PathBuf {
        self.folder.join("hints").join(exercise)
    }
}

/// Writes a file so that whoever reads it finds the old text or the new one.
fn write_whole(file: &Path, text: &str) -> io::Result<()> {
    let Some(folder) = file.parent() else {
        return Ok(());
    };
    fs::create_dir_all(folder)?;
    let fresh = file.with_extension(format!("{}.new", process::id()));
    fs::write(&fresh, text)?;
    fs::rename(&fresh, file)
}

fn verdict_to(verdict: &Verdict) -> Value {
    json!({
        "status": verdict.status.word(),
        "seconds": verdict.seconds,
        "cause": verdict.cause,
        "way": verdict.way,
        "problem": verdict.problem,
        "notes": verdict.notes,
        "checks": verdict.checks.iter().map(check_to).collect::<Vec<_>>(),
    })
}

fn verdict_from(value: &Value) -> Option<Verdict> {
    let text = |key: &str| value[key].as_str().map(str::to_owned);
    let notes = value["notes"].as_array()?.iter().filter_map(Value::as_str);
    Some(Verdict {
        status: Status::from_word(value["status"].as_str()?)?,
        seconds: value["seconds"].as_f64()?,
        cause: text("cause"),
        way: text("way"),
        problem: text("problem"),
        notes: notes.map(str::to_owned).collect(),
        checks: value["checks"]
            .as_array()?
            .iter()
            .map(check_from)
            .collect::<Option<_>>()?,
        lasting: true,
    })
}
