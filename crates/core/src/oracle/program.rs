//! Scripted programs: a list of operations a thread, and a register that reads go into
//! and stores come from, so that what is read matters.

use std::collections::{BTreeSet, HashSet};
use std::panic::Location;
use std::sync::atomic::Ordering::{self, SeqCst};

use crate::explorer::{Explorer, Next};
use crate::op::{Action, Begun, Change, Kind, ObjectId, Op, Outcome, Received, Sent, ThreadId};
use crate::reply::Reply;
use crate::select::Select;
use crate::weak::testing::Class;

/// One operation of a script.
#[derive(Clone)]
pub struct Line {
    pub object: usize,
    pub action: Action,
    pub also: Option<(usize, Action)>,
    pub timed: bool,
    /// If it does one of several operations: those.
    pub select: Option<Arms>,
    /// Where to go on if the answer is no: a try that failed, a value that isn't there.
    pub otherwise: Option<usize>,
}

impl std::fmt::Debug for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(arms) = &self.select {
            let how = match (arms.in_order, arms.asks) {
                (_, true) => "which of",
                (true, _) => "first of",
                _ => "one of",
            };
            write!(f, "{how} {:?}", arms.lines)?;
            return arms.or.iter().try_for_each(|or| write!(f, " or {or:?}"));
        }
        let action = format!("{:?}", self.action).replace(['\n', ' '], "");
        write!(f, "{}.{action}", self.object)?;
        if let Some((object, action)) = self.also {
            write!(f, " and {object}.{action:?}")?;
        }
        if self.timed {
            write!(f, " timed")?;
        }
        if let Some(target) = self.otherwise {
            write!(f, " else {target}")?;
        }
        Ok(())
    }
}

/// Several operations of which one is done.
#[derive(Clone, Debug)]
pub struct Arms {
    pub lines: Vec<Line>,
    pub in_order: bool,
    /// None is done: it asks which could be.
    pub asks: bool,
    pub or: Option<Box<Line>>,
}

impl Line {
    /// One of several operations.
    pub fn select(arms: Arms) -> Self {
        Self {
            select: Some(arms),
            ..Self::new(0, Action::Select)
        }
    }

    fn op(&self, ids: &[ObjectId]) -> Op {
        let object = match self.action {
            Action::Yield
            | Action::Spin
            | Action::Fence(_)
            | Action::Choose
            | Action::Select
            | Action::Otherwise
            | Action::Any => ObjectId::NONE,
            _ => ids[self.object],
        };
        let mut op = Op::new(object, self.action);
        if let Some((object, action)) = self.also {
            op = op.and(ids[object], action);
        }
        op.timed = self.timed;
        op
    }
    pub fn new(object: usize, action: Action) -> Self {
        Self {
            object,
            action,
            also: None,
            timed: false,
            select: None,
            otherwise: None,
        }
    }
}

#[derive(Clone)]
pub struct Program {
    pub objects: Vec<Kind>,
    /// A script for each thread; all exist from the start.
    pub threads: Vec<Vec<Line>>,
}

impl std::fmt::Debug for Program {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "a program on {:?}:", self.objects)?;
        for (number, script) in self.threads.iter().enumerate() {
            writeln!(f, "  {number}: {script:?}")?;
        }
        Ok(())
    }
}

/// What an execution gave: the registers, and where each thread stopped.
pub type Result = Vec<(u64, usize)>;

/// A thread of a running program.
#[derive(Clone, Debug, Default)]
pub struct Machine {
    pub line: usize,
    register: u64,
}

impl Machine {
    /// The next operation; none at the end of the script.
    pub fn next(&self, script: &[Line], ids: &[ObjectId]) -> Option<Op> {
        let line = script.get(self.line)?;
        let mut op = line.op(ids);
        if let Action::Store(value, order) = line.action {
            op.action = Action::Store(value + self.register % 5, order);
        }
        Some(op)
    }

    /// The operations of which the next step is one, if it is one of several.
    pub fn select(&self, script: &[Line], ids: &[ObjectId]) -> Option<Select> {
        let arms = script.get(self.line)?.select.as_ref()?;
        let ops = arms.lines.iter().map(|line| line.op(ids));
        let mut select = Select::new(ops.collect());
        if arms.in_order {
            select = select.in_order();
        }
        if arms.asks {
            select = select.asking();
        }
        if let Some(or) = &arms.or {
            select = select.or(or.op(ids));
        }
        Some(select)
    }

    /// Goes on after one of several operations, or after the only one.
    pub fn resume_after(&mut self, script: &[Line], outcome: Outcome, arm: Option<usize>) {
        self.resume(script, outcome);
        if let Some(arm) = arm {
            self.register = self.register.wrapping_mul(7).wrapping_add(1 + arm as u64);
        }
    }

