//! A check's result in words, as a learner reads it: what every interleaving should
//! give, what theirs can give, how, and why.

mod remarks;
mod retold;
mod simulated;

use remarks::{is_outcome, on_real_threads, share, whose};
use simulated::tells_why;

use crate::behaviour::Behaviour;
use crate::exchange::exchanged;
use crate::gathering::thousands;
use crate::model::End;
use crate::report::{Report, Seen};
use crate::rounds;
use crate::source::Sources;
use crate::story::{self, Row};
use crate::table::{self, WIDTH, wrap};
use crate::witness::Witness;

/// The column in which behaviours begin.
const VALUES: usize = 35;
/// Lines of a kind, before the rest is only counted.
const LINES: usize = 4;
/// Behaviours of which a witness is shown.
const WITNESSES: usize = 3;
/// Bytes of what a thread printed that are shown.
const PRINTED: usize = 200;

/// The story of everything that is not as expected. Empty if all is.
pub(crate) fn story(report: &Report) -> String {
    let mut page = Page::default();
    if let Some(retold) = &report.retold {
        page.retold(report, retold);
        return page.0;
    }
    if report.passes() {
        return page.0;
    }
    let unexpected = report.unexpected();
    page.expected(report);
    page.unexpected(report, &unexpected);
    page.sections(report);
    page.missing(report);
    page.facts(report);
    page.all_right_on_real_threads(report);
    page.spurious_wakeups(report);
    let mut sources = Sources::default();
    page.too_serial(report, &mut sources);
    page.bound(report);
    let title = unexpected.len() > 1;
    let mut told: Vec<Vec<Row>> = Vec::new();
    let mut reordered = false;
    let left = |(behaviour, _): &_| matches!(behaviour, &&Behaviour::LeftRunning);
    let leaves = unexpected.iter().any(left);
    for (behaviour, seen) in unexpected.iter().take(WITNESSES) {
        let Some(witness) = &seen.witness else {
            continue;
        };
        let reorders = crate::why::is_in_another_order(report, behaviour);
        if reorders && std::mem::replace(&mut reordered, true) {
            continue; // told once, it is told for all of them
        }
        let rows = story::rows(witness, &mut sources);
        let exchanged = told.last().and_then(|last| exchanged(last, &rows));
        if told.contains(&rows) {
            page.again("the same steps", behaviour);
        } else if let Some((one, other)) = exchanged {
            let (one, other) = (witness.name(one), witness.name(other));
            page.again(
                &format!("with {one} and {other} exchanged, the same steps"),
                behaviour,
            );
        } else {
            let why = match behaviour {
                // More likely the cause than any pattern in the steps.
                Behaviour::Outcome(_) if leaves && !witness.left_running.is_empty() => {
                    crate::why::left_running(witness)
                }
                _ => crate::why::of_unexpected(report, witness, behaviour),
            };
            page.witness(title.then(|| how(behaviour)), witness, &rows, why);
            told.push(rows);
        }
    }
    page.inside(report, &mut sources);
    page.simulated(report);
    page.0
}

/// A behaviour's line: what it is, and how often it was seen.
struct Entry {
    value: String,
    remark: String,
}

#[derive(Default)]
struct Page(String);

impl Page {
    fn line(&mut self, line: &str) {
        self.0.push_str(line.trim_end());
        self.0.push('\n');
    }

    /// A label, and a value in the values' column.
    fn entry(&mut self, label: &str, value: &str) {
        let value = table::cut(value, WIDTH - VALUES);
        self.line(&format!("  {label:<width$}{value}", width = VALUES - 2));
    }

    /// Labelled values, with their remarks in a column of their own where that fits.
    fn entries(&mut self, label: &str, entries: &[Entry]) {
        let fits =
            |entry: &&Entry| VALUES + width(&entry.value) + 4 + width(&entry.remark) <= WIDTH;
        let beside = entries.iter().filter(fits).map(|entry| width(&entry.value));
        let column = beside.max().unwrap_or(0);
        let mut label = label;
        for entry in entries {
            let remark = format!("{:column$}    {}", entry.value, entry.remark);
            if VALUES + width(&remark) <= WIDTH {
                self.entry(label, &remark);
            } else {
                self.entry(label, &entry.value);
                self.entry("", &format!("  {}", entry.remark));
            }
            label = "";
        }
    }

    fn expected(&mut self, report: &Report) {
        let lines = report.expected.iter().flatten();
        let outcome = |line: &&String| is_outcome(line) && !report.is_fact(line);
        let outcomes: Vec<&String> = lines.filter(outcome).collect();
        let mut label = "every interleaving should give";
        for outcome in outcomes.iter().take(LINES) {
            self.entry(label, outcome);
            label = "or";
        }
        self.more(outcomes.len(), "or one of");
    }

    /// How many there are beyond those that are listed.
    fn more(&mut self, all: usize, word: &str) {
        if all > LINES {
            self.entry("", &format!("{word} {} more", all - LINES));
        }
    }

    fn unexpected(&mut self, report: &Report, unexpected: &[(&Behaviour, &Seen)]) {
        let entries: Vec<Entry> = unexpected
            .iter()
            .take(LINES)
            .map(|(behaviour, seen)| Entry {
                value: behaviour.to_string(),
                remark: share(report, seen),
            })
            .collect();
        self.entries(whose(report), &entries);
        self.more(unexpected.len(), "and");
        if let (Some(told), false) = (on_real_threads(report), unexpected.is_empty()) {
            self.beside(&format!("(on real threads: {told})"));
        }
    }

