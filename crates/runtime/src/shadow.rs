//! What a shadow crate (one that stands in for `std`, say) is built on: identity
//! for its objects, permission for its operations, model threads.
//!
//! Not for checks: those use [`crate::explore`]. Every function here has two
//! faces. Inside an exploration it asks the explorer; outside of one
//! [`active`] is false and a shadow does the real thing instead.
//!
//! **The order of things in an operation.** The shadow calls [`Object::perform`],
//! which may switch to other threads and comes back when this thread has the
//! explorer's permission and the model has done the operation. The shadow then
//! does the real counterpart (take the real lock, push into the real queue),
//! which can't block, because the model has already decided.
//!
//! **An abandoned execution** (a deadlock, say) ends by unwinding its threads with
//! a private payload. While a thread is unwound so, `perform` returns at once what
//! a lone thread would see, is no scheduling point, and never blocks.

use std::panic::Location;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use interleave_core::op::{ObjectId, Op};

use crate::model::{self, End, Model};

pub use crate::image::is_static;
pub use crate::memory::may_be_allocated;
pub use crate::several::{Several, meet, time_just_waited_for, wait_at};
pub use interleave_core::op::{
    Action, Begun, Change, Kind, Meet, Outcome, Received, Sent, Shown, Side, ThreadId,
};

/// Whether the code that runs here is part of an exploration.
#[must_use]
pub fn active() -> bool {
    model::active()
}

/// The identity of a shared object: a field of every shadow type.
///
/// It can be made in a `const` and moved about; the explorer gets to know the object
/// when it is first used in an execution, and forgets it when the execution ends.
pub struct Object(AtomicU64);

impl Object {
    /// An object that no execution has used yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(AtomicU64::new(0))
    }

    /// Does `action` on this object once the explorer lets this thread go on.
    ///
    /// `kind` says what the object is and its state before its first use in this
    /// execution; it is asked only then, and must not come back here. Must be called
    /// inside an exploration only.
    #[track_caller]
    pub fn perform(&self, kind: impl Fn() -> Kind, action: Action) -> Outcome {
        let op = Op::new(ObjectId::NONE, action);
        model::step_on(self, &kind, op, Location::caller())
    }

    /// As [`Object::perform`], giving up ([`Outcome::TimedOut`]) after `timeout` of
    /// virtual time. For the actions that say that they may have a deadline.
    #[track_caller]
    pub fn perform_timed(
        &self,
        kind: impl Fn() -> Kind,
        action: Action,
        timeout: Option<Duration>,
    ) -> Outcome {
        let op = Op::new(self.id(&kind), action);
        step_timed(op, timeout, Location::caller())
    }

    /// Waits on this condition variable: releases `mutex` and becomes a waiter in one
    /// step, then waits for a notification (or the time-out) and has `mutex` again. Where
    /// the check allows for it, it may end without either.
    /// Gives [`Outcome::Done`] or [`Outcome::TimedOut`].
    #[track_caller]
    pub fn wait(&self, mutex: &Object, timeout: Option<Duration>) -> Outcome {
        let site = Location::caller();
        let condvar = self.id(&|| Kind::Condvar);
        let mutex = mutex.id(&|| Kind::Lock);
        let unlocking = |action| Op::new(condvar, action).and(mutex, Action::Unlock);
        let locking = |action| Op::new(condvar, action).and(mutex, Action::Lock);
        if wakes_up_without_a_cause(site) {
            model::step(unlocking(Action::Doze), site);
            return model::step(locking(Action::Stir), site);
        }
        model::step(unlocking(Action::Wait), site);
        let Some(timeout) = timeout else {
            return model::step(locking(Action::Wake), site);
        };
        // Its time may be over while another thread has the mutex.
        let outcome = step_timed(Op::new(condvar, Action::Wake), Some(timeout), site);
        model::step(Op::new(mutex, Action::Lock), site);
        outcome
    }

    /// The current value of an atomic that this execution has used, without a step
    /// (for `get_mut` and `into_inner`, which have it to themselves); `None` if unused.
    pub fn value(&self) -> Option<u64> {
        let (epoch, id) = self.meta();
        model::with(|model| (epoch == model.epoch).then(|| model.explorer.value(id))).flatten()
    }

    /// Forgets this execution's knowledge of the object, so that its next use asks
    /// `kind` anew (after `get_mut` changed an atomic).
    pub fn forget(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    /// The execution that has last used it, and what that one called it.
    fn meta(&self) -> (u32, ObjectId) {
        let meta = self.0.load(Ordering::Relaxed);
        #[expect(clippy::cast_possible_truncation, reason = "the two halves")]
        ((meta >> 32) as u32, ObjectId(meta as u32))
    }

    /// What this execution calls it.
    fn id(&self, kind: &dyn Fn() -> Kind) -> ObjectId {
        model::with(|model| self.id_in(model, kind))
    }

    /// What the model's execution calls it.
    pub(crate) fn id_in(&self, model: &mut Model, kind: &dyn Fn() -> Kind) -> ObjectId {
        let (epoch, id) = self.meta();
        if epoch == model.epoch {
            return id;
        }
        let kind = kind();
        if model.abandoned {
            return model.clock();
        }
        let name = model.name_of(std::ptr::from_ref(self).addr());
        let id = model.explorer.object(name, kind);
        let meta = u64::from(model.epoch) << 32 | u64::from(id.0);
        self.0.store(meta, Ordering::Relaxed);
        id
    }
}

