//! Running: threads come to steps, wait for their turn, and are switched between, until
//! the execution is at its end.
//!
//! A step runs on its thread's fiber: it asks the explorer, and leaves the fiber only if
//! somebody else goes on. The loop that resumes fibers runs on the exploration's own
//! stack.

use std::panic::Location;
use std::sync::{Mutex, PoisonError};

use interleave_core::op::{Action, Kind, ObjectId, Op, Outcome, ThreadId};
use interleave_core::{Next, Reply, Select, Site};

use super::{ACTIVE, End, Model, Wish, with};
use crate::fiber::{Resumable, Way};
use crate::shadow::Object;
use crate::simulate::{Activity, Answer};
use crate::turns::may_block;

/// The bottom of every model thread.
pub(super) fn root(way: Way, body: impl FnOnce()) {
    // In a simulation a thread may never have had a core when it is abandoned.
    let never_ran = with(|model| {
        model.thread().way = way;
        model.abandoned
    });
    // A panic is in the model's notes; there is nobody to give its payload to.
    let _ = crate::panics::catch_at_root(|| if never_ran { drop(body) } else { body() });
    crate::locals::drop_all();
    if let Some(op) = with(Model::ends_silently) {
        step(op, Location::caller());
        with(Model::step_to_next);
    }
}

/// Takes a step: waits for permission, then gives what came of it.
#[inline]
pub(crate) fn step(op: Op, site: Site) -> Outcome {
    let reply = with(|model| model.ask(&op, site));
    if reply.is_outcome() {
        return reply.outcome();
    }
    leave_and_take(reply, &op).outcome()
}

/// As [`step`], with `op` on this object. `kind` is asked where it is used for the first
/// time in this execution.
#[inline]
pub(crate) fn step_on(object: &Object, kind: &dyn Fn() -> Kind, mut op: Op, site: Site) -> Outcome {
    let reply = with(|model| {
        op.object = object.id_in(model, kind);
        model.ask(&op, site)
    });
    if reply.is_outcome() {
        return reply.outcome();
    }
    leave_and_take(reply, &op).outcome()
}

/// Takes one of several steps: the number of it, and what came of it. `None` while this
/// thread unwinds from an execution that is abandoned.
pub(crate) fn step_one_of(select: Select, site: Site) -> Option<(usize, Outcome)> {
    let op = Op::new(ObjectId::NONE, Action::Select);
    let mut reply = with(|model| model.ask_one_of(select, site));
    if !reply.is_outcome() {
        reply = leave_and_take(reply, &op);
    }
    with(|model| {
        if model.abandoned {
            return None;
        }
        model.explorer.taken().map(|arm| (arm, reply.outcome()))
    })
}

/// Lets others go on, and takes the step when its turn has come. Where the execution is
/// abandoned, that never comes.
#[inline(never)]
fn leave_and_take(reply: Reply, op: &Op) -> Reply {
    if !reply.is_abandoned() {
        let way = with(|model| model.thread().way);
        // SAFETY: `way` is the current thread's, whose fiber this runs on.
        unsafe { way.leave() };
    }
    let taken = with(Model::take);
    if taken.is_abandoned() {
        return crate::abandon::instead_of(op).into();
    }
    taken
}

impl Model {
    fn forward(&mut self) {
        if let Some(simulated) = &mut self.simulated {
            match simulated.go_on(&mut self.explorer) {
                Ok(id) => self.wish = Wish::Run(id),
                Err(end) => self.ends(end),
            }
            return;
        }
        if let Err(misfit) = self.direct() {
            self.ends(End::Misfit(misfit));
            return;
        }
        let decision = self.explorer.next(self.current);
        match decision {
            Next::Run(id) => self.wish = Wish::Run(id),
            other => {
                let end = match other {
                    Next::Complete => End::Complete,
                    Next::Livelock => End::Livelock,
                    Next::StepBound => End::StepBound,
                    Next::Known => End::Known,
                    Next::Diverged(thread) => {
                        self.divergence = Some(self.explorer.divergence(thread));
                        End::Diverged { thread }
                    }
                    _ => End::Stuck,
                };
                self.ends(end);
            }
        }
    }

    fn ends(&mut self, end: End) {
        self.end = Some(end);
        self.wish = Wish::End;
    }

    fn ask(&mut self, op: &Op, site: Site) -> Reply {
        if self.abandoned {
            return Reply::ABANDONED;
        }
        crate::watch::progress(site);
        if self.starting.is_empty() {
            let reply = self.explorer.repeat_at_once(self.current, op, site);
            if reply.is_outcome() {
                return reply;
            }
            if let Some(next) = reply.waits_for() {
                self.wish = Wish::Run(next);
                return self.leave(site);
            }
        }
        // If one of several threads that stand for one may wait here, the others have to
        // wait with it.
        if self.thread().in_turn && may_block(op.action) {
            self.turns.to_be_locked = true;
        }
        if self.starting.is_empty() && self.simulated.is_none() {
            let reply = self.explorer.keep_turn(self.current, op, site);
            if reply.is_outcome() {
                return reply;
            }
        }
        self.ask_in_turn(op, site)
    }

