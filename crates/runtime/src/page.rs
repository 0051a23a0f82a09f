//! A check's result in words, as a learner reads it: what every interleaving should
//! give, what theirs can give, how, and why.

use crate::behaviour::Behaviour;
use crate::check::thousands;
use crate::report::{Report, Seen};
use crate::source::Sources;
use crate::story::{self, WIDTH};
use crate::witness::Witness;

/// The column in which behaviours begin.
const VALUES: usize = 35;
/// Lines of a kind, before the rest is only counted.
const LINES: usize = 4;

/// The story of everything that is not as expected. Empty if all is.
pub(crate) fn story(report: &Report) -> String {
    let mut page = Page::default();
    if report.passes() {
        return page.0;
    }
    let unexpected = report.unexpected();
    page.expected(report);
    page.unexpected(report, &unexpected);
    page.rest(report);
    let mut sources = Sources::default();
    for (number, (behaviour, seen)) in unexpected.iter().enumerate() {
        if let Some(witness) = &seen.witness {
            page.witness(behaviour, witness, number, &mut sources);
        }
        if number + 1 >= 3 {
            break;
        }
    }
    page.0
}

#[derive(Default)]
struct Page(String);

impl Page {
    fn line(&mut self, line: &str) {
        self.0.push_str(line.trim_end());
        self.0.push('\n');
    }

    /// A label, and a value in the values' column.
    fn entry(&mut self, label: &str, value: &str, remark: &str) {
        let line = format!("  {label:<width$}{value}", width = VALUES - 2);
        if remark.is_empty() {
            self.line(&line);
        } else if line.chars().count() + 4 + remark.chars().count() <= WIDTH {
            self.line(&format!("{line}    {remark}"));
        } else {
            self.line(&line);
            self.line(&format!("{:VALUES$}  {remark}", ""));
        }
    }

    fn expected(&mut self, report: &Report) {
        let lines = report.expected.iter().flatten();
        let outcomes: Vec<&String> = lines.filter(|line| is_outcome(line)).collect();
        if outcomes.is_empty() {
            return;
        }
        let label = if outcomes.len() == 1 {
            "every interleaving should give"
        } else {
            "every interleaving should give"
        };
        let mut label = label;
        for outcome in outcomes.iter().take(LINES) {
            self.entry(label, outcome, "");
            label = "or";
        }
        if outcomes.len() > LINES {
            self.entry(
                "",
                &format!("or one of {} more", outcomes.len() - LINES),
                "",
            );
        }
    }

    fn unexpected(&mut self, report: &Report, unexpected: &[(&Behaviour, &Seen)]) {
        let mut label = "yours can also give";
        for (behaviour, seen) in unexpected.iter().take(LINES) {
            let shown = match behaviour {
                Behaviour::Panic(_) => "panic".to_owned(),
                other => other.to_string(),
            };
            self.entry(label, &shown, &share(report, seen));
            label = "";
        }
        if unexpected.len() > LINES {
            self.entry("", &format!("and {} more", unexpected.len() - LINES), "");
        }
        if let (Some(real), false) = (&report.real, unexpected.is_empty()) {
            let runs = thousands(u64::from(real.runs));
            let times = match (real.unexpected, real.hung) {
                (0, _) => format!("never in {runs} runs"),
                (1, true) => format!("it hung in run {runs}"),
                (1, false) => format!("once in {runs} runs"),
                (times, _) => format!("{} times in {runs} runs", thousands(u64::from(times))),
            };
            self.line(&format!("{:VALUES$}  (on real threads: {times})", ""));
        }
    }

    /// Sections, what is missing, and what was left unexplored.
    fn rest(&mut self, report: &Report) {
        for line in report.unexpected_sections() {
            let (subject, _) = line.split_once(": ").unwrap_or((line, ""));
            let same = |other: &&String| other.starts_with(&format!("{subject}: "));
            let expected = report.expected.iter().flatten().find(same);
            if let Some(expected) = expected {
                self.entry("it should be", expected, "");
            }
            self.entry("yours is", line, "");
        }
        let is_section = |line: &str| line.starts_with("inside ") || line.contains(" overlap");
        let missing = report.missing().into_iter();
        let missing: Vec<&String> = missing
            .filter(|line| !line.ends_with(": never") && !is_section(line))
            .collect();
        for line in missing.iter().take(LINES) {
            self.entry("yours can never give", line, "");
        }
        if let Some(bound) = &report.bounded {
            let explored = thousands(report.executions);
            self.line(&format!(
                "  not all interleavings were explored ({explored}): {bound}"
            ));
        }
    }

    fn witness(
        &mut self,
        behaviour: &Behaviour,
        witness: &Witness,
        number: usize,
        sources: &mut Sources,
    ) {
        let rows = story::rows(witness, sources);
        self.line("");
        if number > 0 {
            self.line(&format!("  how it can give {behaviour}"));
        }
        let (shown, left_out) = shorten(&rows);
        if !rows.is_empty() {
            self.0.push_str(&story::table(witness, shown));
        }
        if left_out > 0 {
            self.line(&format!("      … and {left_out} steps more"));
        }
        let mut label = "why";
        for sentence in crate::why::why(witness, behaviour) {
            for line in wrap(&sentence, WIDTH - 8) {
                self.line(&format!("  {label:<6}{line}"));
                label = "";
            }
        }
    }
}

/// The first steps of a long story.
fn shorten(rows: &[story::Row]) -> (&[story::Row], usize) {
    const LONGEST: usize = 60;
    if rows.len() <= LONGEST {
        (rows, 0)
    } else {
        (&rows[..LONGEST / 2], rows.len() - LONGEST / 2)
    }
}

/// How often a behaviour was seen.
fn share(report: &Report, seen: &Seen) -> String {
    let (some, all) = (thousands(seen.executions), thousands(report.executions));
    match (&report.bounded, report.executions) {
        (None, 1) => "in the only interleaving".to_owned(),
        (None, _) => format!("in {some} of {all} interleavings"),
        (Some(_), _) => format!("in {some} of the first {all}"),
    }
}

fn is_outcome(line: &str) -> bool {
    line.contains(" = ")
}

/// The text in lines of at most `width` columns.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
