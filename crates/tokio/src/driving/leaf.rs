//! [`Leaf`]: what a future waits for in the end.

use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{self, Poll};

use interleave::awaiting;
use interleave::awaiting::Alternatives;
use interleave::shadow::{Action, Kind, Object, Outcome, Site};

use super::context::{Context, Waiting, What, current};

/// One wait of a future, from its first poll to its end.
#[derive(Debug)]
pub(crate) struct Leaf {
    number: u64,
}

impl Leaf {
    pub const fn new() -> Self {
        Self { number: 0 }
    }

    fn number(&mut self) -> u64 {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        if self.number == 0 {
            self.number = NEXT.fetch_add(1, Ordering::Relaxed);
        }
        self.number
    }

    /// Whether the wait is over; then `what` has been done.
    pub fn poll(
        &mut self,
        cx: &task::Context<'_>,
        site: Site,
        what: impl FnOnce() -> What,
    ) -> Poll<Outcome> {
        let leaf = self.number();
        let Some(context) = current() else {
            return attempt(what(), site);
        };
        if let Some((granted, outcome)) = context.granted.get()
            && granted == leaf
        {
            context.granted.set(None);
            context.forget(leaf);
            return Poll::Ready(outcome);
        }
        let what = what();
        let foreign = context.is_foreign(cx.waker()).then(|| cx.waker().clone());
        if may_attempt(&context, leaf, foreign.is_some())
            && let Poll::Ready(outcome) = attempt(what, site)
        {
            context.forget(leaf);
            return Poll::Ready(outcome);
        }
        context.register(Waiting {
            leaf,
            what,
            site,
            foreign,
        });
        Poll::Pending
    }
}

impl Leaf {
    /// It waits for this, which can't be there yet.
    pub fn waits(&mut self, cx: &task::Context<'_>, site: Site, what: What) {
        let leaf = self.number();
        if let Some(context) = current() {
            let foreign = context.is_foreign(cx.waker()).then(|| cx.waker().clone());
            context.register(Waiting {
                leaf,
                what,
                site,
                foreign,
            });
        }
    }
}

impl Drop for Leaf {
    fn drop(&mut self) {
        if self.number > 0
            && let Some(context) = current()
        {
            context.forget(self.number);
        }
    }
}

/// Whether the leaf may take now what is there.
fn may_attempt(context: &Context, leaf: u64, foreign: bool) -> bool {
    if context.open.borrow().contains(&leaf) {
        return true;
    }
    !context.closed.borrow().contains(&leaf) && (foreign || context.exact.get())
}

/// A step that can always be taken.
static ALWAYS: Object = Object::new();

/// Does it, if that is possible at once.
fn attempt(what: What, site: Site) -> Poll<Outcome> {
    let arm = match what {
        What::Arm(arm) => arm,
        What::Until(moment) if awaiting::now(site) >= moment => {
            return Poll::Ready(Outcome::TimedOut);
        }
        What::Until(_) => return Poll::Pending,
    };
    let always = ALWAYS.arm(|| Kind::Version, Action::AwaitChange(u64::MAX));
    let both = Alternatives {
        arms: &[arm, always],
        also: None,
        site,
    };
    match both.take_and_tell() {
        (outcome, 0) => Poll::Ready(outcome),
        _ => Poll::Pending,
    }
}