    /// The same where others may have to go first.
    #[inline(never)]
    fn ask_in_turn(&mut self, op: &Op, site: Site) -> Reply {
        if let Some(asked) = self.ask_simulated(op, site) {
            return asked;
        }
        let id = self.current;
        if let Some(outcome) = self.explorer.do_silently(id, op) {
            return outcome.into();
        }
        if !self.explorer.announce(id, *op, site) {
            return Reply::DONE;
        }
        if self.starting.last() == Some(&id) {
            self.wish = Wish::Started;
        } else {
            self.forward();
            if self.wish == Wish::Run(id) {
                return self.explorer.take();
            }
        }
        self.leave(site)
    }

    /// The same for one of several steps.
    fn ask_one_of(&mut self, select: Select, site: Site) -> Reply {
        if self.abandoned {
            return Reply::ABANDONED;
        }
        crate::watch::progress(site);
        if self.thread().in_turn && select.waits_for().is_some_and(may_block) {
            self.turns.to_be_locked = true;
        }
        let id = self.current;
        self.explorer.announce_select(id, select, site);
        if self.starting.last() == Some(&id) {
            self.wish = Wish::Started;
        } else {
            self.forward();
            if self.wish == Wish::Run(id) {
                return self.explorer.take();
            }
        }
        self.leave(site)
    }

    /// The same in a simulation, where time decides.
    fn ask_simulated(&mut self, op: &Op, site: Site) -> Option<Reply> {
        let id = self.current;
        let simulated = self.simulated.as_mut()?;
        match simulated.ask(&mut self.explorer, id, op, site) {
            Answer::Done(outcome) => return Some(outcome.into()),
            Answer::Later => self.forward(),
            Answer::End => self.ends(End::StepBound),
        }
        Some(if self.wish == Wish::Run(id) {
            self.take()
        } else {
            self.leave(site)
        })
    }

    /// What comes of the step that the current thread may now take, or was given.
    fn take(&mut self) -> Reply {
        match &mut self.simulated {
            _ if self.abandoned => Reply::ABANDONED,
            Some(simulated) => simulated.outcome(self.current).into(),
            None => self.explorer.take(),
        }
    }

    /// The current thread is to leave its fiber, at `site`.
    fn leave(&mut self, site: Site) -> Reply {
        self.thread().last_site = Some(site);
        Reply::NEW
    }

    /// The current thread has nothing left to do. If its end is a step, gives that.
    fn ends_silently(&mut self) -> Option<Op> {
        if !self.abandoned {
            let thread = self.thread();
            // There is nothing left to unwind, should the execution be abandoned now.
            thread.leaving = true;
            let op = Op::new(thread.life, Action::Finish);
            if self.simulated.is_some() || self.explorer.do_silently(self.current, &op).is_none() {
                return Some(op);
            }
        }
        self.step_to_next();
        None
    }

    /// A thread's fiber is about to end: somebody else must go on.
    fn step_to_next(&mut self) {
        if self.abandoned {
            self.wish = Wish::End;
        } else if self.starting.last() == Some(&self.current) {
            // It has ended without a single step.
            self.wish = Wish::Started;
        } else {
            self.forward();
        }
    }
}

/// In a simulation, the current thread needs so much time before it goes on.
pub(crate) fn pass_time(units: u64, activity: Activity, site: Site) {
    let way = with(|model| {
        let id = model.current;
        let simulated = model.simulated.as_mut()?;
        if model.abandoned || units == 0 {
            return None;
        }
        crate::watch::progress(site);
        simulated.needs(id, units, activity);
        model.forward();
        (model.wish != Wish::Run(id)).then(|| {
            let thread = model.thread();
            thread.last_site = Some(site);
            thread.way
        })
    });
    let Some(way) = way else { return };
    // SAFETY: `way` is the current thread's, whose fiber this runs on.
    unsafe { way.leave() };
    if with(|model| model.abandoned && !model.thread().unwinds()) {
        crate::abandon::unwind();
    }
}

/// Ends the execution: this thread goes no further.
pub(crate) fn end_here(end: End) -> ! {
    with(|model| {
        if !model.abandoned {
            model.end = Some(end);
            model.wish = Wish::End;
        }
    });
    leave_abandoned()
}

/// Leaves for the last time but one: when it is resumed, it unwinds. A thread that
/// unwinds already (this is called in a destructor) can't begin to do so again.
pub(super) fn leave_abandoned() -> ! {
    if with(|model| model.thread().unwinds()) {
        leave_for_good();
    }
    if !with(|model| model.abandoned) {
        let way = with(|model| model.thread().way);
        // SAFETY: `way` is the current thread's, whose fiber this runs on.
        unsafe { way.leave() };
    }
    crate::abandon::unwind()
}

