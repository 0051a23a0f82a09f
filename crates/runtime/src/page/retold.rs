//! A replayed execution in words: what it gives, whether or not that should be, and how.

use super::{Entry, LINES, Page};
use crate::replay::Retold;
use crate::report::Report;
use crate::source::Sources;
use crate::story;
use crate::witness::Witness;

impl Page {
    /// The story of a replay.
    pub(super) fn retold(&mut self, report: &Report, retold: &Retold) {
        let followed = match &retold.misfit {
            None => "one interleaving".to_owned(),
            Some(misfit) => format!("until line {} of the schedule", misfit.line),
        };
        self.entry("replayed", &followed);
        if retold.misfit.is_none() {
            self.given(report);
            self.expected(report);
        }
        if let Some(witness) = &retold.witness {
            let rows = story::rows(witness, &mut Sources::default());
            self.witness(None, witness, &rows, why(report, witness));
        }
        let misfit = retold.misfit.iter();
        let told = misfit.map(|misfit| format!("line {}: {}", misfit.line, misfit.why));
        self.labelled("but", told.collect());
        self.labelled("note", notes(retold));
    }

    /// All that the execution gave.
    fn given(&mut self, report: &Report) {
        let entries: Vec<Entry> = report
            .seen
            .keys()
            .map(ToString::to_string)
            .chain(report.sections.iter().cloned())
            .map(|value| Entry {
                remark: remark(report, &value).to_owned(),
                value,
            })
            .collect();
        self.entries("it gives", &entries[..entries.len().min(LINES)]);
        self.more(entries.len(), "and");
    }
}

/// Why it gives what it should not; where nothing is expected, why it gives what it does.
fn why(report: &Report, witness: &Witness) -> Vec<String> {
    let behaviours = report.seen.keys();
    let told = behaviours
        .filter(|behaviour| report.expected.is_none() || !report.expects(&behaviour.to_string()));
    let mut why: Vec<String> = Vec::new();
    for sentence in told.flat_map(|behaviour| crate::why::why(witness, behaviour)) {
        if !why.contains(&sentence) {
            why.push(sentence);
        }
    }
    why
}

/// What else is worth knowing about the replay.
fn notes(retold: &Retold) -> Vec<String> {
    let last = retold.witness.as_ref().and_then(story::last_shown);
    let rest = match (retold.followed, last) {
        (Some(0), Some(_)) => Some("the schedule is empty: each thread went on while it could."),
        (Some(steps), Some(last)) if last >= steps => {
            Some("after the schedule's last line each thread went on while it could.")
        }
        _ => None,
    };
    let rest = rest.map(str::to_owned);
    rest.into_iter().chain(retold.moved.clone()).collect()
}

/// Whether the check lists it, if that is known.
fn remark(report: &Report, line: &str) -> &'static str {
    match &report.expected {
        None => "",
        Some(_) if report.expects(line) => "as it should",
        Some(_) => "which it should not",
    }
}
