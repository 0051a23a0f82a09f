//! Driving a future to its end: polling it, and waiting where it is pending.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{self, Poll};

use interleave::awaiting::{self, Alternatives, Arm};
use interleave::shadow::{self, Action, Kind, Object, Outcome, Site};

use super::context::{self, Context, What};
use super::executor::Executor;

/// The task was aborted, or its runtime is gone.
#[derive(Debug)]
pub(crate) struct Cancelled;

/// Sees to it that the model thread has its former context back.
struct Driving(Option<Rc<Context>>);

impl Drop for Driving {
    fn drop(&mut self) {
        context::set(self.0.take());
    }
}

/// Polls `future` until it is ready.
///
/// # Errors
/// If the task is to go no further. The future is then still to be dropped.
pub(crate) fn drive<F: Future>(
    mut future: Pin<&mut F>,
    context: Context,
    site: Site,
) -> Result<F::Output, Cancelled> {
    let context = Rc::new(context);
    let _driving = Driving(context::set(Some(Rc::clone(&context))));
    context.checks_whether_stopped(site)?;
    loop {
        let waker = context.waker.clone();
        let polled = future.as_mut().poll(&mut task::Context::from_waker(&waker));
        drop(waker);
        context.ends_select();
        if let Poll::Ready(output) = polled {
            return Ok(output);
        }
        context.waits(site)?;
    }
}

impl Context {
    /// What makes it stop at an await.
    fn stops(&self) -> Vec<Arm> {
        let task = self.task.as_ref();
        task.map_or_else(Vec::new, |task| task.stops(&self.executor).to_vec())
    }

    /// With whom it takes turns.
    fn turns(&self) -> Arc<Executor> {
        let local = self.local.borrow();
        Arc::clone(local.as_ref().unwrap_or(&self.executor))
    }

    fn checks_whether_stopped(&self, site: Site) -> Result<(), Cancelled> {
        if self.task.is_none() {
            return Ok(());
        }
        let mut arms = self.stops();
        arms.push(always());
        self.take(&arms, None, site).map(|_| ())
    }

    /// Everything polled is pending: waits for something of it.
    fn waits(&self, site: Site) -> Result<(), Cancelled> {
        if self.granted.take().is_some() && !shadow::abandoned() {
            shadow::refuse(
                "a future that drops what it waits for when it is polled again",
                "Await it, or poll it until it is ready.",
            );
        }
        self.exact.set(false);
        let unbiased = self.unbiased.take();
        self.open.borrow_mut().clear();
        self.closed.borrow_mut().clear();
        let turns = self.turns();
        turns.leave(site);
        let yielded = self.yielded.take();
        let outcome = if self.was_woken() || yielded.is_some() {
            awaiting::yield_now(yielded.unwrap_or(site));
            let mut arms = self.stops();
            arms.push(always());
            self.take(&arms, turns.turn(), site).map(|_| ())
        } else {
            self.waits_for_leaves(unbiased, site)
        };
        turns.turn_begins(true);
        let mut waits = self.waits.borrow_mut();
        waits.retain(|waiting| waiting.foreign.is_some());
        outcome
    }

    fn waits_for_leaves(&self, unbiased: bool, site: Site) -> Result<(), Cancelled> {
        let token = self.token();
        let only = {
            let waits = self.waits.borrow();
            match (waits.as_slice(), token) {
                ([only], None) if only.foreign.is_none() => Some((only.leaf, only.what, only.site)),
                ([], None) => {
                    let mut arms = self.stops();
                    arms.push(never());
                    drop(waits);
                    return self.take(&arms, self.turns().turn(), site).map(|_| ());
                }
                _ => None,
            }
        };
        match only {
            Some((leaf, what, site)) => {
                let outcome = self.waits_for_one(what, site)?;
                self.granted.set(Some((leaf, outcome)));
                Ok(())
            }
            None => self.waits_for_any(token, unbiased, site),
        }
    }