    /// Goes on after an operation.
    pub fn resume(&mut self, script: &[Line], outcome: Outcome) {
        let line = &script[self.line];
        self.register = self.register.wrapping_mul(7).wrapping_add(digest(outcome));
        let no = matches!(
            outcome,
            Outcome::Value(0) | Outcome::Taken(false) | Outcome::Begun(Begun::Complete)
        ) || line.action == Action::Stir;
        self.line = match line.otherwise {
            Some(target) if no => target,
            _ => self.line + 1,
        };
    }

    pub fn result(&self) -> (u64, usize) {
        (self.register, self.line)
    }
}

/// What a thread can tell of an outcome.
fn digest(outcome: Outcome) -> u64 {
    match outcome {
        Outcome::Done => 0,
        Outcome::TimedOut => 1,
        Outcome::Value(value) => 2 + value,
        Outcome::Exchanged { found, success } => 3 + 2 * found + u64::from(success),
        Outcome::Taken(taken) => 4 + u64::from(taken),
        Outcome::Begun(Begun::First) => 6,
        Outcome::Begun(Begun::Poisoned) => 7,
        Outcome::Begun(Begun::Complete) => 8,
        Outcome::Arrived { leader } => 9 + u64::from(leader),
        Outcome::Sent(Sent::Done) => 11,
        Outcome::Sent(Sent::Full) => 12,
        Outcome::Sent(Sent::Closed) => 13,
        Outcome::Received(Received::Message) => 14,
        Outcome::Received(Received::Empty) => 15,
        Outcome::Received(Received::Closed) => 16,
        Outcome::Met(thread) => 17 + u64::from(thread.0),
        Outcome::Happened => 17,
        Outcome::Time(time) => 18 + time,
    }
}

/// What an exploration found.
#[derive(Debug, Default)]
pub struct Found {
    pub outcomes: BTreeSet<Result>,
    /// The graphs, under weak memory.
    pub classes: HashSet<Class>,
    pub executions: u64,
    pub redundant: u64,
    pub stuck: u64,
    /// Executions begun, whether or not they were told to be new.
    pub begun: u64,
    /// The fewest preemptions of each execution that was told to be new.
    pub preemptions: Vec<usize>,
    pub cut: bool,
}

/// Where this function is called.
#[track_caller]
fn here() -> &'static Location<'static> {
    Location::caller()
}

/// Every line of a script has a place of its own, as in a source file.
#[rustfmt::skip]
pub fn site(line: usize) -> &'static Location<'static> {
    [
        here(), here(), here(), here(), here(), here(), here(), here(), here(), here(),
        here(), here(), here(), here(), here(), here(), here(), here(), here(), here(),
        here(), here(), here(), here(), here(), here(), here(), here(), here(), here(),
    ][line]
}

/// The places of a program's lines.
pub fn sites(program: &Program) -> Vec<Vec<&'static Location<'static>>> {
    let of = |script: &Vec<Line>| (0..=script.len()).map(site).collect();
    program.threads.iter().map(of).collect()
}

/// Runs `program` under the explorer, at most `limit` executions.
pub fn explore(program: &Program, limit: u64) -> Found {
    explore_with(Explorer::new(2_000), program, limit)
}

/// Runs `program` in all executions with at most so many preemptions.
pub fn explore_few(program: &Program, most: usize, limit: u64) -> Found {
    let mut preemptions = Vec::new();
    let explorer = Explorer::bounded(2_000, most);
    let mut found = explore_and_tell(explorer, program, limit, |explorer| {
        let telling = explorer.fewest_preemptions(usize::MAX, false);
        preemptions.push(telling.expect("there is no limit").preemptions);
    });
    found.preemptions = preemptions;
    found
}

/// Runs `program` under an explorer, at most `limit` executions.
pub fn explore_with(explorer: Explorer, program: &Program, limit: u64) -> Found {
    explore_and_tell(explorer, program, limit, |_| ())
}

