//! What wraps the types whose rules are left to the real ones: who is next, what is kept,
//! what is closed.
//!
//! All uses of one object are steps that depend on each other. A future is the real one;
//! to poll it is such a step. While it is pending it waits for the real waker, which is
//! something that happens: so only who is woken looks again, in the real order.

use std::cell::RefCell;
use std::fmt;
use std::future::{self, Future};
use std::panic::Location;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{self, Poll, Wake, Waker};

use interleave::awaiting::{self, Arm};
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
            let woken = Woken::new();
            let waker = Waker::from(Arc::clone(&woken));
            let mut cx = task::Context::from_waker(&waker);
            let polled = in_order(|| future.as_mut().poll(&mut cx));
            if let Poll::Ready(output) = polled {
                return output;
            }
            awaiting::perform(&woken.event, || Kind::Event, Action::AwaitEvent, site);
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
struct Woken {
    /// Later waiters have higher ones.
    number: u64,
    event: Object,
}

impl Woken {
    fn new() -> Arc<Self> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Arc::new(Self {
            number: NEXT.fetch_add(1, Ordering::Relaxed),
            event: Object::new(),
        })
    }

    fn happens(&self) {
        let site = awaiting::here();
        awaiting::perform(&self.event, || Kind::Event, Action::Happen, site);
    }

    fn arm(&self) -> Arm {
        self.event.arm(|| Kind::Event, Action::AwaitEvent)
    }
}

/// Those who are woken by what this model thread does, if it keeps them together.
type Kept = RefCell<Option<Vec<Arc<Woken>>>>;

fn kept<R>(use_it: impl FnOnce(&Kept) -> R) -> Option<R> {
    static KEY: u8 = 2;
    let key = std::ptr::from_ref(&KEY).addr();
    let kept = shadow::thread_local::<Kept>(key, Kept::default)?;
    // SAFETY: the pointer is valid until the thread has ended, and this is the thread.
    Some(use_it(unsafe { &*kept }))
}

/// Does `act`, and then wakes whom it wakes, who has waited longest first: a watch wakes
/// in an order that varies from run to run.
pub(crate) fn in_order<R>(act: impl FnOnce() -> R) -> R {
    if !shadow::active() {
        return act();
    }
    let outer = kept(|kept| kept.replace(Some(Vec::new()))).flatten();
    let result = act();
    let woken = kept(|kept| kept.replace(outer)).flatten();
    let mut woken = woken.unwrap_or_default();
    woken.sort_by_key(|woken| woken.number);
    woken.iter().for_each(|woken| woken.happens());
    result
}

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        if !shadow::active() {
            return;
        }
        let keep = |kept: &Kept| match kept.borrow_mut().as_mut() {
            Some(all) => {
                all.push(Arc::clone(&self));
                true
            }
            None => false,
        };
        if kept(keep) != Some(true) {
            self.happens();
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
            let arm = || What::Arm(woken.arm());
            if self.leaf.poll(cx, site, arm).is_pending() {
                return Poll::Pending;
            }
        }
        shared.touch(site);
        let woken = Woken::new();
        let waker = Waker::from(Arc::clone(&woken));
        let polled = in_order(|| real(&mut task::Context::from_waker(&waker)));
        self.woken = None;
        self.leaf = Leaf::new();
        if polled.is_pending() {
            let arm = What::Arm(woken.arm());
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
