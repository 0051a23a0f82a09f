//! What wraps the types whose rules are left to the real ones: who is next, what is kept,
//! what is closed.
//!
//! All uses of one object are steps that depend on each other. A future is the real one;
//! to poll it is such a step. While it is pending it waits for the real waker, which is
//! something that happens: so only who is woken looks again, in the real order.

use std::fmt;
use std::future::{self, Future};
use std::panic::Location;
use std::pin::pin;
use std::sync::Arc;
use std::task::{self, Poll, Wake, Waker};

use interleave::awaiting;
use interleave::shadow::{self, Action, Kind, Object, Site};

use crate::driving::{Leaf, What};

/// An object as the explorer knows it.
pub struct Shared(Object);

impl Shared {
    /// An object that nobody has used.
    pub const fn new() -> Self {
        Self(Object::new())
    }

    /// It is about to be changed, or to be polled.
    pub fn touch(&self, site: Site) {
        if shadow::active() {
            awaiting::perform(&self.0, || Kind::Version, Action::Touch, site);
        }
    }

    /// It is about to be looked at.
    pub fn look(&self, site: Site) {
        if shadow::active() {
            awaiting::perform(&self.0, || Kind::Version, Action::Look, site);
        }
    }

    /// The future, each poll of it a step.
    pub async fn poll<F: Future>(&self, site: Site, future: F) -> F::Output {
        if !shadow::active() {
            return future.await;
        }
        let mut future = pin!(future);
        // Dropped before the future, whose drop changes the object.
        let mut polling = Guarded(self, Polling::new());
        future::poll_fn(|cx| {
            let real = future.as_mut();
            polling.1.poll(self, cx, site, |cx| real.poll(cx))
        })
        .await
    }

    /// The future, polled to its end on this thread, which waits.
    #[track_caller]
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        super::may_block();
        let site = Location::caller();
        let mut future = pin!(future);
        loop {
            self.touch(site);
            let woken = Arc::new(Woken(Object::new()));
            let waker = Waker::from(Arc::clone(&woken));
            let polled = future.as_mut().poll(&mut task::Context::from_waker(&waker));
            if let Poll::Ready(output) = polled {
                return output;
            }
            awaiting::perform(&woken.0, || Kind::Event, Action::AwaitEvent, site);
        }
    }
}

/// Touches an object where it is dropped: a field before the real guard.
pub(crate) struct Touching<S: AsRef<Shared>>(pub S);

impl<S: AsRef<Shared>> Drop for Touching<S> {
    fn drop(&mut self) {
        self.0.as_ref().touch(awaiting::here());
    }
}

impl AsRef<Shared> for Shared {
    fn as_ref(&self) -> &Shared {
        self
    }
}

/// A waiter was woken.
struct Woken(Object);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        if shadow::active() {
            let site = awaiting::here();
            awaiting::perform(&self.0, || Kind::Event, Action::Happen, site);
        }
    }
}

/// The state of a future between its polls.
pub struct Polling {
    leaf: Leaf,
    /// Set while it is pending.
    woken: Option<Arc<Woken>>,
}

impl Polling {
    /// Of a future that has not been polled.
    pub const fn new() -> Self {
        Self {
            leaf: Leaf::new(),
            woken: None,
        }
    }

    /// Polls the real future, if it is to be polled.
    pub fn poll<R>(
        &mut self,
        shared: &Shared,
        cx: &task::Context<'_>,
        site: Site,
        real: impl FnOnce(&mut task::Context<'_>) -> Poll<R>,
    ) -> Poll<R> {
        if let Some(woken) = &self.woken {
            let arm = || What::Arm(woken.0.arm(|| Kind::Event, Action::AwaitEvent));
            if self.leaf.poll(cx, site, arm).is_pending() {
                return Poll::Pending;
            }
        }
        shared.touch(site);
        let woken = Arc::new(Woken(Object::new()));
        let waker = Waker::from(Arc::clone(&woken));
        let polled = real(&mut task::Context::from_waker(&waker));
        self.woken = None;
        self.leaf = Leaf::new();
        if polled.is_pending() {
            let arm = What::Arm(woken.0.arm(|| Kind::Event, Action::AwaitEvent));
            self.leaf.waits(cx, site, arm);
            self.woken = Some(woken);
        }
        polled
    }

    /// Where the future is dropped while it waits.
    pub fn drop_with(&mut self, shared: &Shared) {
        if self.woken.take().is_some() {
            shared.touch(awaiting::here());
        }
    }
}

/// A future of this object that may be dropped while it waits.
struct Guarded<'a>(&'a Shared, Polling);

impl Drop for Guarded<'_> {
    fn drop(&mut self) {
        self.1.drop_with(self.0);
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shared")
    }
}

impl fmt::Debug for Polling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Polling")
    }
}
