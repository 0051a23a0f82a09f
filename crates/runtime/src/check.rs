//! Checks: what to explore, within which bounds, and what to make of the result.

use std::panic::Location;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use interleave_core::Explorer;

use crate::behaviour::{self, Behaviour};
use crate::model::{self, End, Executed, Limits, Model};
use crate::report::{self, Memory, Report};
use crate::run::Run;
use crate::sections::Sections;
use crate::watch::Watch;
use crate::witness::Witness;
use crate::{page, real, snapshot};

/// Explores every interleaving of `program` within the default bounds of [`Check`].
///
/// # Panics
/// As [`Check::explore`].
#[track_caller]
pub fn explore<'p, F: Fn(&Run) + Send + Sync + 'p>(program: F) -> Exploration<'p> {
    Check::new().explore(program)
}

/// What is explored.
type Program<'p> = dyn Fn(&Run) + Send + Sync + 'p;

/// How to explore a program.
///
/// Memory is sequentially consistent, every load sees the last store, unless the check
/// asks for [weak memory](Check::weak_memory).
#[derive(Clone, Debug)]
#[must_use]
pub struct Check {
    no_thread_left_running: bool,
    printing_matters: bool,
    weak_memory: bool,
    spurious_failures: usize,
    spurious_wakeups: u32,
    max_executions: u64,
    max_steps: usize,
    max_threads: usize,
    max_time: Duration,
}

impl Default for Check {
    fn default() -> Self {
        Self::new()
    }
}

/// Executions after the first unexpected behaviour: enough to find simple witnesses and
/// to count, not so many that an answer keeps a learner waiting.
const AFTER_UNEXPECTED: u64 = 50_000;

/// Whether a check of this process has failed: then the learner has something to work
/// on, and the others are given less time.
static FAILED_BEFORE: AtomicBool = AtomicBool::new(false);

/// Bytes of output that are kept of an execution.
const PRINTED: usize = 64 * 1024;

impl Check {
    /// At most 1,000,000 executions of 1,000 steps and 32 threads each, in 4 seconds (in
    /// two, if another check of this process has failed before).
    pub fn new() -> Self {
        Self {
            no_thread_left_running: false,
            printing_matters: false,
            weak_memory: false,
            spurious_failures: 1,
            spurious_wakeups: 0,
            max_executions: 1_000_000,
            max_steps: 1_000,
            max_threads: 32,
            max_time: Duration::from_secs(4),
        }
    }

    /// A thread that may still run when the closure returns is a behaviour of its own
    /// (`left running`). It is asked of happens-before: nobody has joined it by then.
    pub fn no_thread_left_running(mut self) -> Self {
        self.no_thread_left_running = true;
        self
    }

    /// The order in which threads print matters: printing is a step.
    pub fn printing_matters(mut self) -> Self {
        self.printing_matters = true;
        self
    }

    /// Explores what real processors and compilers may do as well: a load may see an older
    /// store, as its ordering allows. The model is RC11 (O. Lahav and others, *Repairing
    /// Sequential Consistency in C/C++11*, PLDI 2017) with the release sequences of C++20,
    /// for all atomics, orderings and fences; locks, channels and the like hand on what
    /// was done before.
    pub fn weak_memory(mut self) -> Self {
        self.weak_memory = true;
        self
    }

    /// Under weak memory: so many times in an execution, a `compare_exchange_weak` fails
    /// although it found what it expected. Once without this.
    pub fn spurious_failures(mut self, failures: usize) -> Self {
        self.spurious_failures = failures;
        self
    }

    /// In an execution, so many waits of each thread may end without a cause: on a condition
    /// variable (with a time-out, too, which then isn't over) and in `park`. None does so
    /// unless this is asked for. Executions in which fewer do are explored as well, so a
    /// lost wake-up is still found.
    pub fn spurious_wakeups(mut self, each: u32) -> Self {
        self.spurious_wakeups = each;
        self
    }

    /// Stops after so many executions; the report then says that it is bounded.
    pub fn max_executions(mut self, executions: u64) -> Self {
        self.max_executions = executions;
        self
    }

    /// An execution with more steps is a livelock.
    pub fn max_steps(mut self, steps: usize) -> Self {
        self.max_steps = steps;
        self
    }

    /// More threads at once are a behaviour of their own. The closure's is one of them.
    pub fn max_threads(mut self, threads: usize) -> Self {
        self.max_threads = threads;
        self
    }

    /// Stops after this time; the report then says that it is bounded.
    pub fn max_time(mut self, time: Duration) -> Self {
        self.max_time = time;
        self
    }