    fn all_right_on_real_threads(&mut self, report: &Report) {
        if let Some(told) = remarks::never_wrong(report) {
            self.beside(&told);
        }
    }

    /// A remark under values.
    fn beside(&mut self, text: &str) {
        let indent = WIDTH.saturating_sub(width(text)).min(VALUES + 2);
        self.line(&format!("{:indent$}{text}", ""));
    }

    fn sections(&mut self, report: &Report) {
        for line in report.unexpected_sections() {
            let (subject, _) = line.split_once(": ").unwrap_or((line, ""));
            let same = |other: &&String| other.starts_with(&format!("{subject}: "));
            let expected = report.expected.iter().flatten().find(same);
            if let Some(expected) = expected {
                self.entry("it should be", expected);
            }
            self.entry("yours is", line);
        }
    }

    /// What a solution can do, and this never does, as far as all has been explored.
    fn missing(&mut self, report: &Report) {
        if report.bounded.is_some() {
            return;
        }
        let is_section = |line: &str| line.starts_with("inside ") || line.contains(" overlap");
        let missing = report.missing().into_iter();
        let missing: Vec<&String> = missing
            .filter(|line| !line.ends_with(": never") && !is_section(line))
            .filter(|line| !report.is_fact(line))
            .collect();
        let mut label = "yours can never give";
        for line in missing.iter().take(LINES) {
            self.entry(label, line);
            label = "";
        }
        self.more(missing.len(), "and");
    }

    /// That the only fault is to allow too little, and what keeps threads apart.
    fn too_serial(&mut self, report: &Report, sources: &mut Sources) {
        let less = report
            .missing()
            .iter()
            .any(|line| !line.ends_with(": never") && !report.is_fact(line));
        let wrong = !report.unexpected().is_empty() || !report.unexpected_inside().is_empty();
        let only_fault = less && !wrong && report.bounded.is_none();
        let apart = report.unexpected_apart();
        if report.bounded.is_none() {
            let title = apart.len() > 1 || wrong;
            for (line, witness) in apart.iter().take(WITNESSES) {
                let rows = story::rows(witness, sources);
                let title = title.then(|| format!("what keeps it to {line}"));
                self.witness(title, witness, &rows, crate::why::apart(witness));
            }
        }
        if only_fault && !tells_why(report) {
            let text = "nothing that yours does is wrong, but it allows fewer interleavings \
                        than a solution: look for threads that wait longer than they need to.";
            let label = if apart.is_empty() { "why" } else { "" };
            self.labelled(label, vec![text.to_owned()]);
        }
    }

    /// What the check let waits do that they rarely do elsewhere.
    fn spurious_wakeups(&mut self, report: &Report) {
        if let Some(text) = report.spurious() {
            self.entry("", &format!("  ({text})"));
        }
    }

    fn bound(&mut self, report: &Report) {
        let Some(bound) = &report.bounded else { return };
        let explored = thousands(report.executions);
        let text = format!("not all interleavings were explored ({explored}): {bound}");
        for line in wrap(&text, WIDTH - 2) {
            self.line(&format!("  {line}"));
        }
    }

    /// How sections come to hold more threads than they should.
    fn inside(&mut self, report: &Report, sources: &mut Sources) {
        let inside = report.unexpected_inside();
        let title = inside.len() + report.unexpected().len() > 1;
        for (line, witness) in inside.into_iter().take(WITNESSES) {
            let rows = story::rows(witness, sources);
            let why = vec![crate::why::inside(witness)];
            self.witness(title.then(|| how(line)), witness, &rows, why);
        }
    }

    /// A witness, under what it is for where there are several.
    fn witness(
        &mut self,
        title: Option<String>,
        witness: &Witness,
        rows: &[Row],
        why: Vec<String>,
    ) {
        self.line("");
        if let Some(title) = title {
            self.line(&table::cut(&format!("  {title}"), WIDTH));
        }
        if !rows.is_empty() {
            let endless = matches!(witness.end, Some(End::StepBound | End::Livelock));
            let shown = rounds::shorten(rows, endless);
            self.0.push_str(&table::table(witness, &shown));
        }
        self.labelled("why", why);
        self.labelled("out", printed(witness));
    }

    /// The steps have been shown already.
    fn again(&mut self, how: &str, behaviour: &Behaviour) {
        let text = format!("  {how} give {behaviour}");
        self.line("");
        if width(&text) <= WIDTH {
            self.line(&text);
        } else {
            self.line(&format!("  {how} give"));
            self.line(&table::cut(&format!("    {behaviour}"), WIDTH));
        }
    }

    /// Sentences behind a word, each from a new line.
    fn labelled(&mut self, label: &str, sentences: Vec<String>) {
        let mut label = label;
        for sentence in sentences {
            for line in wrap(&sentence, WIDTH - 8) {
                self.line(&format!("  {label:<6}{line}"));
                label = "";
            }
        }
    }
}

/// What a witness of several is for.
fn how(behaviour: impl std::fmt::Display) -> String {
    format!("how it can give {behaviour}")
}

/// What the threads printed in this execution.
fn printed(witness: &Witness) -> Vec<String> {
    let told = witness.printed.iter().map(|(thread, text)| {
        let shown = &text[..text.floor_char_boundary(PRINTED)];
        let more = if shown.len() < text.len() { " .." } else { "" };
        let lines: Vec<&str> = shown.lines().collect();
        format!(
            "{} printed: {}{more}",
            witness.name(*thread),
            lines.join(" | ")
        )
    });
    told.collect()
}

fn width(text: &str) -> usize {
    text.chars().count()
}
