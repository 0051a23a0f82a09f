//! Runs a program in virtual time on a machine with a given number of cores.
//!
//! The explorer asks what a program can do, whatever the machine; a simulation shows what
//! one execution does on one machine: who runs when on which core, who waits for what.
//! It is exact: it has a schedule of its own, and time is counted, not measured.
//!
//! What takes time: [`work`], as much as it says; `thread::sleep` and time-outs, a
//! [`UNIT`] a microsecond; each round of a waiting loop (`yield_now`, `spin_loop`), one
//! unit; and what the [`Machine`] asks for. All other steps of the judged std take none.
//! How threads are scheduled is written in [`Simulation`].

mod chart;
mod figures;
mod grain;
mod machine;
mod schedule;
mod simulated;
mod timeline;
mod units;
mod waits;

pub(crate) use simulated::{Answer, Simulated};

pub use chart::{Chart, Letters};
pub use machine::Machine;
pub use timeline::{Activity, Ended, Slice, Stay, Thread, Timeline};
pub use units::{UNIT, work};
pub use waits::{Wait, What};

use crate::Run;
use crate::model::{self, Model};

/// Runs `program` on `machine`, within the default bounds of [`Simulation`].
///
/// ```
/// # extern crate judged as std;
/// use std::thread;
///
/// use interleave::{Machine, Run, simulate, work};
///
/// let two_tasks = |_: &Run| {
///     thread::scope(|s| {
///         s.spawn(|| work(40));
///         s.spawn(|| work(40));
///     });
/// };
/// let one = simulate(Machine::with_cores(1), two_tasks);
/// let two = simulate(Machine::with_cores(2), two_tasks);
/// assert_eq!((one.makespan(), two.makespan()), (80, 40));
/// assert_eq!((two.work(), two.span()), (80, 40));
/// println!("{}", two.by_core());
/// ```
///
/// # Panics
/// As [`Simulation::run`].
#[track_caller]
pub fn simulate<F: Fn(&Run) + Send + Sync>(machine: Machine, program: F) -> Timeline {
    Simulation::on(machine).run(program)
}

/// How many times as fast `program` is on `machine` as on one core of it.
///
/// # Panics
/// As [`Simulation::run`].
#[track_caller]
pub fn speed_up<F: Fn(&Run) + Send + Sync>(machine: Machine, program: F) -> f64 {
    let one = Machine {
        cores: 1,
        ..machine
    };
    simulate(machine, &program).speed_up_over(&simulate(one, &program))
}

/// Bounds of a simulation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub time: u64,
    pub steps: u64,
    threads: usize,
}

/// How to simulate a program.
///
/// # The schedule
/// - One queue holds the threads that are ready to run. An idle core takes the first of
///   them; of several idle cores the one on which this thread has run last, if nothing has
///   run there since, or else the one with the lowest number. A new thread, and one that
///   no longer waits, goes to the end of the queue.
/// - A thread keeps its core for a quantum. If it then needs more time and another thread
///   is ready, it goes to the end of the queue; if none is, it has another quantum. What
///   takes no time it still does. `yield_now` takes a unit and sends the thread to the end
///   of the queue; `spin_loop` only takes a unit.
/// - A thread that has to wait leaves its core. Its step is taken at the very moment at
///   which that becomes possible, by the thread that has waited longest. So locks are
///   handed over in turn, and messages go to whoever has waited for one. (std leaves both
///   open.) Only a sender that waited for room puts its message in when it runs again.
/// - Of what is due at the same moment, the thread with the lowest number comes first.
///
/// An execution ends when every thread has ended, also those that nobody joins.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Simulation {
    machine: Machine,
    limits: Limits,
}

/// Bytes of output that are kept.
const PRINTED: usize = 64 * 1024;

impl Simulation {
    /// On this machine, up to 10¹² units of time, 4,000,000 steps and 4,096 threads at
    /// once.
    pub fn on(machine: Machine) -> Self {
        Self {
            machine,
            limits: Limits {
                time: 1_000_000_000_000,
                steps: 4_000_000,
                threads: 4_096,
            },
        }
    }

    /// Ends after so many units of time, as [`Ended::OutOfTime`].
    pub fn max_time(mut self, units: u64) -> Self {
        self.limits.time = units;
        self
    }

    /// Ends after so many steps, as [`Ended::OutOfSteps`]. Calls of [`work`] count, and so
    /// does the end of a quantum after which another thread has the core.
    pub fn max_steps(mut self, steps: u64) -> Self {
        self.limits.steps = steps;
        self
    }

    /// Ends where more threads than these live at once, as [`Ended::TooManyThreads`].
    pub fn max_threads(mut self, threads: usize) -> Self {
        self.limits.threads = threads;
        self
    }

    /// Runs the program, which must be built on a judged std.
    ///
    /// # Panics
    /// If the machine has no core or more than 4,096, or a quantum of zero; if called
    /// inside of an exploration or a simulation.
    #[track_caller]
    pub fn run<F: Fn(&Run) + Send + Sync>(self, program: F) -> Timeline {
        self.machine.check();
        assert!(
            !model::active(),
            "a simulation can't run inside of an exploration or of another one"
        );
        // All the rest is compiled once, not again for every program.
        let test = crate::check::test_of(std::any::type_name::<F>());
        self.run_dyn(&test, &program)
    }

    pub(crate) fn run_dyn(self, test: &str, program: &(dyn Fn(&Run) + Sync)) -> Timeline {
        let name = test.rsplit("::").next().unwrap_or(test);
        model::on_a_thread_of_its_own(|| self.run_here(name, program))
    }

    fn run_here(self, name: &str, program: &(dyn Fn(&Run) + Sync)) -> Timeline {
        let _watch = crate::watch::Watch::begin(name);
        let limits = model::Limits {
            threads: self.limits.threads,
            printed: PRINTED,
            spurious_wakeups: 0,
        };
        let explorer = interleave_core::Explorer::new(0);
        let mut model = Model::new(explorer, limits, false);
        model.simulated = Some(Box::new(Simulated::new(self.machine, self.limits)));
        model.install();
        let body = || program(&Run::explored());
        let mut timeline = None;
        model::execute(&body, |model| {
            let simulated = model.simulated.take();
            timeline = simulated.map(|simulated| Timeline::of(model, *simulated));
        });
        Model::uninstall();
        timeline.expect("the execution came to an end")
    }
}
