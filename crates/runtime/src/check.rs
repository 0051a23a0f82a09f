//! Checks: what to explore, within which bounds, and what to make of the result.

use std::panic::Location;
use std::time::{Duration, Instant};

use interleave_core::Explorer;

use crate::exploration::Exploration;
use crate::gathering::Gathering;
use crate::model::{self, Executed, Limits, Model};
use crate::replay::schedule::Schedule;
use crate::replay::{Director, Retold};
use crate::report::{self, Memory, Report};
use crate::run::Run;
use crate::snapshot;
use crate::watch::Watch;

/// Explores every interleaving of `program` within the default bounds of [`Check`].
///
/// # Panics
/// As [`Check::explore`].
#[track_caller]
pub fn explore<'p, F: Fn(&Run) + Send + Sync + 'p>(program: F) -> Exploration<'p> {
    Check::new().explore(program)
}

/// What is explored.
pub(crate) type Program<'p> = dyn Fn(&Run) + Send + Sync + 'p;

/// How to explore a program.
///
/// Memory is sequentially consistent, every load sees the last store, unless the check
/// asks for [weak memory](Check::weak_memory).
#[derive(Clone, Debug)]
#[must_use]
pub struct Check {
    pub(crate) no_thread_left_running: bool,
    printing_matters: bool,
    weak_memory: bool,
    spurious_failures: usize,
    pub(crate) spurious_wakeups: u32,
    pub(crate) max_executions: u64,
    max_steps: usize,
    max_threads: usize,
    pub(crate) max_time: Duration,
    pub(crate) max_preemptions: Option<usize>,
    schedule: Option<String>,
}

