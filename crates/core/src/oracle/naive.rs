//! All schedules of a program, one by one, and which of them are the same.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::program::{Line, Machine, Program, Result, sites};
use crate::footprint::Footprint;
use crate::op::{Action, ObjectId, Op, Outcome, ThreadId};
use crate::trace::{Event, Trace};
use crate::world::{Pending, World};

/// What the enumeration found.
pub struct Expected {
    pub outcomes: BTreeSet<Result>,
    pub classes: usize,
}

/// Enumerates the schedules; none if there are more than `limit`.
pub fn enumerate(program: &Program, limit: usize) -> Option<Expected> {
    let mut outcomes = BTreeSet::new();
    let mut classes = HashSet::new();
    let mut schedules: Vec<Vec<Move>> = vec![Vec::new()];
    let mut complete = 0;
    while let Some(schedule) = schedules.pop() {
        // Follows the first thread to the end, and leaves the others for later.
        let mut run = Run::of(program, &schedule);
        let mut schedule = schedule;
        loop {
            let enabled = run.enabled();
            let Some((&first, others)) = enabled.split_first() else {
                break;
            };
            for &other in others {
                schedules.push(schedule.iter().copied().chain([other]).collect());
            }
            schedule.push(first);
            run.step(first);
        }
        complete += 1;
        if complete > limit {
            return None;
        }
        outcomes.insert(run.machines.iter().map(Machine::result).collect());
        classes.insert(run.class());
    }
    Some(Expected {
        outcomes,
        classes: classes.len(),
    })
}

/// What the enumeration of schedules with few preemptions found.
pub struct WithFew {
    pub outcomes: BTreeSet<Result>,
    /// The fewest preemptions of the schedules of each class.
    pub classes: HashMap<Class, usize>,
    pub schedules: usize,
    /// Whether schedules with more preemptions were left out.
    pub cut: bool,
}

/// Enumerates the schedules with at most `most` preemptions; none if there are more than
/// `limit`.
pub fn enumerate_with_few(program: &Program, most: usize, limit: usize) -> Option<WithFew> {
    let mut found = WithFew {
        outcomes: BTreeSet::new(),
        classes: HashMap::new(),
        schedules: 0,
        cut: false,
    };
    let mut schedules: Vec<(Vec<Move>, usize)> = vec![(Vec::new(), 0)];
    while let Some((mut schedule, mut preemptions)) = schedules.pop() {
        let mut run = Run::of(program, &schedule);
        loop {
            let running = schedule.last().map(|&(id, _)| id);
            let running = running.filter(|&id| run.goes_on(id));
            let cost = |next: &Move| usize::from(running.is_some_and(|running| running != next.0));
            let enabled = run.enabled();
            if enabled.is_empty() {
                break;
            }
            let (within, without): (Vec<Move>, Vec<Move>) = enabled
                .iter()
                .partition(|next| preemptions + cost(next) <= most);
            found.cut |= !without.is_empty();
            for other in &within[1..] {
                let longer = schedule.iter().copied().chain([*other]).collect();
                schedules.push((longer, preemptions + cost(other)));
            }
            preemptions += cost(&within[0]);
            schedule.push(within[0]);
            run.step(within[0]);
        }
        found.schedules += 1;
        if found.schedules > limit {
            return None;
        }
        let outcome = run.machines.iter().map(Machine::result).collect();
        found.outcomes.insert(outcome);
        let fewest = found.classes.entry(run.class()).or_insert(usize::MAX);
        *fewest = preemptions.min(*fewest);
    }
    Some(found)
}

/// What all schedules that differ in the order of independent events only have in common:
/// for each event, what was chosen in it, and how many events of each thread came before it
/// because of a chain of conflicts.
pub type Class = Vec<(u16, u32, Option<u8>, Vec<u32>)>;

/// Who takes the next step, and what is chosen in it, if it is a choice.
type Move = (ThreadId, Option<u8>);

struct Run<'a> {
    program: &'a Program,
    world: World,
    trace: Trace,
    machines: Vec<Machine>,
    ids: Vec<ObjectId>,
    sites: Vec<Vec<crate::trace::Site>>,
}

impl<'a> Run<'a> {
    /// The program after the steps of `schedule`.
    fn of(program: &'a Program, schedule: &[Move]) -> Self {
        let mut world = World::default();
        world.restart(0);
        let ids = program
            .objects
            .iter()
            .zip(0..)
            .map(|(kind, name)| world.object(name, *kind));
        let ids = ids.collect();
        for _ in 1..program.threads.len() {
            world.spawn(ThreadId::MAIN);
        }
        let mut run = Self {
            program,
            world,
            trace: Trace::default(),
            machines: vec![Machine::default(); program.threads.len()],
            ids,
            sites: sites(program),
        };
        for thread in 0..program.threads.len() {
            run.announce(thread);
        }
        for &next in schedule {
            run.step(next);
        }
        run
    }

