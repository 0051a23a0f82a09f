//! Checks that ask simulated machines: facts of a timeline as lines of the snapshot.
//!
//! The explorer says what a program may do, whatever the machine. Here the same program is
//! run on machines, and what the check asks of their timelines is compared as well.

mod facts;
mod on_machine;

use std::fmt::Debug;
use std::ops::RangeBounds;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

pub(crate) use self::facts::{Better, Fact};
pub(crate) use self::on_machine::OnMachine;

use crate::check::Check;
use crate::simulate::{Simulation, Timeline};
use crate::watch::Watch;
use crate::{Exploration, Machine, Run, report};

/// Steps of a simulation: more than a check's program has, and few enough that one without
/// end is known for what it is at once.
const STEPS: u64 = 400_000;

/// A program, to be run on simulated machines alone: its interleavings are not explored.
///
/// For programs that are too large for that. What they give in every interleaving, a check
/// of its own should ask of a smaller one.
///
/// ```no_run
/// # extern crate judged as std;
/// use interleave::{Machine, work};
///
/// interleave::simulated(|_| work(40))
///     .on(Machine::with_cores(4))
///     .makespan()
///     .assert_snapshot();
/// ```
#[track_caller]
pub fn simulated<'p, F: Fn(&Run) + Send + Sync + 'p>(program: F) -> Simulations<'p> {
    Simulations(Check::new().unexplored(program))
}

impl<'p> Exploration<'p> {
    /// Runs the same program on a simulated machine. What is asked after that is said of
    /// this run, and is part of what [`Simulations::assert_snapshot`] compares.
    ///
    /// ```no_run
    /// # extern crate judged as std;
    /// # use std::thread;
    /// use interleave::{Machine, work};
    ///
    /// interleave::explore(|run| {
    ///     thread::scope(|s| {
    ///         for task in ["left", "right"] {
    ///             s.spawn(move || {
    ///                 let _in = run.section(task);
    ///                 work(40);
    ///             });
    ///         }
    ///     });
    /// })
    /// .on(Machine::with_cores(1))
    /// .makespan()
    /// .on(Machine::with_cores(2))
    /// .makespan()
    /// .parallel_at(1, "left", "right")
    /// .assert_snapshot();
    /// ```
    ///
    /// # Panics
    /// If the machine can run no program.
    #[track_caller]
    pub fn on(self, machine: Machine) -> Simulations<'p> {
        Simulations(self).on(machine)
    }
}

/// A program and its runs on simulated machines.
///
/// Each fact that is asked for is a line of the snapshot, such as `makespan on 2 cores: 40`.
/// It is asked of the machine that was named last. A fact of an execution that does not
/// come to its end is not given; the line is then `on 2 cores: deadlock`, or what else
/// ended it.
#[must_use = "simulations are judged by `assert_snapshot`"]
pub struct Simulations<'p>(Exploration<'p>);

