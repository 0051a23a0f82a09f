//! From executions to a report: behaviours are counted, and of each that is unexpected
//! the simplest execution is kept. When to stop is decided here, too.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::behaviour;
use crate::check::Check;
use crate::model::{End, Model};
use crate::replay::Retold;
use crate::report::Report;
use crate::sections::Sections;
use crate::witness::Witness;

/// Executions after the first unexpected behaviour: enough to find simple witnesses and
/// to count, not so many that an answer keeps a learner waiting.
const AFTER_UNEXPECTED: u64 = 50_000;

/// Whether a check of this process has failed: then the learner has something to work
/// on, and the others are given less time.
static FAILED_BEFORE: AtomicBool = AtomicBool::new(false);

/// A report in the making.
pub(crate) struct Gathering<'a> {
    check: &'a Check,
    begin: Instant,
    max_time: Duration,
    sections: Sections,
    stop_at: u64,
    /// Executions begun, also those that are left out.
    begun: u64,
    report: Report,
}

impl<'a> Gathering<'a> {
    /// Nothing but an empty `report` yet, of what began then.
    pub fn new(check: &'a Check, begin: Instant, report: Report) -> Self {
        Self {
            check,
            begin,
            max_time: if FAILED_BEFORE.load(Ordering::Relaxed) && !crate::report::wishes().patient {
                check.max_time.min(Duration::from_secs(2))
            } else {
                check.max_time
            },
            sections: Sections::default(),
            stop_at: check.max_executions,
            begun: 0,
            report,
        }
    }

    /// Adds the execution that has just come to its end.
    pub fn add(&mut self, model: &mut Model) {
        self.begun += 1;
        if !model.explorer.is_new() || !model.turns.are_possible(model) {
            return;
        }
        let model = &*model;
        if let Some(retold) = Retold::of(model) {
            self.report.retell(retold);
        }
        self.report.executions += 1;
        self.sections.add(model);
        for behaviour in behaviour::of(model, self.check.no_thread_left_running) {
            let unexpected = !self.report.expects(&behaviour.to_string());
            let seen = self.report.seen.entry(behaviour).or_default();
            seen.executions += 1;
            if unexpected {
                let tries = &mut seen.tries;
                let simpler = Witness::simpler_than(model, seen.witness.as_ref(), tries);
                seen.witness = simpler.or(seen.witness.take());
                self.stop_at = self.stop_at.min(self.report.executions + AFTER_UNEXPECTED);
            }
        }
        match model.end {
            Some(End::StepBound) => self.bound("stopped at the first livelock"),
            Some(End::Diverged { .. }) => self.bound("the program can't be repeated"),
            Some(End::TooManyThreads { .. }) => self.bound("too many threads"),
            Some(End::Refused { .. }) => self.bound("it uses what can't be judged"),
            _ => {}
        }
    }

    /// Begins anew.
    pub fn forget(&mut self) {
        let report = &mut self.report;
        let check = report.check.clone();
        self.report = self.check.empty_report(check, report.expected.take());
        self.sections = Sections::default();
        self.stop_at = self.check.max_executions;
    }

    fn bound(&mut self, by: &str) {
        let preemptions = self.check.max_preemptions.map(at_most_preemptions);
        let by = preemptions.iter().map(String::as_str).chain([by]);
        let bound = || by.collect::<Vec<_>>().join(", ");
        self.report.bounded.get_or_insert_with(bound);
    }

    /// Whether a bound is reached; called when there is more to explore.
    pub fn must_stop(&mut self) -> bool {
        let executions = self.report.executions;
        if executions >= self.stop_at {
            self.bound(&format!("at most {} executions", thousands(executions)));
        } else if (self.begun < 256 || self.begun.is_multiple_of(32))
            && self.begin.elapsed() >= self.max_time
        {
            self.bound(&format!("at most {:?}", self.max_time));
        }
        self.report.bounded.is_some()
    }

    pub fn finish(mut self, model: &Model) -> Report {
        debug_assert_eq!(model.explorer.redundant(), 0);
        if model.explorer.is_inexact() {
            self.bound("a loop that waits was let go on without a change");
        }
        let cut_at = model.explorer.cut_at().map(at_most_preemptions);
        self.report.bounded = self.report.bounded.or(cut_at);
        self.report.spurious_wakeups = self.check.spurious_wakeups;
        self.report.sections = self.sections.lines();
        self.report.inside = self.sections.witnesses();
        self.report.apart = self.sections.apart();
        self.report.sleeps = model.longest_sleep;
        self.report.seconds = self.begin.elapsed().as_secs_f64();
        if self.report.expected.is_some() && !self.report.passes() {
            FAILED_BEFORE.store(true, Ordering::Relaxed);
        }
        self.report
    }
}

fn at_most_preemptions(bound: usize) -> String {
    let word = if bound == 1 {
        "preemption"
    } else {
        "preemptions"
    };
    format!("at most {bound} {word}")
}

/// A number with commas between its thousands.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
