//! Running: threads come to steps, wait for their turn, and are switched between, until
//! the execution is at its end.
//!
//! A step runs on its thread's fiber: it asks the explorer, and leaves the fiber only if
//! somebody else goes on. The loop that resumes fibers runs on the exploration's own
//! stack.

use interleave_core::op::{Action, Op, Outcome, ThreadId};
use interleave_core::{Next, Site};

use super::{ACTIVE, End, Model, Wish, with};
use crate::fiber::{Fiber, Way};
use crate::memory::{self, Log};

/// The bottom of every model thread.
pub(super) fn root(way: Way, body: impl FnOnce()) {
    let id = with(|model| {
        let id = model.current;
        model.threads[id.index()].way = way;
        id
    });
    // A panic is in the model's notes; there is nobody to give its payload to.
    let _ = crate::panics::catch_at_root(body);
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
        Asked::Leave(way) => {
            // SAFETY: `way` is the current thread's, whose fiber this runs on.
            unsafe { way.leave() };
            let taken = with(|model| (!model.abandoned).then(|| model.explorer.perform()));
            taken.unwrap_or_else(|| crate::abandon::instead_of(op))
        }
        Asked::Abandoned => crate::abandon::instead_of(op),
    }
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
        let decision = self.explorer.next(self.current);
        match decision {
            Next::Run(id) => self.wish = Wish::Run(id),
            other => {
                self.end = Some(match other {
                    Next::Complete => End::Complete,
                    Next::Livelock => End::Livelock,
                    Next::StepBound => End::StepBound,
                    Next::Diverged(thread) => {
                        self.divergence = Some(self.explorer.divergence(thread));
                        End::Diverged { thread }
                    }
                    _ => End::Stuck,
                });
                self.wish = Wish::End;
            }
        }
    }

    fn ask(&mut self, op: &Op, site: Site) -> Asked {
        if self.abandoned {
            return Asked::Abandoned;
        }
        crate::watch::progress(site);
        if self.starting.is_empty()
            && let Some(outcome) = self.explorer.repeat_at_once(self.current, op, site)
        {
            return Asked::Done(outcome);
        }
        self.ask_in_turn(op, site)
    }

    /// The same where others may have to go first.
    #[inline(never)]
    fn ask_in_turn(&mut self, op: &Op, site: Site) -> Asked {
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

/// Creates a thread and lets it run to its first step.
///
/// # Safety
/// As [`Stacks::fiber`].
pub(crate) unsafe fn spawn<'a>(
    name: Option<String>,
    body: Box<dyn FnOnce() + 'a>,
    site: Site,
) -> ThreadId {
    // What is not taken is dropped only where the model is not in use: it may take steps.
    let mut body = Some(body);
    let created = with(|model| {
        if model.abandoned {
            return None;
        }
        let alive = model
            .threads
            .iter()
            .filter(|thread| thread.stack.1 > 0)
            .count();
        if alive >= model.limits.threads {
            model.end = Some(End::TooManyThreads { site });
            model.wish = Wish::End;
            return None;
        }
        let id = model.explorer.spawn(model.current);
        let body = body.take().expect("it is taken once");
        // SAFETY: as demanded of the caller.
        unsafe { model.add_thread(id, name.map(crate::names::keep), body) };
        model.wish = Wish::Start(id);
        let thread = model.thread();
        thread.last_site = Some(site);
        Some((id, thread.way))
    });
    let Some((id, way)) = created else {
        drop(body);
        leave_abandoned();
    };
    // SAFETY: `way` is the current thread's, whose fiber this runs on.
    unsafe { way.leave() };
    if with(|model| model.abandoned && !model.thread().unwinds()) {
        crate::abandon::unwind();
    }
    id
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
fn leave_abandoned() -> ! {
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
    // The first thread runs to its first step like any other.
    let mut turn = with(|model| {
        model.starting.push(ThreadId::MAIN);
        model.turn_of(ThreadId::MAIN)
    });
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
struct Turn {
    thread: ThreadId,
    fiber: Box<Fiber>,
    log: *mut Log,
}

impl Turn {
    /// Lets the thread run until it leaves or ends. True if it has ended.
    fn run(&mut self) -> bool {
        crate::watch::enter_stack(self.fiber.stack);
        ACTIVE.set(true);
        // SAFETY: the model is boxed and stays where it is while threads run.
        memory::log_to(unsafe { &mut *self.log }, self.thread.0);
        let ended = self.fiber.resume();
        memory::pause();
        ACTIVE.set(false);
        ended
    }
}

impl Model {
    fn whom_to_resume(&mut self) -> Option<ThreadId> {
        match self.wish {
            Wish::Run(id) => Some(id),
            Wish::Start(id) => {
                self.starting.push(id);
                Some(id)
            }
            Wish::Started => {
                let started = self.starting.pop()?;
                match self.threads[started.index()].creator {
                    Some(creator) => Some(creator),
                    None => {
                        self.forward();
                        self.whom_to_resume()
                    }
                }
            }
            Wish::End => None,
        }
    }

    /// The thread as one that is about to run.
    fn turn_of(&mut self, id: ThreadId) -> Turn {
        self.current = id;
        let thread = &mut self.threads[id.index()];
        crate::watch::resumed(thread.last_site, id);
        Turn {
            thread: id,
            fiber: thread
                .fiber
                .take()
                .expect("only living threads are resumed"),
            log: std::ptr::from_mut(&mut self.log),
        }
    }

    /// A thread has left its fiber, or has ended.
    fn take_back(&mut self, turn: Turn, ended: bool) {
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