fn explore_and_tell(
    explorer: Explorer,
    program: &Program,
    limit: u64,
    mut tell: impl FnMut(&Explorer),
) -> Found {
    let mut explorer = explorer.without_idle_rounds();
    let mut found = Found::default();
    let sites = sites(program);
    loop {
        explorer.begin();
        let (machines, end) = run(program, &mut explorer, &sites, &mut |_| ());
        found.begun += 1;
        if explorer.is_new() {
            found.executions += 1;
            tell(&explorer);
        } else {
            assert!(end == Next::Known, "{end:?} in {program:?}");
            if !explorer.end() {
                found.cut = explorer.cut_at().is_some();
                return found;
            }
            continue;
        }
        found.stuck += u64::from(end == Next::Stuck);
        assert!(
            !matches!(end, Next::Diverged(_) | Next::StepBound),
            "{end:?} in {program:?}"
        );
        found
            .outcomes
            .insert(machines.iter().map(Machine::result).collect());
        found.classes.extend(explorer.class());
        if !explorer.end() || found.executions >= limit {
            found.redundant = explorer.redundant();
            found.cut = explorer.cut_at().is_some();
            return found;
        }
    }
}

/// Runs one execution. `before` is called where it is asked who goes next.
pub fn run(
    program: &Program,
    explorer: &mut Explorer,
    sites: &[Vec<&'static Location<'static>>],
    before: &mut dyn FnMut(&mut Explorer),
) -> (Vec<Machine>, Next) {
    let life = explorer.object(u64::MAX, Kind::Thread);
    let ids: Vec<ObjectId> = program
        .objects
        .iter()
        .zip(0..)
        .map(|(kind, name)| explorer.object(name, *kind))
        .collect();
    let mut machines = vec![Machine::default(); program.threads.len()];
    for thread in 0..program.threads.len() {
        if thread > 0 {
            explorer.spawn(ThreadId::MAIN);
        }
    }
    for thread in 0..program.threads.len() {
        announce(program, explorer, &mut machines, thread, &ids, sites, life);
    }
    before(explorer);
    let mut next = explorer.next(ThreadId::MAIN);
    while let Next::Run(id) = next {
        let outcome = explorer.perform();
        let script = &program.threads[id.index()];
        let machine = &mut machines[id.index()];
        let goes_on = machine.line < script.len();
        if goes_on {
            machine.resume_after(script, outcome, explorer.taken());
        }
        let known = goes_on
            .then(|| go_on(program, explorer, &mut machines, id, &ids, sites, life))
            .flatten();
        next = known.map_or_else(
            || {
                before(explorer);
                explorer.next(id)
            },
            Next::Run,
        );
    }
    (machines, next)
}

/// Goes on with the thread that runs, by the short ways where there are any. Says whose
/// turn it is if that is known already.
fn go_on(
    program: &Program,
    explorer: &mut Explorer,
    machines: &mut [Machine],
    id: ThreadId,
    ids: &[ObjectId],
    sites: &[Vec<&'static Location<'static>>],
    life: ObjectId,
) -> Option<ThreadId> {
    let script = &program.threads[id.index()];
    let machine = &mut machines[id.index()];
    while let Some(op) = machine.next(script, ids) {
        let site = sites[id.index()][machine.line];
        let mut reply = match machine.select(script, ids) {
            None => explorer.repeat_at_once(id, &op, site),
            Some(_) => Reply::NEW,
        };
        if reply == Reply::NEW {
            reply = explorer.keep_turn(id, &op, site);
        }
        if !reply.is_outcome() {
            if reply.waits_for().is_none() {
                announce(program, explorer, machines, id.index(), ids, sites, life);
            }
            return reply.waits_for();
        }
        machine.resume(script, reply.outcome());
    }
    explorer.do_silently(id, &Op::new(life, Action::Finish));
    None
}

fn announce(
    program: &Program,
    explorer: &mut Explorer,
    machines: &mut [Machine],
    thread: usize,
    ids: &[ObjectId],
    sites: &[Vec<&'static Location<'static>>],
    life: ObjectId,
) {
    let id = ThreadId::from_index(thread);
    let script = &program.threads[thread];
    loop {
        let machine = &mut machines[thread];
        let Some(op) = machine.next(script, ids) else {
            explorer.do_silently(id, &Op::new(life, Action::Finish));
            return;
        };
        let site = sites[thread][machine.line];
        let is_step = match machine.select(script, ids) {
            None => explorer.announce(id, op, site),
            Some(select) => explorer.announce_select(id, select, site),
        };
        if is_step {
            return;
        }
        machine.resume(script, Outcome::Done);
    }
}

/// A read-modify-write that adds.
pub fn add(more: u64, order: Ordering) -> Action {
    let change = Change {
        compute: u64::wrapping_add,
        operand: more,
    };
    Action::Modify(order, change)
}

/// A load, as most tests want it.
pub fn load(object: usize) -> Line {
    Line::new(object, Action::Load(SeqCst))
}

/// A store of `value` plus something of the register.
pub fn store(object: usize, value: u64) -> Line {
    Line::new(object, Action::Store(value, SeqCst))
}
