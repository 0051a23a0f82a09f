//! A program that has been explored: judged by its snapshot, or asked what it can do.

use std::panic::Location;

use crate::behaviour::Behaviour;
use crate::check::{Check, Program};
use crate::report::{self, Report};
use crate::{page, real, snapshot};

/// A program that has been explored.
#[must_use = "an exploration is judged by `assert_snapshot`"]
pub struct Exploration<'p> {
    pub(crate) check: Check,
    pub(crate) report: Report,
    pub(crate) test: String,
    pub(crate) program: Box<Program<'p>>,
    pub(crate) place: &'static Location<'static>,
}

impl Exploration<'_> {
    /// Compares all that was seen with the `snapshot` beside the check's file, and
    /// writes the report where a runner reads it.
    ///
    /// # Panics
    /// With the story of what is not as expected, unless a runner reads it.
    #[track_caller]
    pub fn assert_snapshot(mut self) {
        let wishes = report::wishes();
        if let Some(file) = &wishes.real_answer {
            let expects = |line: &str| self.report.expects(line);
            real::answer(file, &*self.program, wishes.real_runs, &expects);
        }
        if wishes.blessing {
            report::append(&self.report.to_json(true, "").to_string());
            return;
        }
        if self.report.expected.is_none() && self.report.retold.is_none() {
            let error = snapshot::expected(self.place.file(), &self.report.check);
            panic!("{}", error.expect_err("it could not be read before"));
        }
        if !self.report.passes() {
            self.try_on_real_threads();
        }
        let story = page::story(&self.report);
        report::append(&self.report.to_json(false, &story).to_string());
        if !self.report.passes() && !report::is_read() {
            panic!("\n{story}");
        }
        // A runner judges by the report; the test as such has done its work.
    }

    fn try_on_real_threads(&mut self) {
        let can_be_tried = |behaviour: &Behaviour| {
            !matches!(
                behaviour,
                Behaviour::Exit(_)
                    | Behaviour::Abort
                    | Behaviour::Refused(_)
                    | Behaviour::TooManyThreads(_)
                    | Behaviour::NotRepeatable
            )
        };
        let unexpected = self.report.unexpected();
        let worth_it = self.report.explored
            && self.report.retold.is_none()
            && (unexpected
                .iter()
                .any(|(behaviour, _)| can_be_tried(behaviour))
                || self.report.only_too_serial());
        let wishes = report::wishes();
        if worth_it && wishes.real_runs > 0 && !self.report.sleeps_too_long() {
            self.report.real = real::ask(&self.test, wishes.real_runs, wishes.real_runs_given);
        }
    }

    /// All that was seen, as the lines of a snapshot, without the lines that say that
    /// there was no deadlock and no panic.
    #[must_use]
    pub fn behaviours(&self) -> Vec<String> {
        let lines = self.report.lines().into_iter();
        lines.filter(|line| !line.ends_with(": never")).collect()
    }

    /// The number of executions that were explored.
    #[must_use]
    pub fn executions(&self) -> u64 {
        self.report.executions
    }

    /// Whether every interleaving was explored.
    #[must_use]
    pub fn is_exhaustive(&self) -> bool {
        self.report.bounded.is_none()
    }

    /// What was explored: `exhaustive`, or what kept it from being so.
    #[must_use]
    pub fn coverage(&self) -> String {
        self.report.coverage()
    }

    /// The story of everything that `expected` doesn't list, as a learner reads it; of a
    /// replay, whatever it gave.
    ///
    /// The program is explored once more for it: only what is known to be unexpected is
    /// kept in detail.
    #[must_use]
    pub fn story(self, expected: &[&str]) -> String {
        page::story(&self.again(expected))
    }

    /// The schedule of an interleaving that shows what `expected` doesn't list, for
    /// [`Check::replay`]; of a replay, its own, with everything written out. None if all is
    /// expected.
    ///
    /// The program is explored once more for it.
    #[must_use]
    pub fn schedule(self, expected: &[&str]) -> Option<String> {
        self.again(expected).schedule()
    }

    /// The line of a report file.
    pub(crate) fn report_line(self, expected: &[&str]) -> String {
        let report = self.again(expected);
        let story = page::story(&report);
        report.to_json(false, &story).to_string()
    }

    fn again(&self, expected: &[&str]) -> Report {
        let expected = Some(expected.iter().map(|&line| line.to_owned()).collect());
        let name = self.report.check.clone();
        let report = match self.report.explored {
            true => self.check.run(name, expected, &*self.program),
            false => self.check.empty_report(name, expected),
        };
        Report {
            explored: self.report.explored,
            simulations: self.report.simulations.clone(),
            ..report
        }
    }
}