impl Default for Object {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether the wait that begins here ends without a cause. Both are explored, as long as
/// the check lets this thread do so.
fn wakes_up_without_a_cause(site: Site) -> bool {
    let left = |model: &mut Model| model.thread().spurious_wakeups;
    if model::with(left) == 0
        || model::step(Op::new(ObjectId::NONE, Action::Choose), site) != Outcome::Taken(true)
    {
        return false;
    }
    model::with(|model| model.thread().spurious_wakeups -= 1);
    true
}

/// Takes a step that may have a deadline.
fn step_timed(op: Op, timeout: Option<Duration>, site: Site) -> Outcome {
    let Some(timeout) = timeout else {
        return model::step(op, site);
    };
    set_timer(timeout, site);
    model::step(op.timed(), site)
}

fn set_timer(timeout: Duration, site: Site) {
    let clock = model::with(Model::clock);
    let nanoseconds = u64::try_from(timeout.as_nanos()).unwrap_or(u64::MAX);
    model::step(Op::new(clock, Action::SetTimer(nanoseconds)), site);
}

/// A new model thread. `body` must not unwind (the shadow catches panics and keeps
/// them for `join`), and `name` is what stories call it.
///
/// # Safety
/// What `body` borrows must outlive the thread: either it is `'static`, or the caller
/// waits for the thread ([`ThreadHandle::join`]) before the borrow ends, also when it
/// unwinds. An abandoned execution unwinds the youngest threads first, and never
/// resumes one again after its creator's frames are gone.
#[track_caller]
pub unsafe fn spawn<'a>(name: Option<String>, body: Box<dyn FnOnce() + 'a>) -> ThreadHandle {
    // SAFETY: as promised by the caller.
    let id = unsafe { model::spawn(name, body, Location::caller()) };
    ThreadHandle { id }
}

/// A model thread, from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ThreadHandle {
    /// The explorer's number for it.
    pub id: ThreadId,
}

impl ThreadHandle {
    /// The thread that runs here.
    #[must_use]
    pub fn current() -> Self {
        Self {
            id: model::with(|model| model.current),
        }
    }
    /// Its name, as given to [`spawn`]; `main` for the explored closure.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        model::with(|model| model.threads[self.id.index()].name)
    }
    /// Waits until it has ended.
    #[track_caller]
    pub fn join(self) {
        self.life(Action::Join, Location::caller());
    }
    /// Whether it has ended.
    #[track_caller]
    #[must_use]
    pub fn is_finished(self) -> bool {
        self.life(Action::IsFinished, Location::caller()) == Outcome::Taken(true)
    }
    /// Makes its park token available.
    #[track_caller]
    pub fn unpark(self) {
        let parker = model::with(|model| model.parker(self.id));
        model::step(Op::new(parker, Action::Unpark), Location::caller());
    }

    fn life(self, action: Action, site: Site) -> Outcome {
        let life = model::with(|model| model.threads[self.id.index()].life);
        model::step(Op::new(life, action), site)
    }
}

/// Waits for this thread's park token, or for `timeout` of virtual time. Where the check
/// allows for it, it may end without either; then the token stays.
#[track_caller]
pub fn park(timeout: Option<Duration>) {
    let site = Location::caller();
    if !wakes_up_without_a_cause(site) {
        let parker = model::with(|model| model.parker(model.current));
        step_timed(Op::new(parker, Action::Park), timeout, site);
    }
}

/// `thread::yield_now`.
#[track_caller]
pub fn yield_now() {
    model::step(Op::new(ObjectId::NONE, Action::Yield), Location::caller());
}

/// `hint::spin_loop`.
#[track_caller]
pub fn spin_loop() {
    model::step(Op::new(ObjectId::NONE, Action::Spin), Location::caller());
}

