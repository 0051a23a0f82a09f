//! The model: one exploration on one OS thread, with its fibers, its threads and what
//! the present execution has shown so far.
//!
//! It runs threads and switches between them. Who goes next is the explorer's decision,
//! what an execution means is told by [`crate::behaviour`].

use std::cell::{Cell, RefCell};

use interleave_core::op::{Action, Kind, ObjectId, Op, Outcome, ThreadId};
use interleave_core::{Explorer, Next, Site};

use crate::fiber::{Fiber, Stacks, Way};
use crate::memory::{self, Log};

/// How an execution came to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Complete,
    Stuck,
    Livelock,
    StepBound,
    Diverged {
        thread: ThreadId,
    },
    Exit {
        code: Option<i32>,
        thread: ThreadId,
        site: Site,
    },
    Refused {
        what: String,
        instead: String,
        thread: ThreadId,
        site: Site,
    },
    TooManyThreads {
        site: Site,
    },
}

/// A panic, as the panic hook saw it.
#[derive(Clone, Debug)]
pub(crate) struct Panic {
    pub thread: ThreadId,
    pub message: String,
    pub line: Option<(String, u32, u32)>,
}

/// A stay of a thread in a named section.
#[derive(Clone, Debug)]
pub(crate) struct Stay {
    pub name: &'static str,
    pub thread: ThreadId,
    /// What the thread knew when it entered: of each thread, how many steps.
    pub known: Vec<u32>,
    /// Steps of the thread before it left.
    pub left: Option<u32>,
    /// Place among all that the model noted in this execution.
    pub left_at: u32,
}

/// A model thread.
pub(crate) struct Thread {
    pub name: Option<&'static str>,
    pub creator: Option<ThreadId>,
    /// Place among all that the model noted in this execution.
    pub born_at: u32,
    /// Its fiber, unless it runs or has ended.
    pub fiber: Option<Box<Fiber>>,
    /// The addresses of its stack.
    pub stack: (usize, usize),
    pub way: Way,
    /// Panics that it is unwinding from.
    pub panicking: u32,
    /// Panics under way; the last one may be caught yet.
    pub panics: Vec<Panic>,
    /// Panics that it has caught, some of which may be resumed.
    pub caught: Vec<Panic>,
    /// It unwinds because its execution is abandoned.
    pub leaving: bool,
    /// Operations since its execution was abandoned.
    pub patience: u32,
    pub locals: crate::locals::Locals,
    pub printed: String,
    /// Where its last step was asked for.
    pub last_site: Option<Site>,
    pub life: ObjectId,
}

/// What a fiber wants when it leaves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    /// The explorer has decided: this thread goes on.
    Run(ThreadId),
    /// This new thread is to run to its first step; then the creator goes on.
    Start(ThreadId),
    /// It has come to its first step.
    Started,
    /// The execution is at its end.
    End,
}

/// What may happen in an execution.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub threads: usize,
    pub printed: usize,
}

pub(crate) struct Model {
    pub explorer: Explorer,
    pub limits: Limits,
    stacks: Stacks,
    pub log: Log,
    pub threads: Vec<Thread>,
    /// The objects that stand for threads' lives, in every execution the same.
    lives: Vec<ObjectId>,
    pub current: ThreadId,
    wish: Wish,
    /// Threads that run to their first step, innermost last.
    starting: Vec<ThreadId>,
    pub end: Option<End>,
    pub abandoned: bool,
    /// The number of this execution among all of the process.
    pub epoch: u32,
    /// The first execution of this exploration.
    pub first_epoch: u32,
    pub printing_matters: bool,
    pub outcome: Vec<crate::run::Observed>,
    pub stays: Vec<Stay>,
    /// Panics that reached the root of a thread.
    pub escaped: Vec<Panic>,
    pub printed: String,
    /// Bytes kept of all that was printed.
    pub all_printed: usize,
    notes: u32,
    pub divergence: Option<(Option<Site>, Option<Site>)>,
}

/// Names of objects that are no program's objects.
const LIFE: u64 = 1 << 62;
const PARKER: u64 = 1 << 62 | 1 << 20;
pub(crate) const CLOCK: u64 = 1 << 62 | 1 << 40;
const OUTPUT: u64 = 1 << 62 | 1 << 41;

thread_local! {
    /// The model installed on this OS thread; null if there is none.
    static MODEL: Cell<*const RefCell<Model>> = const { Cell::new(std::ptr::null()) };
    /// Whether a model thread runs here.
    static ACTIVE: Cell<bool> = const { Cell::new(false) };
}

/// Whether the code that runs here belongs to a model thread.
#[inline]
pub(crate) fn active() -> bool {
    ACTIVE.get()
}