    /// Runs `program` in every interleaving that makes a difference.
    ///
    /// The check is called like the function that calls this.
    ///
    /// # Panics
    /// If called inside of an exploration.
    #[track_caller]
    pub fn explore<'p, F: Fn(&Run) + Send + Sync + 'p>(self, program: F) -> Exploration<'p> {
        // All the rest is compiled once, not again for every check of a learner's.
        self.explore_dyn(test_of(std::any::type_name::<F>()), Box::new(program))
    }

    #[track_caller]
    fn explore_dyn(self, test: String, program: Box<Program<'_>>) -> Exploration<'_> {
        assert!(!model::active(), "an exploration can't be explored");
        let place = Location::caller();
        let check = test.rsplit("::").next().unwrap_or(&test).to_owned();
        let wishes = report::wishes();
        let expected = if wishes.blessing {
            None
        } else {
            snapshot::expected(place.file(), &check).ok()
        };
        let report = if wishes.real_answer.is_some() {
            self.empty_report(check, expected)
        } else {
            self.run(check, expected, &*program)
        };
        Exploration {
            check: self,
            report,
            test,
            program,
            place,
        }
    }

    fn empty_report(&self, check: String, expected: Option<Vec<String>>) -> Report {
        let memory = if self.weak_memory {
            Memory::Weak {
                spurious_failures: self.spurious_failures,
            }
        } else {
            Memory::SequentiallyConsistent
        };
        Report::empty(check, memory, expected)
    }

    fn run(&self, check: String, expected: Option<Vec<String>>, program: &Program<'_>) -> Report {
        model::on_a_thread_of_its_own(|| self.explore_here(check, expected, program))
    }

    fn explore_here(
        &self,
        check: String,
        expected: Option<Vec<String>>,
        program: &Program<'_>,
    ) -> Report {
        let begin = Instant::now();
        let _watch = Watch::begin(&check);
        let limits = Limits {
            threads: self.max_threads,
            printed: PRINTED,
            spurious_wakeups: self.spurious_wakeups,
        };
        let mut explorer = Explorer::new(self.max_steps);
        if self.weak_memory {
            explorer = explorer.weak_memory(self.spurious_failures);
        }
        Model::new(explorer, limits, self.printing_matters).install();
        let mut gathering = Gathering {
            check: self,
            begin,
            max_time: if FAILED_BEFORE.load(Ordering::Relaxed) {
                self.max_time.min(Duration::from_secs(2))
            } else {
                self.max_time
            },
            sections: Sections::default(),
            stop_at: self.max_executions,
            report: self.empty_report(check, expected),
        };
        let body = || program(&Run::explored());
        loop {
            match model::execute(&body, |model| gathering.add(model)) {
                Executed::Restart => gathering.forget(),
                Executed::More if !gathering.must_stop() => {}
                Executed::More | Executed::Last => break,
            }
        }
        let model = Model::uninstall();
        gathering.finish(&model)
    }
}

/// The test that a closure stands in, as the test harness calls it, from the name of the
/// closure's type.
fn test_of(path: &str) -> String {
    let path = path.trim_end_matches("::{{closure}}");
    path.split_once("::")
        .map_or(path, |(_, path)| path)
        .to_owned()
}

/// A report in the making.
struct Gathering<'a> {
    check: &'a Check,
    begin: Instant,
    max_time: Duration,
    sections: Sections,
    stop_at: u64,
    report: Report,
}

impl Gathering<'_> {
    /// Adds the execution that has just come to its end.
    fn add(&mut self, model: &mut Model) {
        let model = &*model;
        self.report.executions += 1;
        self.sections.add(model);
        for behaviour in behaviour::of(model, self.check.no_thread_left_running) {
            let unexpected = !self.report.expects(&behaviour.to_string());
            let seen = self.report.seen.entry(behaviour).or_default();
            seen.executions += 1;
            if unexpected {
                let simpler = Witness::simpler_than(model, seen.witness.as_ref());
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
    fn forget(&mut self) {
        let report = &mut self.report;
        let check = report.check.clone();
        self.report = self.check.empty_report(check, report.expected.take());
        self.sections = Sections::default();
        self.stop_at = self.check.max_executions;
    }

    fn bound(&mut self, by: &str) {
        self.report.bounded.get_or_insert_with(|| by.to_owned());
    }

    /// Whether a bound is reached; called when there is more to explore.
    fn must_stop(&mut self) -> bool {
        let executions = self.report.executions;
        if executions >= self.stop_at {
            self.bound(&format!("at most {} executions", thousands(executions)));
        } else if (executions < 256 || executions.is_multiple_of(32))
            && self.begin.elapsed() >= self.max_time
        {
            self.bound(&format!("at most {:?}", self.max_time));
        }
        self.report.bounded.is_some()
    }

    fn finish(mut self, model: &Model) -> Report {
        debug_assert_eq!(model.explorer.redundant(), 0);
        if model.explorer.is_inexact() {
            self.bound("a loop that waits was let go on without a change");
        }
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

/// A program that has been explored.
#[must_use = "an exploration is judged by `assert_snapshot`"]
pub struct Exploration<'p> {
    check: Check,
    report: Report,
    test: String,
    program: Box<Program<'p>>,
    place: &'static Location<'static>,
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
        if self.report.expected.is_none() {
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
        let worth_it = self.report.unexpected().iter().any(|(behaviour, _)| {
            !matches!(
                behaviour,
                Behaviour::Exit(_)
                    | Behaviour::Abort
                    | Behaviour::Refused(_)
                    | Behaviour::TooManyThreads(_)
                    | Behaviour::NotRepeatable
            )
        });
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

    /// The story of everything that `expected` doesn't list, as a learner reads it.
    ///
    /// The program is explored once more for it: only what is known to be unexpected is
    /// kept in detail.
    #[must_use]
    pub fn story(self, expected: &[&str]) -> String {
        let expected = expected.iter().map(|&line| line.to_owned()).collect();
        let name = self.report.check;
        page::story(&self.check.run(name, Some(expected), &*self.program))
    }
}
