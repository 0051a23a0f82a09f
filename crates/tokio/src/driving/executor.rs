//! What tasks of one runtime share, and what is known of a task from outside.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use interleave::awaiting::{self, Arm};
use interleave::shadow::{Action, Kind, Object, Outcome, Received, Site};

/// How a runtime runs its tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flavor {
    /// One after the other, on the thread that calls `block_on`.
    CurrentThread,
    /// On threads of its own, at the same time.
    MultiThread,
}

/// A runtime inside an exploration, or a set of local tasks.
pub(crate) struct Executor {
    /// Its tasks are local ones.
    pub is_local: bool,
    pub flavor: Flavor,
    /// Whoever has it polls; none where tasks run at the same time, or seem to.
    baton: Option<Arc<Object>>,
    /// Tasks with the same number take turns.
    group: Option<u32>,
    /// It happens when the runtime is dropped: its tasks go no further.
    shutdown: Object,
    tasks: Mutex<Vec<Arc<TaskState>>>,
}

impl Executor {
    pub fn new(flavor: Flavor) -> Self {
        let alone = flavor == Flavor::CurrentThread;
        Self {
            is_local: false,
            flavor,
            baton: (alone && awaiting::takes_turns_by_lock()).then(Arc::default),
            group: alone.then(group),
            shutdown: Object::new(),
            tasks: Mutex::default(),
        }
    }

    /// An executor of local tasks, which run between those of this one if it has one
    /// thread.
    pub fn beside(&self) -> Self {
        if self.flavor == Flavor::MultiThread {
            let alone = Self::new(Flavor::CurrentThread);
            return Self {
                is_local: true,
                ..alone
            };
        }
        Self {
            is_local: true,
            flavor: self.flavor,
            baton: self.baton.clone(),
            group: self.group,
            shutdown: Object::new(),
            tasks: Mutex::default(),
        }
    }

    /// Whether tasks of both take turns with each other.
    pub fn shares_turns(&self, other: &Self) -> bool {
        self.group.is_some() && self.group == other.group
    }

    /// Its task of that number, in the order in which they were spawned.
    pub fn nth(&self, number: usize) -> Option<Arc<TaskState>> {
        let tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        tasks.get(number).cloned()
    }

    /// Ends all tasks, in the middle of a turn that they may wait for, or outside of one.
    pub fn stop(&self, in_turn: bool, site: Site) {
        if self.nth(0).is_none() {
            return;
        }
        awaiting::perform(&self.shutdown, || Kind::Event, Action::Happen, site);
        if in_turn {
            self.leave(site);
        }
        for number in 0.. {
            match self.nth(number) {
                Some(task) => task.await_end(site),
                None => break,
            }
        }
        if in_turn {
            self.enter(site);
        }
    }

    /// A task that begins now.
    pub fn task(&self) -> Arc<TaskState> {
        let task = Arc::new(TaskState::new());
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        tasks.push(Arc::clone(&task));
        task
    }

    /// Waits until it may poll.
    pub fn enter(&self, site: Site) {
        self.turn_begins(false);
        if let Some(baton) = &self.baton {
            awaiting::perform(baton, || Kind::Lock, Action::Lock, site);
        }
    }

    /// It may poll: since its last step, or from its next one on.
    pub fn turn_begins(&self, taken: bool) {
        if self.group.is_some() {
            awaiting::begin_turn(self.group, taken);
        }
    }

    /// A `block_on` goes on with the turn that this thread has had since the last one.
    pub fn resume(&self) {
        if self.group.is_some() {
            awaiting::resume_turn();
        }
    }

    /// Lets others poll.
    pub fn leave(&self, site: Site) {
        awaiting::end_turn();
        if let Some(baton) = &self.baton {
            awaiting::perform(baton, || Kind::Lock, Action::Unlock, site);
        }
    }

    /// What goes with every wait of a task: that it may poll again.
    pub fn turn(&self) -> Option<Arm> {
        let baton = self.baton.as_ref()?;
        Some(baton.arm(|| Kind::Lock, Action::Lock))
    }

    /// Ends all tasks at their next await, and waits until they have ended. The caller
    /// has the baton, if there is one.
    pub fn shut_down(&self, site: Site) {
        let tasks = {
            let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut *tasks)
        };
        if tasks.is_empty() {
            return self.nobodys_turn();
        }
        awaiting::perform(&self.shutdown, || Kind::Event, Action::Happen, site);
        self.leave(site);
        for task in tasks {
            task.await_end(site);
            self.turn_begins(true);
            awaiting::end_turn();
        }
        self.nobodys_turn();
    }

    fn nobodys_turn(&self) {
        if self.group.is_some() {
            awaiting::begin_turn(None, false);
        }
    }
}

fn group() -> u32 {
    use std::sync::atomic::AtomicU32;
    static NEXT: AtomicU32 = AtomicU32::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// A task as its handle knows it.
pub(crate) struct TaskState {
    /// No other task of the process has it.
    pub number: u64,
    abort: Object,
    done: Object,
    /// Whoever wants to know in which order tasks end.
    told: Mutex<Option<Arc<Ended>>>,
}

/// Tasks in the order in which they have ended.
#[derive(Default)]
pub(crate) struct Ended {
    tasks: Object,
    numbers: Mutex<VecDeque<u64>>,
}

impl Ended {
    fn kind() -> Kind {
        Kind::Channel(None)
    }

    fn push(&self, number: u64, site: Site) {
        awaiting::perform(&self.tasks, Self::kind, Action::Send, site);
        let mut numbers = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
        numbers.push_back(number);
    }

    /// That a task has ended which was not taken.
    pub fn next(&self) -> Arm {
        self.tasks.arm(Self::kind, Action::Receive)
    }

    /// Whether there is one; then it is taken.
    pub fn try_next(&self, site: Site) -> bool {
        awaiting::perform(&self.tasks, Self::kind, Action::TryReceive, site)
            == Outcome::Received(Received::Message)
    }

    /// The task that was taken.
    pub fn taken(&self) -> Option<u64> {
        let mut numbers = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
        numbers.pop_front()
    }
}

impl TaskState {
    pub fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self {
            number: NEXT.fetch_add(1, Ordering::Relaxed),
            abort: Object::new(),
            done: Object::new(),
            told: Mutex::default(),
        }
    }

    /// What makes the task stop at an await.
    pub fn stops(&self, executor: &Executor) -> [Arm; 2] {
        [&executor.shutdown, &self.abort]
            .map(|object| object.arm(|| Kind::Event, Action::AwaitEvent))
    }

    pub fn abort(&self, site: Site) {
        awaiting::perform(&self.abort, || Kind::Event, Action::Happen, site);
    }

    pub fn ends(&self, site: Site) {
        awaiting::perform(&self.done, || Kind::Event, Action::Happen, site);
        let told = self
            .told
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(told) = told {
            told.push(self.number, site);
        }
    }

    /// Its end is to be told there. To be called before the task can have taken a step.
    pub fn tell(&self, ended: &Arc<Ended>) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        *told = Some(Arc::clone(ended));
    }

    /// Its end, as something to wait for.
    pub fn end(&self) -> Arm {
        self.done.arm(|| Kind::Event, Action::AwaitEvent)
    }

    pub fn await_end(&self, site: Site) {
        awaiting::perform(&self.done, || Kind::Event, Action::AwaitEvent, site);
    }

    pub fn has_ended(&self, site: Site) -> bool {
        awaiting::perform(&self.done, || Kind::Event, Action::HasHappened, site)
            == Outcome::Taken(true)
    }
}