impl Default for Check {
    fn default() -> Self {
        Self::new()
    }
}

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
            max_preemptions: None,
            schedule: None,
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
    ///
    /// # Panics
    /// If preemptions are bounded: see [`Check::max_preemptions`].
    #[track_caller]
    pub fn weak_memory(mut self) -> Self {
        self.weak_memory = true;
        self.bounds_go_together();
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

    /// Explores only executions with at most so many preemptions, those with fewer first:
    /// for programs with too many interleavings to run them all. The first witness of a
    /// behaviour is then a simplest one.
    ///
    /// A preemption is a switch away from a thread that could have gone on: one that has
    /// not ended, is not blocked, and neither yields nor sleeps. The report is `bounded: at
    /// most k preemptions`, unless nothing had to be left out.
    ///
    /// Prefixes of executions are remembered, some 20 to 100 bytes for each of their steps
    /// that is new, so memory grows with the time that it takes.
    ///
    /// Not together with [`Check::weak_memory`]. There an execution is a graph: which store
    /// each load reads, not whose step came when. It can be told in many orders, with more
    /// or fewer preemptions. And what weak memory adds needs none of them: two threads, one
    /// after the other, show store buffering. So a bound on preemptions would say little of
    /// what is left out.
    ///
    /// # Panics
    /// If memory is weak.
    #[track_caller]
    pub fn max_preemptions(mut self, preemptions: usize) -> Self {
        self.max_preemptions = Some(preemptions);
        self.bounds_go_together();
        self
    }

    /// Told where the check is made, before anything runs.
    #[track_caller]
    fn bounds_go_together(&self) {
        assert!(
            !self.weak_memory || self.max_preemptions.is_none(),
            "max_preemptions and weak_memory don't go together: under weak memory an execution \
             is no order of steps, so it has no number of preemptions; bound its executions \
             (max_executions) or its time (max_time)"
        );
    }

    /// Instead of exploring, replays one interleaving: the one in which the steps come in the
    /// order of `schedule`. The report says `replayed: one interleaving`; whatever it gives,
    /// it is neither exhaustive nor a pass.
    ///
    /// A line of a schedule is a step of a thread: its name, and if wanted where the step
    /// stands and what it is; or a number of steps. `#` begins a remark.
    /// ```text
    /// main x2
    /// thread 1: load
    /// thread 2: exercise.rs:20  value.load(..)   # -> 0
    /// ```
    /// Threads without a name are called by their creators: `thread 2` is the second one
    /// that `main` has created, `thread 2.1` the first one that `thread 2` has. That a thread
    /// ends, or is joined, is no step. After the last line each thread goes on while it can.
    /// A line that does not fit ends the replay, and [`Exploration::story`] says why.
    ///
    /// Under [weak memory](Check::weak_memory) a load reads the newest of the stores so far,
    /// a store becomes the newest, and a pause in a waiting loop ends for the newest that can
    /// end it, unless the line says something else:
    /// ```text
    /// thread 2: exercise.rs:20  value.load(..) reads the first value
    /// thread 2: value.load(..) reads step 2 of thread 1
    /// thread 2: store takes effect before step 2 of thread 1
    /// thread 2: spin_loop reads step 2 of thread 1
    /// thread 2: spin_loop sees nothing new
    /// thread 2: compare_exchange_weak fails for no reason
    /// thread 2: compare_exchange_weak reads step 2 of thread 1 and fails for no reason
    /// ```
    /// `step 2 of thread 1` is the second step of thread 1 that has a line (a line with `x2`
    /// has two), so lines of different threads may change places and mean the same steps.
    /// What the orderings don't allow does not fit, and the story says what they would.
    pub fn replay(mut self, schedule: &str) -> Self {
        self.schedule = Some(schedule.to_owned());
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

    /// The same with nothing explored: the program is there to be simulated.
    #[track_caller]
    pub(crate) fn unexplored<'p, F>(self, program: F) -> Exploration<'p>
    where
        F: Fn(&Run) + Send + Sync + 'p,
    {
        self.unexplored_dyn(test_of(std::any::type_name::<F>()), Box::new(program))
    }

    #[track_caller]
    fn unexplored_dyn(self, test: String, program: Box<Program<'_>>) -> Exploration<'_> {
        let place = Location::caller();
        let (check, expected) = named(&test, place);
        Exploration {
            report: Report {
                explored: false,
                ..self.empty_report(check, expected)
            },
            check: self,
            test,
            program,
            place,
        }
    }

    #[track_caller]
    fn explore_dyn(mut self, test: String, program: Box<Program<'_>>) -> Exploration<'_> {
        assert!(!model::active(), "an exploration can't be explored");
        let place = Location::caller();
        let (check, expected) = named(&test, place);
        let wishes = report::wishes();
        self.schedule = wishes.schedule.clone().or(self.schedule);
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

    pub(crate) fn empty_report(&self, check: String, expected: Option<Vec<String>>) -> Report {
        let memory = if self.weak_memory {
            Memory::Weak {
                spurious_failures: self.spurious_failures,
            }
        } else {
            Memory::SequentiallyConsistent
        };
        Report::empty(check, memory, expected)
    }

    fn explorer(&self) -> Explorer {
        let explorer = match self.max_preemptions {
            _ if self.schedule.is_some() => Explorer::replaying(self.max_steps),
            None => Explorer::new(self.max_steps),
            Some(preemptions) => Explorer::bounded(self.max_steps, preemptions),
        };
        if self.weak_memory {
            explorer.weak_memory(self.spurious_failures)
        } else {
            explorer
        }
    }

    pub(crate) fn run(
        &self,
        check: String,
        expected: Option<Vec<String>>,
        program: &Program<'_>,
    ) -> Report {
        model::on_a_thread_of_its_own(|| self.explore_here(check, expected, program))
    }

    fn explore_here(
        &self,
        check: String,
        expected: Option<Vec<String>>,
        program: &Program<'_>,
    ) -> Report {
        let begin = Instant::now();
        let director = match self.schedule.as_deref().map(Schedule::parse) {
            None => None,
            Some(Ok(schedule)) => Some(Box::new(Director::new(schedule))),
            Some(Err(misfit)) => {
                let mut report = self.empty_report(check, expected);
                report.retell(Retold::unreadable(misfit));
                return report;
            }
        };
        let _watch = Watch::begin(&check);
        let limits = Limits {
            threads: self.max_threads,
            printed: PRINTED,
            spurious_wakeups: self.spurious_wakeups,
        };
        let mut model = Model::new(self.explorer(), limits, self.printing_matters);
        model.director = director;
        model.install();
        let mut gathering = Gathering::new(self, begin, self.empty_report(check, expected));
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

/// The name of the check that is this test, and what its snapshot expects of it.
fn named(test: &str, place: &Location<'_>) -> (String, Option<Vec<String>>) {
    let check = test.rsplit("::").next().unwrap_or(test).to_owned();
    let expected = match report::wishes().blessing {
        true => None,
        false => snapshot::expected(place.file(), &check).ok(),
    };
    (check, expected)
}

/// The test that a closure stands in, as the test harness calls it, from the name of the
/// closure's type.
pub(crate) fn test_of(path: &str) -> String {
    let path = path.trim_end_matches("::{{closure}}");
    path.split_once("::")
        .map_or(path, |(_, path)| path)
        .to_owned()
}
