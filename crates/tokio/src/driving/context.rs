//! What a task has polled and what it waits for: kept by its model thread, and found by
//! the leaves of its future.
//!
//! **The first poll of a leaf only says what it waits for.** Then, if that is all that the
//! task waits for, the wait and what it waits for are one step. tokio's own leaves may do
//! the same, when a task's budget is used up. Where the order of polls is promised, in
//! `join!` and in a biased `select!`, a leaf takes what is there at once: the poll is
//! *exact*.
//!
//! A `select!` with a branch that is ready at once, without a leaf, would then never take
//! another one. Such a place is recognised by what it leaves behind, and from then on it
//! is polled exactly, and begins at any of its branches.
//!
//! **Futures that are not ours** wait by their waker. It is a park token; whether
//! somebody else has a copy of the task's waker says whether to wait for it. A leaf that
//! is polled with another waker than the task's (such as `FuturesUnordered` makes) stays
//! something to wait for until it is polled again or dropped, and its waker is woken
//! before the task is polled.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::task::{Wake, Waker};

use interleave::awaiting::{self, Arm};
use interleave::shadow::{self, Action, Kind, Object, Outcome, Site};

use super::executor::{Executor, TaskState};

/// What a leaf waits for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum What {
    /// That this can be done; it is done in the step that ends the wait.
    Arm(Arm),
    /// A moment of virtual time, in nanoseconds.
    Until(u64),
}

/// A leaf that is pending.
pub(super) struct Waiting {
    pub leaf: u64,
    pub what: What,
    pub site: Site,
    /// The waker that it was polled with, if that is not the task's.
    pub foreign: Option<Waker>,
}

/// A task's state while it runs.
pub(crate) struct Context {
    pub executor: Arc<Executor>,
    /// Runs local tasks beside this one, while it drives them.
    pub local: RefCell<Option<Arc<Executor>>>,
    /// None for the future of a `block_on`.
    pub task: Option<Arc<TaskState>>,
    signal: Arc<Signal>,
    pub(super) waker: Waker,
    pub(super) exact: Cell<bool>,
    /// Of several leaves that can go on, any one may be the first.
    pub(super) unbiased: Cell<bool>,
    /// The `select!` that was polled last, and how many leaves have been since.
    select: Cell<Option<(Site, u32)>>,
    pub(super) waits: RefCell<Vec<Waiting>>,
    /// Where it let others go first.
    pub(super) yielded: Cell<Option<Site>>,
    /// What the step that ended the wait did, and for which leaf.
    pub(super) granted: Cell<Option<(u64, Outcome)>>,
    /// Leaves that were found to be able to go on.
    pub(super) open: RefCell<Vec<u64>>,
    /// Leaves that were found not to be.
    pub(super) closed: RefCell<Vec<u64>>,
    /// So many tasks has this one spawned.
    pub children: Cell<u32>,
    /// What stories call it, without the word before; empty for a `block_on`.
    pub path: String,
}

/// Wakes a task from outside of its leaves.
struct Signal {
    token: Object,
    /// Its own thread woke it while it polled.
    at_once: std::sync::atomic::AtomicBool,
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if !shadow::active() {
            return;
        }
        let own = current().is_some_and(|context| Arc::ptr_eq(&context.signal, self));
        if own {
            self.at_once
                .store(true, std::sync::atomic::Ordering::Relaxed);
        } else {
            let site = awaiting::here();
            awaiting::perform(&self.token, || Kind::Parker, Action::Unpark, site);
        }
    }
}

impl Context {
    pub fn new(executor: Arc<Executor>, task: Option<Arc<TaskState>>, path: String) -> Self {
        let signal = Arc::new(Signal {
            token: Object::new(),
            at_once: false.into(),
        });
        Self {
            executor,
            local: RefCell::default(),
            task,
            waker: Waker::from(Arc::clone(&signal)),
            signal,
            exact: Cell::new(false),
            unbiased: Cell::new(false),
            select: Cell::new(None),
            waits: RefCell::default(),
            yielded: Cell::new(None),
            granted: Cell::new(None),
            open: RefCell::default(),
            closed: RefCell::default(),
            children: Cell::new(0),
            path,
        }
    }

