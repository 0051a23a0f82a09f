//! Running: threads come to steps, wait for their turn, and are switched between, until
//! the execution is at its end.
//!
//! A step runs on its thread's fiber: it asks the explorer, and leaves the fiber only if
//! somebody else goes on. The loop that resumes fibers runs on the exploration's own
//! stack.

use std::sync::{Mutex, PoisonError};

use interleave_core::op::{Action, Kind, Op, Outcome, ThreadId};
use interleave_core::{Next, Repeated, Site};

use super::{ACTIVE, End, Model, Wish, with};
use crate::fiber::{Fiber, Way};
use crate::shadow::Object;
use crate::simulate::{Activity, Answer};

/// The bottom of every model thread.
pub(super) fn root(way: Way, body: impl FnOnce()) {
    let id = with(|model| {
        let id = model.current;
        model.threads[id.index()].way = way;
        id
    });
    // In a simulation a thread may never have had a core when it is abandoned.
    let never_ran = with(|model| model.abandoned);
    // A panic is in the model's notes; there is nobody to give its payload to.
    let _ = crate::panics::catch_at_root(|| if never_ran { drop(body) } else { body() });
    crate::locals::drop_all();
    if !with(|model| model.abandoned) {
        let life = with(|model| {
            // There is nothing left to unwind, should the execution be abandoned now.
            model.threads[id.index()].leaving = true;
            model.threads[id.index()].life
        });
        finish(Op::new(life, Action::Finish));
    }
    with(Model::step_to_next);
}

/// Takes a step: waits for permission, then gives what came of it.
pub(crate) fn step(op: Op, site: Site) -> Outcome {
    match with(|model| model.ask(&op, site)) {
        Asked::Done(outcome) => outcome,
        Asked::Leave(way) => leave_and_take(way, &op),
        Asked::Abandoned => crate::abandon::instead_of(&op),
    }
}

/// As [`step`], with `op` on this object. `kind` is asked where it is used for the first
/// time in this execution.
pub(crate) fn step_on(object: &Object, kind: &dyn Fn() -> Kind, mut op: Op, site: Site) -> Outcome {
    let asked = with(|model| {
        op.object = object.id_in(model, kind);
        model.ask(&op, site)
    });
    match asked {
        Asked::Done(outcome) => outcome,
        Asked::Leave(way) => leave_and_take(way, &op),
        Asked::Abandoned => crate::abandon::instead_of(&op),
    }
}

/// Lets others go on, and takes the step when its turn has come.
#[inline(never)]
fn leave_and_take(way: Way, op: &Op) -> Outcome {
    // SAFETY: `way` is the current thread's, whose fiber this runs on.
    unsafe { way.leave() };
    let taken = with(|model| (!model.abandoned).then(|| model.take()));
    taken.unwrap_or_else(|| crate::abandon::instead_of(op))
}

/// The last step of a thread.
#[track_caller]
fn finish(op: Op) {
    step(op, std::panic::Location::caller());
}

enum Asked {
    Done(Outcome),
    Leave(Way),
    Abandoned,
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

    fn ask(&mut self, op: &Op, site: Site) -> Asked {
        if self.abandoned {
            return Asked::Abandoned;
        }
        crate::watch::progress(site);
        if self.starting.is_empty() {
            match self.explorer.repeat_at_once(self.current, op, site) {
                Repeated::Done(outcome) => return Asked::Done(outcome),
                Repeated::Later(next) => {
                    self.wish = Wish::Run(next);
                    return self.leave(site);
                }
                Repeated::New => {}
            }
        }
        self.ask_in_turn(op, site)
    }

    /// The same where others may have to go first.
    #[inline(never)]
    fn ask_in_turn(&mut self, op: &Op, site: Site) -> Asked {
        if let Some(asked) = self.ask_simulated(op, site) {
            return asked;
        }
        let id = self.current;
        if let Some(outcome) = self.explorer.do_silently(id, op) {
            return Asked::Done(outcome);
        }
        if !self.explorer.announce(id, *op, site) {
            return Asked::Done(Outcome::Done);
        }
        if self.starting.last() == Some(&id) {
            self.wish = Wish::Started;
        } else {
            self.forward();
            if self.wish == Wish::Run(id) {
                return Asked::Done(self.explorer.perform());
            }
        }
        self.leave(site)
    }

    /// The same in a simulation, where time decides.
    fn ask_simulated(&mut self, op: &Op, site: Site) -> Option<Asked> {
        let id = self.current;
        let simulated = self.simulated.as_mut()?;
        match simulated.ask(&mut self.explorer, id, op, site) {
            Answer::Done(outcome) => return Some(Asked::Done(outcome)),
            Answer::Later => self.forward(),
            Answer::End => self.ends(End::StepBound),
        }
        Some(if self.wish == Wish::Run(id) {
            Asked::Done(self.take())
        } else {
            self.leave(site)
        })
    }

    /// What comes of the step that the current thread may now take, or was given.
    fn take(&mut self) -> Outcome {
        match &mut self.simulated {
            Some(simulated) => simulated.outcome(self.current),
            None => self.explorer.perform(),
        }
    }

    /// The current thread leaves its fiber, at `site`.
    fn leave(&mut self, site: Site) -> Asked {
        let thread = self.thread();
        thread.last_site = Some(site);
        Asked::Leave(thread.way)
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
    let first = with(|model| {
        let first = model.whom_to_resume_first()?;
        Some(model.turn_of(first))
    });
    let Some(mut turn) = first else { return };
    loop {
        let ended = turn.run();
        let next = with(|model| {
            model.take_back(turn, ended);
            let next = model.whom_to_resume()?;
            Some(model.turn_of(next))
        });
        match next {
            Some(next) => turn = next,
            None => return,
        }
    }
}

/// A thread that is about to run.
pub(super) struct Turn {
    thread: ThreadId,
    fiber: Box<Fiber>,
}

impl Turn {
    /// Lets the thread run until it leaves or ends. True if it has ended.
    pub(super) fn run(&mut self) -> bool {
        crate::watch::enter_stack(self.fiber.stack);
        ACTIVE.set(true);
        let ended = self.fiber.resume();
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
    pub(super) fn turn_of(&mut self, id: ThreadId) -> Turn {
        self.current = id;
        let thread = &mut self.threads[id.index()];
        crate::watch::resumed(thread.last_site, id);
        Turn {
            thread: id,
            fiber: thread
                .fiber
                .take()
                .expect("only living threads are resumed"),
        }
    }

    /// A thread has left its fiber, or has ended.
    pub(super) fn take_back(&mut self, turn: Turn, ended: bool) {
        let thread = &mut self.threads[turn.thread.index()];
        if ended {
            thread.stack = (0, 0);
            self.stacks.take_back(turn.fiber);
        } else {
            thread.fiber = Some(turn.fiber);
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
        if let Some(mut turn) = turn {
            let ended = turn.run();
            with(|model| model.take_back(turn, ended));
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
