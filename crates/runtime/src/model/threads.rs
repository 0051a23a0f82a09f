//! Model threads, and their places in memory, which outlive executions.
//!
//! An execution has its threads made anew. Nothing of an old one is seen in a new one.

use std::ops::{Deref, DerefMut, Index, IndexMut};
use std::time::Duration;

use interleave_core::Site;
use interleave_core::op::{ObjectId, ThreadId};

use super::Panic;
use crate::fiber::{Fiber, Way};

/// A model thread.
pub(crate) struct Thread {
    pub name: Option<&'static str>,
    pub creator: Option<ThreadId>,
    /// Place among all that the model noted in this execution.
    pub born_at: u32,
    /// Its fiber, until it has ended.
    pub fiber: Option<Fiber>,
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
    /// Waits that may still end without a cause.
    pub spurious_wakeups: u32,
    pub locals: crate::locals::Locals,
    pub printed: String,
    /// How long it has slept, in virtual time.
    pub slept: Duration,
    /// Where it has left its fiber last.
    pub last_site: Option<Site>,
    pub life: ObjectId,
    /// It is its turn among threads that stand for one.
    pub in_turn: bool,
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
            spurious_wakeups: 0,
            locals: crate::locals::Locals::default(),
            printed: String::new(),
            slept: Duration::ZERO,
            last_site: None,
            life: ObjectId::NONE,
            in_turn: false,
        }
    }

    /// Makes it absent. Keeps the memory of its lists.
    fn reset(&mut self) {
        // All fields by name, so that none can be forgotten.
        let Self {
            name,
            creator,
            born_at,
            fiber,
            stack,
            way,
            panicking,
            panics,
            caught,
            leaving,
            patience,
            spurious_wakeups,
            locals,
            printed,
            slept,
            last_site,
            life,
            in_turn,
        } = self;
        *name = None;
        *creator = None;
        *born_at = 0;
        *fiber = None;
        *stack = (0, 0);
        *way = Way::NONE;
        *panicking = 0;
        panics.clear();
        caught.clear();
        *leaving = false;
        *patience = 0;
        *spurious_wakeups = 0;
        locals.clear();
        printed.clear();
        *slept = Duration::ZERO;
        *last_site = None;
        *life = ObjectId::NONE;
        *in_turn = false;
    }
}

/// The threads of an execution, by number. Numbers belong to names: one that this
/// execution has not created (yet) leaves a gap.
#[derive(Default)]
pub(crate) struct Threads {
    places: Vec<Thread>,
    /// Places that are in use. The threads behind them are absent.
    used: usize,
}

impl Threads {
    /// The thread with this number, absent until now.
    pub fn add(&mut self, id: ThreadId) -> &mut Thread {
        let index = id.index();
        self.used = self.used.max(index + 1);
        if self.places.len() < self.used {
            self.places.resize_with(self.used, Thread::absent);
        }
        &mut self.places[index]
    }

    /// Forgets all threads.
    pub fn clear(&mut self) {
        self.iter_mut().for_each(Thread::reset);
        self.used = 0;
    }
}

impl Index<usize> for Threads {
    type Output = Thread;

    fn index(&self, index: usize) -> &Thread {
        &self.places[index]
    }
}

impl IndexMut<usize> for Threads {
    fn index_mut(&mut self, index: usize) -> &mut Thread {
        &mut self.places[index]
    }
}

impl Deref for Threads {
    type Target = [Thread];

    fn deref(&self) -> &[Thread] {
        &self.places[..self.used]
    }
}

impl DerefMut for Threads {
    fn deref_mut(&mut self) -> &mut [Thread] {
        &mut self.places[..self.used]
    }
}
