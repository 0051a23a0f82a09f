//! One execution in virtual time: threads come to steps, which they take at once or wait
//! for, and need time in between.
//!
//! What a step does, and whether it may be taken, the explorer's objects say. Who runs,
//! and when, the schedule says. Who waits for what is in `waiting.rs`.

mod waiting;

use interleave_core::op::{Action, ObjectId, Op, Outcome, ThreadId};
use interleave_core::{Chains, Explorer, Site};

use self::waiting::Blocked;
use super::schedule::{Event, Schedule};
use super::waits::Waits;
use super::{Activity, Ended, Limits, Machine, Stay, units};
use crate::model::End;

/// What comes of an operation.
pub(crate) enum Answer {
    Done(Outcome),
    /// The thread needs time, or waits: see [`Simulated::go_on`].
    Later,
    /// There were too many.
    End,
}

/// A thread's part in the execution.
#[derive(Default)]
pub(super) struct Actor {
    pub born: u64,
    pub ended: Option<u64>,
    blocked: Option<Blocked>,
    /// What came of the step that it waited for.
    outcome: Option<Outcome>,
    /// When its timer ends.
    deadline: u64,
    /// Work that it is doing.
    working: u64,
}

pub(crate) struct Simulated {
    pub(super) machine: Machine,
    pub(super) schedule: Schedule,
    pub(super) chains: Chains,
    pub(super) actors: Vec<Actor>,
    pub(super) waits: Waits,
    pub(super) stays: Vec<Stay>,
    /// What ended it, if that was a bound.
    pub(super) bound: Option<Ended>,
    /// Who waits for something to happen to an object, the longest first.
    queues: Vec<Vec<ThreadId>>,
    /// Senders that are about to look again, with their steps.
    returning: Vec<(ThreadId, Op)>,
    alive: usize,
    /// Steps since time last passed, and when that was.
    steps_at: (u64, u64),
    /// How many may be taken without any time passing.
    without_time: u64,
}

/// Steps that may be taken without any time passing, or a quarter of all that may be taken.
const WITHOUT_TIME: u64 = 1_000_000;

impl Simulated {
    pub fn new(machine: Machine, limits: Limits) -> Self {
        Self {
            machine,
            schedule: Schedule::new(machine, limits.time, limits.steps),
            chains: Chains::default(),
            actors: Vec::new(),
            waits: Waits::default(),
            stays: Vec::new(),
            bound: None,
            queues: Vec::new(),
            returning: Vec::new(),
            alive: 0,
            steps_at: (0, 0),
            without_time: WITHOUT_TIME.min(limits.steps / 4),
        }
    }

    /// A new thread, ready to run.
    pub fn spawn(&mut self, creator: Option<ThreadId>, thread: ThreadId, life: ObjectId) {
        self.waits.add_thread(thread, life);
        if let Some(creator) = creator {
            self.chains.spawn(creator, thread);
        }
        if self.actors.len() <= thread.index() {
            self.actors.resize_with(thread.index() + 1, Actor::default);
        }
        self.actors[thread.index()].born = self.schedule.now();
        self.alive += 1;
        self.schedule.ready(thread);
    }

    /// What a thread pays to create another one.
    pub fn spawn_cost(&self) -> u64 {
        self.machine.spawn
    }

    /// The thread, which runs, needs so much time.
    pub fn needs(&mut self, thread: ThreadId, time: u64, activity: Activity) {
        if activity == Activity::Work {
            self.actors[thread.index()].working = time;
        }
        self.schedule.spend();
        self.schedule.needs(thread, time, activity);
    }