/// Uses the model of this OS thread. Must not be called while it is in use.
///
/// # Panics
/// If there is none.
#[inline]
pub(crate) fn with<R>(use_it: impl FnOnce(&mut Model) -> R) -> R {
    let log = memory::pause();
    let model = MODEL.get();
    assert!(!model.is_null(), "only model threads ask the model");
    // SAFETY: an installed model is boxed and stays where it is until `uninstall`, which
    // is called outside of every use; the `RefCell` keeps uses apart.
    let result = use_it(&mut unsafe { &*model }.borrow_mut());
    memory::resume(log);
    result
}

impl Model {
    pub fn new(max_steps: usize, limits: Limits, printing_matters: bool) -> Self {
        Self {
            explorer: Explorer::new(max_steps),
            limits,
            stacks: Stacks::default(),
            log: Log::default(),
            threads: Vec::new(),
            lives: Vec::new(),
            current: ThreadId::MAIN,
            wish: Wish::End,
            starting: Vec::new(),
            end: None,
            abandoned: false,
            epoch: 0,
            first_epoch: next_epoch(),
            printing_matters,
            outcome: Vec::new(),
            stays: Vec::new(),
            escaped: Vec::new(),
            printed: String::new(),
            all_printed: 0,
            notes: 0,
            divergence: None,
        }
    }

    /// Makes it the model of this OS thread.
    pub fn install(self) {
        MODEL.set(Box::into_raw(Box::new(RefCell::new(self))));
    }

    /// Takes it away again.
    ///
    /// # Panics
    /// If there is none.
    pub fn uninstall() -> Model {
        let model = MODEL.replace(std::ptr::null());
        assert!(!model.is_null(), "a model was installed");
        // SAFETY: it was made by `install`, and nobody uses it or knows of it any more.
        unsafe { Box::from_raw(model.cast_mut()) }.into_inner()
    }

    /// A place in the order of everything noted in this execution.
    pub fn note(&mut self) -> u32 {
        self.notes += 1;
        self.notes
    }

    pub fn thread(&mut self) -> &mut Thread {
        &mut self.threads[self.current.index()]
    }

    fn begin(&mut self) {
        self.explorer.begin();
        self.epoch = next_epoch();
        self.log.clear();
        self.threads.clear();
        self.current = ThreadId::MAIN;
        self.starting.clear();
        self.end = None;
        self.abandoned = false;
        self.outcome.clear();
        self.stays.clear();
        self.escaped.clear();
        self.printed.clear();
        self.all_printed = 0;
        self.notes = 0;
    }

    /// # Safety
    /// As [`Stacks::fiber`].
    unsafe fn add_thread<'a>(
        &mut self,
        id: ThreadId,
        name: Option<&'static str>,
        body: Box<dyn FnOnce() + 'a>,
    ) {
        let life = self.life(id);
        // SAFETY: as demanded of the caller.
        let fiber = Box::new(unsafe { self.stacks.fiber(move |way| root(way, body)) });
        let thread = Thread {
            name,
            creator: (id != ThreadId::MAIN).then_some(self.current),
            born_at: self.note(),
            stack: fiber.stack,
            fiber: Some(fiber),
            way: Way::NONE,
            panicking: 0,
            panics: Vec::new(),
            caught: Vec::new(),
            leaving: false,
            patience: 0,
            locals: crate::locals::Locals::default(),
            printed: String::new(),
            last_site: None,
            life,
        };
        // Numbers belong to names: a thread that this execution has not created (yet)
        // leaves a gap.
        while self.threads.len() <= id.index() {
            self.threads.push(Thread::absent());
        }
        self.threads[id.index()] = thread;
    }

    /// The object that stands for a thread's life, new in this execution.
    fn life(&mut self, id: ThreadId) -> ObjectId {
        if let Some(&life) = self
            .lives
            .get(id.index())
            .filter(|&&life| life != ObjectId::NONE)
        {
            self.explorer.renew(life, Kind::Thread);
            return life;
        }
        let life = self.explorer.object(LIFE | u64::from(id.0), Kind::Thread);
        if self.lives.len() <= id.index() {
            self.lives.resize(id.index() + 1, ObjectId::NONE);
        }
        self.lives[id.index()] = life;
        life
    }

    pub fn parker(&mut self, id: ThreadId) -> ObjectId {
        self.reserved(PARKER | u64::from(id.0), Kind::Parker)
    }

    pub fn clock(&mut self) -> ObjectId {
        self.reserved(CLOCK, Kind::Clock)
    }

    pub fn output(&mut self) -> ObjectId {
        self.reserved(OUTPUT, Kind::Output)
    }

    fn reserved(&mut self, name: u64, kind: Kind) -> ObjectId {
        self.explorer.same_object(name, kind)
    }

    /// A name for the object at `address` that depends on its creator's doings alone.
    pub fn name_of(&self, address: usize) -> u64 {
        let in_stack = |thread: &Thread| (thread.stack.0..thread.stack.1).contains(&address);
        if let Some(thread) = self.threads.iter().position(in_stack) {
            let below = self.threads[thread].stack.1 - address;
            return 1 << 60 | (thread as u64) << 40 | below as u64;
        }
        if let Some((thread, number, offset)) = self.log.find(address) {
            let offset = offset as u64 & 0xff_ffff;
            return 2 << 60
                | u64::from(thread) << 48
                | (u64::from(number) & 0xff_ffff) << 24
                | offset;
        }
        3 << 60 | address as u64 & 0xfff_ffff_ffff_ffff
    }

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
}