    /// Who runs local tasks that are spawned here.
    pub fn local_executor(&self) -> Option<Arc<Executor>> {
        let driven = self.local.borrow().clone();
        driven.or_else(|| self.executor.is_local.then(|| Arc::clone(&self.executor)))
    }

    /// The name of a task that this one spawns: as threads are called.
    pub fn child(&self) -> String {
        let number = self.children.get() + 1;
        self.children.set(number);
        match self.path.as_str() {
            "" => number.to_string(),
            path => format!("{path}.{number}"),
        }
    }

    /// From now on, until the task is polled again, leaves take at once what is there.
    pub fn poll_exactly(&self) {
        self.exact.set(true);
    }

    /// Of several leaves that can go on, any one may be the first.
    pub fn poll_in_any_order(&self) {
        self.unbiased.set(true);
    }

    /// A `select!` that may begin anywhere is polled; gives where it begins.
    pub fn begins_select(&self, branches: u32, site: Site) -> u32 {
        self.ends_select();
        self.poll_in_any_order();
        let again = !self.open.borrow().is_empty() || !self.closed.borrow().is_empty();
        if again {
            return 0;
        }
        if !awaiting::is_learned(site) {
            self.select.set(Some((site, 0)));
            return 0;
        }
        self.poll_exactly();
        let last = branches - 1;
        (0..last).find(|_| !awaiting::choose(site)).unwrap_or(last)
    }

    /// A branch without a leaf was not pending, unless somebody else can wake it.
    pub(super) fn ends_select(&self) {
        if let Some((site, 0)) = self.select.take() {
            awaiting::learn(site);
        }
    }

    /// It lets others go first.
    pub fn gives_way(&self, site: Site) {
        self.yielded.set(Some(site));
    }

    /// Whether it is not the task's own waker.
    pub(super) fn is_foreign(&self, waker: &Waker) -> bool {
        !waker.will_wake(&self.waker)
    }

    /// Its token, if somebody has a copy of the waker who could use it.
    pub(super) fn token(&self) -> Option<Arm> {
        let copied = Arc::strong_count(&self.signal) > 2;
        copied.then(|| self.signal.token.arm(|| Kind::Parker, Action::Park))
    }

    /// Whether it was woken by itself.
    pub(super) fn was_woken(&self) -> bool {
        let at_once = &self.signal.at_once;
        at_once.swap(false, std::sync::atomic::Ordering::Relaxed)
    }

    /// A leaf that waits.
    pub(super) fn register(&self, waiting: Waiting) {
        if let Some((site, leaves)) = self.select.get() {
            self.select.set(Some((site, leaves + 1)));
        }
        let mut waits = self.waits.borrow_mut();
        waits.retain(|other| other.leaf != waiting.leaf);
        waits.push(waiting);
    }

    /// A leaf that waits no longer.
    pub(super) fn forget(&self, leaf: u64) {
        let Ok(mut waits) = self.waits.try_borrow_mut() else {
            return;
        };
        let before = waits.len();
        waits.retain(|other| other.leaf != leaf);
        let waited = waits.len() < before && !self.closed.borrow().contains(&leaf);
        // It is dropped in the poll in which it said what it waits for.
        if let (true, Some((site, _))) = (waited, self.select.get()) {
            awaiting::learn(site);
        }
    }
}

/// Where a model thread keeps the context of what it drives.
static KEY: u8 = 0;

type Place = RefCell<Option<std::rc::Rc<Context>>>;

fn place<R>(use_it: impl FnOnce(&Place) -> R) -> Option<R> {
    if !shadow::active() {
        return None;
    }
    let key = std::ptr::from_ref(&KEY).addr();
    let place = shadow::thread_local::<Place>(key, || RefCell::new(None))?;
    // SAFETY: the pointer is valid until the thread has ended, and this is the thread.
    Some(use_it(unsafe { &*place }))
}

/// The context of the task that runs here; none outside of tasks.
pub(crate) fn current() -> Option<std::rc::Rc<Context>> {
    place(|place| place.borrow().clone()).flatten()
}

/// Makes it the context of this model thread; gives the one before.
pub(super) fn set(context: Option<std::rc::Rc<Context>>) -> Option<std::rc::Rc<Context>> {
    place(|place| place.replace(context)).flatten()
}