impl Simulations<'_> {
    /// Runs the same program on another machine; on one that was named before, what was
    /// seen there is asked for more.
    ///
    /// # Panics
    /// If the machine can run no program.
    #[track_caller]
    pub fn on(mut self, machine: Machine) -> Self {
        machine.check();
        let runs = &mut self.0.report.simulations;
        if let Some(known) = runs.iter().position(|on| on.timeline.machine() == machine) {
            let known = runs.remove(known);
            runs.push(known);
            return self;
        }
        if self.skips() {
            return self;
        }
        let begin = Instant::now();
        let timeline = self.run_on(machine);
        self.0.report.seconds += begin.elapsed().as_secs_f64();
        self.0.report.simulations.push(OnMachine::new(timeline));
        self
    }

    /// How long it takes.
    #[track_caller]
    pub fn makespan(self) -> Self {
        self.figure("makespan", Better::Less, |timeline| {
            timeline.makespan().to_string()
        })
    }

    /// [`Timeline::work`].
    #[track_caller]
    pub fn work(self) -> Self {
        self.figure("work", Better::Same, |timeline| timeline.work().to_string())
    }

    /// [`Timeline::span`].
    #[track_caller]
    pub fn span(self) -> Self {
        self.figure("span", Better::Less, |timeline| timeline.span().to_string())
    }

    /// [`Timeline::parallelism`], with two decimals.
    #[track_caller]
    pub fn parallelism(self) -> Self {
        self.figure("parallelism", Better::More, |timeline| {
            format!("{:.2}", timeline.parallelism())
        })
    }

    /// How many times as fast it is as on one core of this machine, with two decimals.
    #[track_caller]
    pub fn speed_up(self) -> Self {
        let Some(last) = self.0.report.simulations.last() else {
            return self.figure("speed-up", Better::More, |_| String::new());
        };
        let one = Machine {
            cores: 1,
            ..last.timeline.machine()
        };
        let one = self.run_on(one);
        self.figure("speed-up", Better::More, |timeline| {
            format!("{:.2}", timeline.speed_up_over(&one))
        })
    }

    /// How long each core was busy.
    #[track_caller]
    pub fn busy(self) -> Self {
        self.figure("busy", Better::Same, |timeline| {
            let cores = 0..timeline.machine().cores;
            let busy: Vec<String> = cores.map(|core| timeline.busy(core).to_string()).collect();
            busy.join(", ")
        })
    }

    /// [`Timeline::longest_wait_for_a_lock`].
    #[track_caller]
    pub fn longest_wait_for_a_lock(self) -> Self {
        self.figure("longest wait for a lock", Better::Less, |timeline| {
            timeline.longest_wait_for_a_lock().to_string()
        })
    }

    /// [`Timeline::waited_for_locks`].
    #[track_caller]
    pub fn waited_for_locks(self) -> Self {
        self.figure("waited for locks", Better::Less, |timeline| {
            timeline.waited_for_locks().to_string()
        })
    }

    /// [`Timeline::most_inside`] of this section.
    #[track_caller]
    pub fn inside(self, section: &str) -> Self {
        let name = format!("inside {section} at once");
        self.figure(&name, Better::More, |timeline| {
            timeline.most_inside(section).to_string()
        })
    }

    /// Whether two tasks, sections or threads, are `parallel` at this grain; see
    /// [`Timeline::parallel_at`]. If one of them never was, the line says so.
    #[track_caller]
    pub fn parallel_at(self, grain: u64, a: &str, b: &str) -> Self {
        let name = format!("{a} and {b} at grain {grain}");
        self.figure(&name, Better::Parallel, |timeline| {
            let missing = [a, b].into_iter().find(|task| !timeline.has_task(task));
            match missing {
                Some(task) => format!("{task} never runs"),
                None if timeline.parallel_at(grain, a, b) => "parallel".to_owned(),
                None => "not parallel".to_owned(),
            }
        })
    }

    /// What the program has observed in this run, as a report lists it.
    #[track_caller]
    pub fn observed(self) -> Self {
        self.figure("observed", Better::Same, |timeline| {
            timeline.observed().to_owned()
        })
    }

    /// Whatever `ask` says of the timeline, under this name.
    ///
    /// `ask` may call the learner's code: a panic of it is the fact, and a loop without end
    /// is told.
    #[track_caller]
    pub fn fact<T: Debug>(self, name: &str, ask: impl FnOnce(&Timeline) -> T) -> Self {
        let check = self.0.report.check.clone();
        self.figure(name, Better::Unknown, |timeline| {
            let _watch = Watch::begin(&check);
            let answer = catch_unwind(AssertUnwindSafe(|| format!("{:?}", ask(timeline))));
            answer.unwrap_or_else(|panic| {
                let message = crate::panics::message_in(&*panic).unwrap_or_default();
                format!("panic: {}", message.lines().next().unwrap_or_default())
            })
        })
    }

    /// The figure that was asked for last need not be an exact one: all in `range` are as
    /// good, and the snapshot says only that it is in there. So solutions that differ in
    /// details have the same snapshot; if it is not in there, its line gives the figure.
    ///
    /// # Panics
    /// If what was asked for last is not a figure in whole numbers.
    #[track_caller]
    pub fn within(mut self, range: impl RangeBounds<u64>) -> Self {
        if !self.skips() {
            let facts = self.last("a range").facts.last_mut();
            facts.expect("a figure comes first").within(&range);
        }
        self
    }

    /// Compares all that was asked for, and all that was seen in the exploration if there
    /// was one, with the `snapshot` beside the check's file, and writes the report where a
    /// runner reads it.
    ///
    /// # Panics
    /// With the story of what is not as expected, unless a runner reads it.
    #[track_caller]
    pub fn assert_snapshot(self) {
        self.0.assert_snapshot();
    }

    /// As [`Exploration::behaviours`], with the facts.
    #[must_use]
    pub fn behaviours(&self) -> Vec<String> {
        self.0.behaviours()
    }

    /// As [`Exploration::story`], with the facts.
    #[must_use]
    pub fn story(self, expected: &[&str]) -> String {
        self.0.story(expected)
    }

    /// The report of a check that expects this, as a line of the report file.
    #[doc(hidden)]
    #[must_use]
    pub fn report(self, expected: &[&str]) -> String {
        self.0.report_line(expected)
    }

    /// On real threads and in replays there is no machine.
    fn skips(&self) -> bool {
        report::wishes().real_answer.is_some() || self.0.report.retold.is_some()
    }

    fn run_on(&self, machine: Machine) -> Timeline {
        Simulation::on(machine)
            .max_steps(STEPS)
            .run_dyn(&self.0.test, &*self.0.program)
    }

    #[track_caller]
    fn figure(mut self, name: &str, better: Better, ask: impl FnOnce(&Timeline) -> String) -> Self {
        if self.skips() {
            return self;
        }
        let last = self.last(name);
        let subject = format!("{name} on {}", last.name());
        let figure = last.is_complete().then(|| ask(&last.timeline));
        let fact = Fact::new(name, subject, better, figure);
        let mut asked = self.0.report.simulations.iter().flat_map(|on| &on.facts);
        let again = asked.any(|other| other.subject == fact.subject);
        assert!(!again, "{} is asked for twice", fact.subject);
        self.last(name).facts.push(fact);
        self
    }

    #[track_caller]
    fn last(&mut self, what: &str) -> &mut OnMachine {
        let simulations = &mut self.0.report.simulations;
        match simulations.last_mut() {
            Some(last) => last,
            None => panic!("before {what} is asked for, name a machine: `.on(..)`"),
        }
    }
}