impl Thread {
    /// Whether it is being unwound already: then it can't be once more.
    pub fn unwinds(&self) -> bool {
        self.leaving || self.panicking > 0
    }

    fn absent() -> Self {
        Self {
            name: None,
            creator: None,
            born_at: 0,
            fiber: None,
            stack: (0, 0),
            way: Way::NONE,
            panicking: 0,
            panics: Vec::new(),
            caught: Vec::new(),
            leaving: false,
            patience: 0,
            locals: crate::locals::Locals::default(),
            printed: String::new(),
            last_site: None,
            life: ObjectId::NONE,
        }
    }
}

fn next_epoch() -> u32 {
    use std::sync::atomic::{AtomicU32, Ordering};
    static EPOCH: AtomicU32 = AtomicU32::new(1);
    EPOCH.fetch_add(1, Ordering::Relaxed)
}

/// The bottom of every model thread.
fn root(way: Way, body: Box<dyn FnOnce() + '_>) {
    let id = with(|model| {
        let id = model.current;
        model.threads[id.index()].way = way;
        id
    });
    if crate::panics::catch_at_root(body).is_err() && id == ThreadId::MAIN {
        // The panic is in the model's notes; there is nobody to give its payload to.
    }
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
            if with(|model| model.abandoned) {
                crate::abandon::instead_of(op)
            } else {
                with(Model::take)
            }
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
    fn ask(&mut self, op: &Op, site: Site) -> Asked {
        if self.abandoned {
            return Asked::Abandoned;
        }
        let id = self.current;
        self.threads[id.index()].last_site = Some(site);
        crate::watch::progress(site, id);
        if let Some(outcome) = self.explorer.do_silently(id, op) {
            return Asked::Done(outcome);
        }
        if self.starting.is_empty()
            && let Some(outcome) = self.explorer.repeat_at_once(id, op, site)
        {
            return Asked::Done(outcome);
        }
        if !self.explorer.announce(id, *op, site) {
            return Asked::Done(Outcome::Done);
        }
        if self.starting.last() == Some(&id) {
            self.wish = Wish::Started;
            return Asked::Leave(self.threads[id.index()].way);
        }
        self.forward();
        if self.wish == Wish::Run(id) {
            return Asked::Done(self.take());
        }
        Asked::Leave(self.threads[id.index()].way)
    }

    fn take(&mut self) -> Outcome {
        self.explorer.perform()
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
        Some((id, model.thread().way))
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
        unsafe { model.add_thread(ThreadId::MAIN, Some("main"), Box::new(program)) };
    });
    run_to_end();
    with(tell);
    abandon_the_rest();
    with(|model| {
        for thread in &mut model.threads {
            if let Some(fiber) = thread.fiber.take() {
                model.stacks.take_back(*fiber);
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
    let mut next = ThreadId::MAIN;
    with(|model| model.starting.push(ThreadId::MAIN));
    loop {
        resume(next);
        next = match with(Model::whom_to_resume) {
            Some(id) => id,
            None => return,
        };
    }
}

impl Model {
    fn whom_to_resume(&mut self) -> Option<ThreadId> {
        match self.wish {
            Wish::Run(id) => {
                // A thread may end before it has come to any step but its end.
                Some(id)
            }
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
}

/// Lets the thread run until it leaves or ends.
fn resume(id: ThreadId) {
    let (mut fiber, log) = with(|model| {
        model.current = id;
        crate::watch::resumed(model.threads[id.index()].last_site, id);
        let fiber = model.threads[id.index()].fiber.take();
        (
            fiber.expect("only living threads are resumed"),
            std::ptr::from_mut(&mut model.log),
        )
    });
    crate::watch::enter_stack(fiber.stack);
    ACTIVE.set(true);
    // SAFETY: the model is boxed and stays where it is while threads run.
    memory::log_to(unsafe { &mut *log }, id.0);
    let ended = fiber.resume();
    memory::pause();
    ACTIVE.set(false);
    with(|model| {
        if ended {
            model.stacks.take_back(*fiber);
            model.threads[id.index()].stack = (0, 0);
        } else {
            model.threads[id.index()].fiber = Some(fiber);
        }
    });
}

/// Unwinds the threads of an execution that has not run to its end, youngest first.
fn abandon_the_rest() {
    let count = with(|model| {
        model.abandoned = true;
        model.threads.len()
    });
    for index in (0..count).rev() {
        let lives = with(|model| model.threads[index].fiber.is_some());
        if lives {
            resume(ThreadId(
                u16::try_from(index).expect("thread numbers have 16 bits"),
            ));
        }
    }
}