/// Sleeps in virtual time.
#[track_caller]
pub fn sleep(duration: Duration) {
    let site = Location::caller();
    if model::with(|model| model.thread().in_turn) {
        refuse(
            "std::thread::sleep in a task of a current_thread runtime",
            "It holds up all other tasks. `tokio::time::sleep(..).await` lets them run.",
        );
    }
    set_timer(duration, site);
    let clock = model::with(|model| {
        model.sleeps(duration);
        model.clock()
    });
    model::step(Op::new(clock, Action::Sleep), site);
}

/// Virtual time since the execution began.
#[track_caller]
#[must_use]
pub fn now() -> Duration {
    let clock = model::with(Model::clock);
    match model::step(Op::new(clock, Action::Now), Location::caller()) {
        Outcome::Time(nanoseconds) => Duration::from_nanos(nanoseconds),
        _ => Duration::ZERO,
    }
}

/// Whether this model thread is unwinding from a panic.
#[must_use]
pub fn panicking() -> bool {
    crate::panics::panicking()
}

/// `catch_unwind` that keeps this model thread's `panicking` right and lets the
/// unwinding of an abandoned execution through.
///
/// # Errors
/// The panic's payload, as in std.
pub fn catch_unwind<R>(body: impl FnOnce() -> R) -> std::thread::Result<R> {
    crate::panics::catch(body)
}

/// `resume_unwind` that keeps this model thread's `panicking` right.
pub fn resume_unwind(payload: Box<dyn std::any::Any + Send>) -> ! {
    crate::panics::resume(payload)
}

/// Which stream something was printed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Out,
    /// Standard error.
    Err,
}

/// Keeps what this thread prints with the execution.
#[track_caller]
pub fn print(stream: Stream, text: std::fmt::Arguments<'_>) {
    crate::output::print(stream, text, Location::caller());
}

/// How a program can end itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// `process::exit` with this code.
    Code(i32),
    /// `process::abort`.
    Abort,
}

/// Ends the execution; its report tells the exit and its line.
#[track_caller]
pub fn exit(how: Exit) -> ! {
    let code = match how {
        Exit::Code(code) => Some(code),
        Exit::Abort => None,
    };
    let thread = ThreadHandle::current().id;
    let site = Location::caller();
    model::end_here(End::Exit { code, thread, site })
}

/// Ends the execution because it used something that judging does not cover.
/// `what` is its name as the learner wrote it (`std::net::TcpStream::connect`);
/// `instead` says the way out in one sentence.
#[track_caller]
pub fn refuse(what: &str, instead: &str) -> ! {
    refuse_at(what, instead, Location::caller())
}

/// How many steps this thread has taken in this execution.
#[must_use]
pub fn steps_taken() -> u32 {
    model::with(|model| model.explorer.steps_of(model.current))
}

pub(crate) fn refuse_at(what: &str, instead: &str, site: Site) -> ! {
    let thread = ThreadHandle::current().id;
    model::end_here(End::Refused {
        what: what.to_owned(),
        instead: instead.to_owned(),
        thread,
        site,
    })
}

/// An atomic fence of this model thread.
#[track_caller]
pub fn fence(order: Ordering) {
    let op = Op::new(ObjectId::NONE, Action::Fence(order));
    model::step(op, Location::caller());
}

/// A model thread's own values: what `thread_local!` needs. `key` is the address of
/// the static; `init` makes the value at first use. The value is dropped when the
/// model thread ends. `None` once the thread has dropped it.
///
/// The pointer is valid until the thread has ended.
pub fn thread_local<T: 'static>(key: usize, init: impl FnOnce() -> T) -> Option<*const T> {
    crate::locals::get(key, init)
}

/// Where a shadow's caller is, for messages.
pub type Site = &'static Location<'static>;

/// As [`catch_unwind`], at the root of a model thread (for the body given to [`spawn`]):
/// a panic that is caught here is a behaviour of the execution, `panic: …`.
///
/// # Errors
/// The panic's payload, which `join` hands on.
pub fn catch_at_root<R>(body: impl FnOnce() -> R) -> std::thread::Result<R> {
    crate::panics::catch_at_root(body)
}

/// Parks this thread for ever: the execution is abandoned, and the real thing is not
/// as the model says.
pub fn leave_for_good() -> ! {
    model::leave_for_good()
}

/// Whether this execution is abandoned: then what a thread still does is done while it
/// unwinds, and a panic would end the process.
#[must_use]
pub fn abandoned() -> bool {
    model::with(|model| model.abandoned)
}

/// Waits for nothing that could come.
pub(crate) fn park_for_ever(site: Site) {
    let never = model::with(Model::never);
    model::step(Op::new(never, Action::Park), site);
}
