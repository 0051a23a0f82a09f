//! The model: one exploration on one OS thread, with its fibers, its threads and what
//! the present execution has shown so far.
//!
//! It runs threads and switches between them. Who goes next is the explorer's decision,
//! what an execution means is told by [`crate::behaviour`].

mod running;
mod starting;
mod threads;

use std::cell::{Cell, RefCell};
use std::time::Duration;

use interleave_core::op::{Kind, ObjectId, ThreadId};
use interleave_core::{Explorer, Site};

use crate::fiber::Stacks;
use crate::memory::Log;
use crate::replay::Director;
use crate::replay::schedule::Misfit;
use crate::simulate::Simulated;
use crate::turns::Turns;

use self::threads::Threads;

pub(crate) use running::{
    Executed, end_here, execute, leave_for_good, on_a_thread_of_its_own, pass_time, step, step_on,
    step_one_of,
};
pub(crate) use starting::spawn;
pub(crate) use threads::Thread;

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
    /// Whatever can follow has been explored.
    Known,
    /// A line of the schedule that is replayed does not fit.
    Misfit(Misfit),
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

/// What a fiber wants when it leaves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    /// The explorer has decided: this thread goes on.
    Run(ThreadId),
    /// It is a new thread and has come to its first step: its creator goes on.
    Started,
    /// The execution is at its end.
    End,
}

/// What may happen in an execution.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub threads: usize,
    pub printed: usize,
    /// Waits of each thread that may end without a cause.
    pub spurious_wakeups: u32,
}

pub(crate) struct Model {
    pub explorer: Explorer,
    /// In a replay: who says whose step comes next.
    pub director: Option<Box<Director>>,
    /// Decides who goes next in a simulation, in place of the explorer.
    pub simulated: Option<Box<Simulated>>,
    pub limits: Limits,
    stacks: Stacks,
    pub log: Log,
    pub turns: Turns,
    pub threads: Threads,
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
    pub printing_matters: bool,
    pub outcome: Vec<crate::run::Observed>,
    pub stays: Vec<Stay>,
    /// Panics that reached the root of a thread.
    pub escaped: Vec<Panic>,
    pub printed: String,
    /// Bytes kept of all that was printed.
    pub all_printed: usize,
    notes: u32,
    /// The longest that a thread has slept in an execution, in virtual time.
    pub longest_sleep: Duration,
    pub divergence: Option<(Option<Site>, Option<Site>)>,
}

/// Names of objects that are no program's objects.
const LIFE: u64 = 1 << 62;
const PARKER: u64 = 1 << 62 | 1 << 20;
const CLOCK: u64 = 1 << 62 | 1 << 40;
const OUTPUT: u64 = 1 << 62 | 1 << 41;
const MEETINGS: u64 = 1 << 62 | 1 << 42;
const NEVER: u64 = 1 << 62 | 1 << 43;

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
    let model = MODEL.get();
    assert!(!model.is_null(), "only model threads ask the model");
    // SAFETY: an installed model is boxed and stays where it is until `uninstall`, which
    // is called outside of every use; the `RefCell` keeps uses apart.
    use_it(&mut unsafe { &*model }.borrow_mut())
}

/// Uses the log of what the model thread that runs here allocates. What is allocated
/// while the model is in use, or while no model thread runs, is not the program's.
#[inline]
pub(crate) fn with_log(use_it: impl FnOnce(&mut Log, ThreadId)) {
    if ACTIVE.get() {
        // SAFETY: as in `with`; model threads run only while a model is installed.
        if let Ok(mut model) = unsafe { &*MODEL.get() }.try_borrow_mut() {
            let thread = model.current;
            use_it(&mut model.log, thread);
        }
    }
}

impl Model {
    pub fn new(explorer: Explorer, limits: Limits, printing_matters: bool) -> Self {
        Self {
            explorer,
            director: None,
            simulated: None,
            limits,
            stacks: Stacks::default(),
            log: Log::default(),
            turns: Turns::default(),
            threads: Threads::default(),
            lives: Vec::new(),
            current: ThreadId::MAIN,
            wish: Wish::End,
            starting: Vec::new(),
            end: None,
            abandoned: false,
            epoch: 0,
            printing_matters,
            outcome: Vec::new(),
            stays: Vec::new(),
            escaped: Vec::new(),
            printed: String::new(),
            all_printed: 0,
            notes: 0,
            longest_sleep: Duration::ZERO,
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

    /// The current thread is about to sleep.
    pub fn sleeps(&mut self, duration: Duration) {
        let thread = self.thread();
        thread.slept = thread.slept.saturating_add(duration);
        self.longest_sleep = self.thread().slept.max(self.longest_sleep);
    }

    pub fn thread(&mut self) -> &mut Thread {
        &mut self.threads[self.current.index()]
    }

    /// The threads with their numbers; a number may belong to none in this execution.
    pub fn numbered(&self) -> impl Iterator<Item = (ThreadId, &Thread)> {
        let threads = self.threads.iter().enumerate();
        threads.map(|(index, thread)| (ThreadId::from_index(index), thread))
    }

    fn begin(&mut self) {
        self.explorer.begin();
        if let Some(director) = &mut self.director {
            director.rewind();
        }
        self.epoch = next_epoch();
        self.log.clear();
        self.turns.reset();
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
        body: impl FnOnce() + 'a,
    ) {
        let (life, born_at) = (self.life(id), self.note());
        // SAFETY: as demanded of the caller.
        let fiber = unsafe { self.stacks.fiber(move |way| running::root(way, body)) };
        let thread = self.threads.add(id);
        thread.name = name;
        thread.creator = (id != ThreadId::MAIN).then_some(self.current);
        thread.born_at = born_at;
        thread.stack = fiber.stack;
        thread.fiber = Some(fiber);
        thread.spurious_wakeups = self.limits.spurious_wakeups;
        thread.life = life;
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

    /// A token of the current thread's that nobody ever gives.
    pub fn never(&mut self) -> ObjectId {
        self.reserved(NEVER | u64::from(self.current.0), Kind::Parker)
    }

    pub fn meetings(&mut self) -> ObjectId {
        self.reserved(MEETINGS, Kind::Meetings)
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
}

fn next_epoch() -> u32 {
    use std::sync::atomic::{AtomicU32, Ordering};
    static EPOCH: AtomicU32 = AtomicU32::new(1);
    EPOCH.fetch_add(1, Ordering::Relaxed)
}
