//! The tables in the terminal, 80 columns wide.

use std::fmt::Write as _;

use bench_protocol::{Curve, Ended, Measurement, Memory, Point};

use crate::figures::{at_least, thousands, time};
use crate::growth;
use crate::results::Row;
use crate::tool::Tool;

/// What the marks mean.
pub const LEGEND: &str = "\
out: different outcomes. A peer's row is not complete: > ended by the time limit,
! stopped by itself, at its first deadlock or because it gave up.";

const NAME: usize = 8;

/// The table of all programs, row by row.
#[derive(Default)]
pub struct Table {
    /// Of the last row.
    memory: Option<Memory>,
}

impl Table {
    /// The row's line, below a heading if it is the first of its kind.
    pub fn row(&mut self, row: &Row) -> String {
        let mut text = String::new();
        if self.memory.replace(row.program.memory) != Some(row.program.memory) {
            text.push_str(&heading(row.program.memory));
        }
        let _ = write!(text, "{:NAME$}", row.program.name);
        for tool in columns(row.program.memory) {
            let cells = row.tools.get(tool).map(cells).unwrap_or_default();
            let [executions, time, outcomes] = cells;
            let _ = write!(text, " {executions:>11} {time:>7} {outcomes:>3}");
        }
        if row.program.memory == Memory::Weak {
            let genmc = row.program.genmc.map(thousands).unwrap_or_default();
            let _ = write!(text, " {genmc:>7}");
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
        text
    }
}

/// Shuttle has no weak memory.
fn columns(memory: Memory) -> &'static [Tool] {
    match memory {
        Memory::SequentiallyConsistent => &Tool::ALL,
        Memory::Weak => &[Tool::Interleave, Tool::Loom],
    }
}

fn heading(memory: Memory) -> String {
    let title = match memory {
        Memory::SequentiallyConsistent => "Sequentially consistent memory",
        Memory::Weak => "\nWeak memory",
    };
    let mut first = format!("{title}\n{:NAME$}", "");
    let mut second = format!("{:NAME$}", "program");
    for tool in columns(memory) {
        let _ = write!(first, " {:^23}", tool.name());
        let _ = write!(second, " {:>11} {:>7} {:>3}", "executions", "time", "out");
    }
    if memory == Memory::Weak {
        let _ = write!(first, " {:>7}", "GenMC");
        let _ = write!(second, " {:>7}", "exec.");
    }
    format!("{}\n{second}\n", first.trim_end())
}

fn cells(measured: &Measurement) -> [String; 3] {
    let executions = thousands(measured.executions);
    let outcomes = measured.outcomes.len().to_string();
    match &measured.ended {
        Ended::Complete => [executions, time(measured.seconds), outcomes],
        Ended::TimeLimit => [
            format!(">{executions}"),
            format!(">{}", at_least(measured.seconds)),
            outcomes,
        ],
        Ended::FirstDeadlock | Ended::GaveUp(_) => {
            [format!("!{executions}"), time(measured.seconds), outcomes]
        }
        Ended::Unsupported(_) => ["-".to_owned(), String::new(), String::new()],
    }
}

/// What is short of the aims, or that nothing is.
pub fn aims(short: &[String]) -> String {
    if short.is_empty() {
        return "Every aim that these rows can show is reached.".to_owned();
    }
    let mut text = "Short of the aims:".to_owned();
    for line in short {
        let _ = write!(text, "\n- {line}");
    }
    text
}

/// A growth curve.
pub fn growth(curve: Curve, points: &[Point]) -> String {
    let mut text = format!("{:>40}   executions a second", growth::title(curve));
    for point in points {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "shown"
        )]
        let rate = thousands(point.rate().round() as u64);
        let at = thousands(point.at as u64);
        let _ = write!(text, "\n{at:>40}   {rate:>19}");
    }
    text
}