/// Leaves for good: nobody resumes this fiber again.
pub(crate) fn leave_for_good() -> ! {
    loop {
        let way = with(|model| model.thread().way);
        // SAFETY: `way` is the current thread's, whose fiber this runs on.
        unsafe { way.leave() };
    }
}

/// What follows an execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Executed {
    /// Another one.
    More,
    /// Another one, and what was found so far is to be forgotten.
    Restart,
    /// Nothing.
    Last,
}

/// Runs one execution of `program` on the model of this OS thread, and says what
/// follows. `tell` is shown the model when the execution has come to its
/// end.
pub(crate) fn execute(program: &(dyn Fn() + Sync), tell: impl FnOnce(&mut Model)) -> Executed {
    with(|model| {
        model.begin();
        // SAFETY: the fiber has ended or is forgotten when this function returns.
        unsafe { model.add_thread(ThreadId::MAIN, Some("main"), program) };
    });
    run_to_end();
    with(tell);
    abandon_the_rest();
    with(|model| {
        for thread in model.threads.iter_mut() {
            if let Some(fiber) = thread.fiber.take() {
                model.stacks.take_back(fiber);
            }
        }
        if model.turns.must_restart() {
            model.explorer.restart();
            return Executed::Restart;
        }
        if model.explorer.must_restart() {
            return Executed::Restart;
        }
        if model.explorer.end() {
            Executed::More
        } else {
            Executed::Last
        }
    })
}

/// Resumes one thread after another until the execution is at its end.
fn run_to_end() {
    let mut turn = with(|model| {
        let first = model.whom_to_resume_first()?;
        Some(model.turn_of(first))
    });
    while let Some(next) = turn {
        let ended = next.run();
        turn = with(|model| {
            if ended {
                model.has_ended(next);
            }
            let next = model.whom_to_resume()?;
            Some(model.turn_of(next))
        });
    }
}

/// A thread that is about to run.
#[derive(Clone, Copy)]
pub(super) struct Turn {
    thread: ThreadId,
    fiber: Resumable,
    stack: (usize, usize),
}

impl Turn {
    /// Lets the thread run until it leaves or ends. True if it has ended.
    pub(super) fn run(self) -> bool {
        crate::watch::enter_stack(self.stack);
        ACTIVE.set(true);
        // SAFETY: the model keeps the fiber of a thread that has not ended, and it was the
        // model that made the turn.
        let ended = unsafe { self.fiber.resume() };
        ACTIVE.set(false);
        ended
    }
}

impl Model {
    /// The first thread runs to its first step like any other.
    fn whom_to_resume_first(&mut self) -> Option<ThreadId> {
        let life = self.threads[ThreadId::MAIN.index()].life;
        if let Some(simulated) = &mut self.simulated {
            simulated.spawn(None, ThreadId::MAIN, life);
            self.forward();
            return self.whom_to_resume();
        }
        self.starting.push(ThreadId::MAIN);
        Some(ThreadId::MAIN)
    }

    fn whom_to_resume(&mut self) -> Option<ThreadId> {
        if self.wish == Wish::Started {
            // That was the main thread: others are started by their creators.
            self.starting.pop();
            self.forward();
        }
        match self.wish {
            Wish::Run(id) => Some(id),
            Wish::Started | Wish::End => None,
        }
    }

    /// The thread as one that is about to run.
    #[inline]
    pub(super) fn turn_of(&mut self, id: ThreadId) -> Turn {
        self.current = id;
        let thread = &mut self.threads[id.index()];
        crate::watch::resumed(thread.last_site, id);
        let fiber = thread.fiber.as_mut();
        let fiber = fiber.expect("only living threads are resumed");
        Turn {
            thread: id,
            fiber: fiber.resumable(),
            stack: thread.stack,
        }
    }

    /// The thread has ended: its stack is free for another one.
    pub(super) fn has_ended(&mut self, turn: Turn) {
        let thread = &mut self.threads[turn.thread.index()];
        thread.stack = (0, 0);
        if let Some(fiber) = thread.fiber.take() {
            self.stacks.take_back(fiber);
        }
    }
}

/// Unwinds the threads of an execution that has not run to its end, youngest first.
fn abandon_the_rest() {
    let count = with(|model| {
        model.abandoned = true;
        model.threads.len()
    });
    for index in (0..count).rev() {
        let turn = with(|model| {
            let lives = model.threads[index].fiber.is_some();
            lives.then(|| model.turn_of(ThreadId::from_index(index)))
        });
        if let Some(turn) = turn
            && turn.run()
        {
            with(|model| model.has_ended(turn));
        }
    }
}

/// Runs something on an OS thread of its own, one at a time in a process: explored
/// programs may share statics, and no thread-local of the caller's is to be seen, and
/// none left to it.
pub(crate) fn on_a_thread_of_its_own<R: Send>(body: impl FnOnce() -> R + Send) -> R {
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    crate::panics::install_hook();
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().spawn_scoped(scope, body);
        let result = thread.expect("a thread to explore on").join();
        result.unwrap_or_else(|payload| std::panic::resume_unwind(payload))
    })
}