    fn waits_for_one(&self, what: What, site: Site) -> Result<Outcome, Cancelled> {
        let mut arms = self.stops();
        match what {
            What::Arm(arm) => {
                let stops = arms.len();
                arms.push(arm);
                self.take_after(stops, &arms, self.turns().turn(), site)
            }
            What::Until(moment) => {
                let stopped = awaiting::sleep_until(moment, &arms, self.turns().turn(), site);
                if stopped {
                    Err(Cancelled)
                } else {
                    Ok(Outcome::TimedOut)
                }
            }
        }
    }

    /// Waits for one of several leaves, of the token, or to be stopped.
    fn waits_for_any(
        &self,
        token: Option<Arm>,
        unbiased: bool,
        site: Site,
    ) -> Result<(), Cancelled> {
        let mut arms = self.stops();
        let stops = arms.len();
        let mut leaves = Vec::new();
        let mut timers = Vec::new();
        let mut at = None;
        for waiting in self.waits.borrow().iter() {
            at.get_or_insert(waiting.site);
            match waiting.what {
                What::Arm(arm) => {
                    arms.push(arm);
                    leaves.push(waiting.leaf);
                }
                What::Until(moment) => timers.push((moment, waiting.leaf)),
            }
        }
        arms.extend(token);
        let site = at.unwrap_or(site);
        let alternatives = Alternatives {
            arms: &arms,
            also: self.turns().turn(),
            site,
        };
        let deadline = timers.iter().map(|(moment, _)| *moment).min();
        let bits = match deadline {
            None => Some(alternatives.ask()),
            Some(deadline) => alternatives.ask_until(deadline),
        };
        if bits.is_some_and(|bits| bits & ((1 << stops) - 1) != 0) {
            return Err(Cancelled);
        }
        let mut open: Vec<u64> = match bits {
            Some(bits) => {
                let is_open = |place: &usize| bits >> (stops + place) & 1 == 1;
                (0..leaves.len())
                    .filter(is_open)
                    .map(|place| leaves[place])
                    .collect()
            }
            None => {
                let due = timers
                    .iter()
                    .filter(|(moment, _)| Some(*moment) == deadline);
                due.map(|(_, leaf)| *leaf).collect()
            }
        };
        if unbiased && open.len() > 1 {
            let last = open.len() - 1;
            let chosen = (0..last).find(|_| !awaiting::choose(site)).unwrap_or(last);
            open = vec![open[chosen]];
        }
        self.opens(open);
        Ok(())
    }

    /// These leaves may go on in the next poll, and no other that waits.
    fn opens(&self, open: Vec<u64>) {
        let wakers: Vec<_> = {
            let waits = self.waits.borrow();
            let mut closed = self.closed.borrow_mut();
            closed.extend(waits.iter().map(|waiting| waiting.leaf));
            closed.retain(|leaf| !open.contains(leaf));
            let opened = waits.iter().filter(|waiting| open.contains(&waiting.leaf));
            opened
                .filter_map(|waiting| waiting.foreign.clone())
                .collect()
        };
        *self.open.borrow_mut() = open;
        wakers.into_iter().for_each(task::Waker::wake);
        // That was the task itself, and it is about to be polled.
        self.was_woken();
    }

    fn take(&self, arms: &[Arm], also: Option<Arm>, site: Site) -> Result<Outcome, Cancelled> {
        let stops = arms.len() - 1;
        self.take_after(stops, arms, also, site)
    }

    /// Takes one of `arms`, of which the first few stop the task.
    fn take_after(
        &self,
        stops: usize,
        arms: &[Arm],
        also: Option<Arm>,
        site: Site,
    ) -> Result<Outcome, Cancelled> {
        let (outcome, taken) = Alternatives { arms, also, site }.take_and_tell();
        if taken < stops {
            Err(Cancelled)
        } else {
            Ok(outcome)
        }
    }
}

static ALWAYS: Object = Object::new();
static NEVER: Object = Object::new();

fn always() -> Arm {
    ALWAYS.arm(|| Kind::Version, Action::AwaitChange(u64::MAX))
}

/// What only somebody else could wake, and nobody else knows the task.
fn never() -> Arm {
    NEVER.arm(|| Kind::Event, Action::AwaitEvent)
}