    /// The thread, which runs, comes to a step.
    pub fn ask(
        &mut self,
        explorer: &mut Explorer,
        thread: ThreadId,
        op: &Op,
        site: Site,
    ) -> Answer {
        if let Some(bound) = self.too_many_steps(thread, site) {
            self.bound = Some(bound);
            return Answer::End;
        }
        let now = self.schedule.now();
        let actor = &mut self.actors[thread.index()];
        match op.action {
            Action::Yield => self.schedule.gives_way_after(thread, 1, Activity::Spin),
            Action::Spin => self.schedule.needs(thread, 1, Activity::Spin),
            Action::Now => return Answer::Done(Outcome::Time(now.saturating_mul(units::NANOS))),
            Action::SetTimer(nanos) => {
                actor.deadline = now.saturating_add(units::of_nanos(nanos));
                return Answer::Done(Outcome::Done);
            }
            Action::SetDeadline(time) => {
                actor.deadline = units::of_nanos(time);
                return Answer::Done(Outcome::Done);
            }
            Action::Until(time) => {
                actor.deadline = units::of_nanos(time);
                let sleep = Op::new(op.object, Action::Sleep);
                return self.ask(explorer, thread, &sleep, site);
            }
            Action::Sleep if actor.deadline <= now => return Answer::Done(Outcome::Done),
            Action::Sleep => self.block(explorer, thread, op, site),
            _ if explorer.may_take(thread, op, actor.deadline <= now) => {
                return Answer::Done(self.take(explorer, thread, op));
            }
            _ => self.block(explorer, thread, op, site),
        }
        Answer::Later
    }

    /// The thread enters a section. Gives the number of its stay.
    pub fn enter(&mut self, thread: ThreadId, name: &'static str) -> usize {
        self.stays.push(Stay {
            name,
            thread: thread.0,
            from: self.schedule.now(),
            to: None,
        });
        self.stays.len() - 1
    }

    /// The stay ends.
    pub fn leave(&mut self, stay: usize) {
        self.stays[stay].to = Some(self.schedule.now());
    }

    fn too_many_steps(&mut self, thread: ThreadId, site: Site) -> Option<Ended> {
        if !self.schedule.spend() {
            return Some(Ended::OutOfSteps);
        }
        let now = self.schedule.now();
        if self.steps_at.0 != now {
            self.steps_at = (now, 0);
        }
        self.steps_at.1 += 1;
        (self.steps_at.1 > self.without_time).then_some(Ended::Endless {
            thread: thread.0,
            site,
        })
    }

    /// Takes a step, and lets go on whoever waited for it.
    fn take(&mut self, explorer: &mut Explorer, thread: ThreadId, op: &Op) -> Outcome {
        let outcome = explorer.take_now(thread, op, &mut self.chains);
        if op.action == Action::Finish {
            self.actors[thread.index()].ended = Some(self.schedule.now());
            self.alive -= 1;
            self.schedule.leaves(thread);
        }
        self.settle(explorer, op);
        outcome
    }

    /// What came of the step for which the thread had to wait.
    pub fn outcome(&mut self, thread: ThreadId) -> Outcome {
        let outcome = self.actors[thread.index()].outcome.take();
        outcome.unwrap_or(Outcome::Done)
    }

    /// Lets time pass until a thread goes on; `Err` if none does any more.
    pub fn go_on(&mut self, explorer: &mut Explorer) -> Result<ThreadId, End> {
        loop {
            match self.schedule.next() {
                Event::GoesOn(thread) => {
                    let worked = std::mem::take(&mut self.actors[thread.index()].working);
                    self.chains.lengthen(thread, worked);
                    if self.looks_again(explorer, thread) {
                        return Ok(thread);
                    }
                }
                Event::TimerEnds(thread) => self.timer_ends(explorer, thread),
                Event::Nothing if self.alive == 0 => return Err(End::Complete),
                Event::Nothing => return Err(End::Stuck),
                Event::OutOfTime => {
                    self.bound = Some(Ended::OutOfTime);
                    return Err(End::StepBound);
                }
                Event::OutOfSteps => {
                    self.bound = Some(Ended::OutOfSteps);
                    return Err(End::StepBound);
                }
            }
        }
    }
}