    fn script(&self, thread: usize) -> &'a [Line] {
        &self.program.threads[thread]
    }

    fn announce(&mut self, thread: usize) {
        let id = ThreadId::from_index(thread);
        loop {
            let machine = &self.machines[thread];
            // Nobody asks when a thread ends, so its end is no step here.
            let Some(op) = machine.next(self.script(thread), &self.ids) else {
                return;
            };
            let site = self.sites[thread][machine.line];
            let select = machine.select(self.script(thread), &self.ids).map(Rc::new);
            let mut op = op;
            op.timed |= select.as_ref().is_some_and(|select| {
                let pauses = |op: &Op| op.timed || matches!(op.action, Action::Until(_));
                select.ops().any(pauses)
            });
            if let Some(watched) = self.world.watch(id, &op, site, &self.trace) {
                self.world.threads[thread].pending = Some(Pending {
                    op,
                    select,
                    site,
                    watched,
                });
                return;
            }
            let script = self.script(thread);
            self.machines[thread].resume(script, Outcome::Done);
        }
    }

    fn enabled(&self) -> Vec<Move> {
        (0..self.machines.len())
            .map(ThreadId::from_index)
            .filter(|&id| self.world.enabled(id, &self.trace))
            .flat_map(|id| {
                self.world
                    .choices(id, &self.trace)
                    .map(move |choice| (id, choice))
            })
            .collect()
    }

    /// Whether the thread, which runs, could go on: it has not paused, does not wait, and
    /// has something better to do than to give up.
    fn goes_on(&self, id: ThreadId) -> bool {
        let thread = &self.world.threads[id.index()];
        let Some(pending) = &thread.pending else {
            return false;
        };
        let pauses = matches!(
            pending.op.action,
            Action::Yield | Action::Spin | Action::Sleep | Action::Stir
        );
        let mut patient = pending.op;
        patient.timed = false;
        let in_time = |choice: &Option<u8>| {
            let op = pending.op_chosen(*choice);
            !matches!(op.action, Action::Until(_))
        };
        let permitted = match pending.select {
            None => self.world.permits(id, &patient),
            Some(_) => self.world.choices(id, &self.trace).any(|one| in_time(&one)),
        };
        !pauses && !thread.gave_way && self.world.enabled(id, &self.trace) && permitted
    }

    fn step(&mut self, (id, choice): Move) {
        let pending = self.world.threads[id.index()].pending.take().unwrap();
        let footprint = self.world.footprint_of(id, &pending, choice, &self.trace);
        let (op, taken) = (*pending.op_chosen(choice), pending.taken(choice));
        let Pending { site, watched, .. } = pending;
        let outcome = match op.action {
            Action::Choose => Outcome::Taken(choice == Some(1)),
            _ => self.world.apply_taken(id, &op, taken.as_ref()),
        };
        let arm = taken.as_ref().map(|taken| usize::from(taken.number));
        let index = self.trace.events.len();
        self.world.note_use(index, &op, &footprint);
        let thread = &mut self.world.threads[id.index()];
        thread.steps += 1;
        thread.last = Some(index);
        thread.gave_way = false;
        let mut event = Event {
            thread: id,
            number: thread.steps,
            op,
            taken,
            site,
            outcome,
            written: None,
            footprint,
            watched,
            joined: Box::default(),
            after_pause: false,
            races: 0,
        };
        if let Action::Store(value, _) = op.action {
            event.written = Some(value);
        }
        if let (Action::CompareExchange { new, .. }, Outcome::Exchanged { success: true, .. }) =
            (op.action, outcome)
        {
            event.written = Some(new);
        }
        if event.op.timed && outcome != Outcome::TimedOut {
            self.world.saw_change(id);
        } else if !event.watched.is_empty() {
            self.world.look_again(id, site);
        }
        if let (Action::Modify(_, change), Outcome::Value(old)) = (op.action, outcome) {
            event.written = Some(change.of(old));
        }
        let script = self.script(id.index());
        self.machines[id.index()].resume_after(script, outcome, arm);
        self.trace.push(event, &[]);
        self.world.taken = index + 1;
        self.announce(id.index());
    }

    fn class(&self) -> Class {
        let threads = self.machines.len();
        let mut clocks: Vec<Vec<u32>> = Vec::new();
        for (index, event) in self.trace.events.iter().enumerate() {
            let mut clock = vec![0; threads];
            for (earlier, before) in self.trace.events[..index].iter().zip(&clocks) {
                let own = earlier.thread == event.thread;
                if own || conflicts(&earlier.footprint, &event.footprint) {
                    for (mine, theirs) in clock.iter_mut().zip(before) {
                        *mine = (*mine).max(*theirs);
                    }
                }
            }
            clock[event.thread.index()] = event.number;
            clocks.push(clock);
        }
        let mut class: Vec<_> = self
            .trace
            .events
            .iter()
            .zip(clocks)
            .map(|(event, clock)| (event.thread.0, event.number, event.choice(), clock))
            .collect();
        class.sort_unstable();
        class
    }
}

fn conflicts(a: &Footprint, b: &Footprint) -> bool {
    a.iter()
        .any(|x| b.iter().any(|y| x.conflicts(y) || y.conflicts(x)))
}
