//! Starting threads: a new thread runs to its first step at once, before its creator goes
//! on.
//!
//! It does so on top of its creator, whose fiber resumes it. From its first step on it is
//! resumed like every other thread.

use interleave_core::Site;
use interleave_core::op::ThreadId;

use super::running::{Turn, leave_abandoned, pass_time};
use super::{ACTIVE, End, Model, Wish, with};
use crate::simulate::Activity;

/// Creates a thread. In an exploration it runs to its first step at once; in a simulation
/// it runs when it gets a core.
///
/// # Safety
/// As [`crate::fiber::Stacks::fiber`].
pub(crate) unsafe fn spawn<'a>(
    name: Option<String>,
    body: Box<dyn FnOnce() + 'a>,
    site: Site,
) -> ThreadId {
    let cost = with(|model| {
        let simulated = model.simulated.as_ref();
        simulated.map_or(0, |simulated| simulated.spawn_cost())
    });
    pass_time(cost, Activity::Spawn, site);
    // What is not taken is dropped only where the model is not in use: it may take steps.
    let mut body = Some(body);
    let created = with(|model| {
        let id = model.create(site)?;
        let body = body.take().expect("it is taken once");
        // SAFETY: as demanded of the caller.
        unsafe { model.add_thread(id, name.map(crate::names::keep), body) };
        Some((id, model.begin_to_start(id, site)))
    });
    match created {
        None => {
            drop(body);
            leave_abandoned();
        }
        Some((id, turn)) => {
            if let Some(turn) = turn {
                start(turn);
            }
            id
        }
    }
}

/// Runs a new thread to its first step.
fn start(turn: Turn) {
    let ended = turn.run();
    ACTIVE.set(true);
    let way = with(|model| {
        if ended {
            model.has_ended(turn);
        }
        model.started()
    });
    // The execution has come to its end in there.
    if let Some(way) = way {
        // SAFETY: `way` is the current thread's, whose fiber this runs on.
        unsafe { way.leave() };
        if with(|model| model.abandoned && !model.thread().unwinds()) {
            crate::abandon::unwind();
        }
    }
}

impl Model {
    /// A number for a thread that the current one creates, if it may.
    fn create(&mut self, site: Site) -> Option<ThreadId> {
        if self.abandoned {
            return None;
        }
        let lives = |thread: &&super::Thread| thread.stack.1 > 0;
        if self.threads.iter().filter(lives).count() >= self.limits.threads {
            self.end = Some(End::TooManyThreads { site });
            self.wish = Wish::End;
            return None;
        }
        Some(self.explorer.spawn(self.current))
    }

    /// The new thread is about to run, unless it is time that decides when.
    fn begin_to_start(&mut self, id: ThreadId, site: Site) -> Option<Turn> {
        let (creator, life) = (self.current, self.threads[id.index()].life);
        if let Some(simulated) = &mut self.simulated {
            simulated.spawn(Some(creator), id, life);
            return None;
        }
        self.thread().last_site = Some(site);
        self.starting.push(id);
        Some(self.turn_of(id))
    }

    /// The thread that was started last has come to its first step: its creator goes on.
    /// If that is not what has happened, gives the creator's way to leave.
    fn started(&mut self) -> Option<crate::fiber::Way> {
        let started = self.starting.pop();
        let creator = started.and_then(|id| self.threads[id.index()].creator);
        let creator = creator.expect("a thread was started by another one");
        self.current = creator;
        let thread = self.thread();
        crate::watch::resumed(thread.last_site, creator);
        crate::watch::enter_stack(thread.stack);
        let way = thread.way;
        (self.wish != Wish::Started).then_some(way)
    }
}
