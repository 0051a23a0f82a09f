//! [`CancellationToken`]: a word to stop, for as many as wait for it.

use std::fmt;
use std::future::{Future, poll_fn};
use std::marker::PhantomPinned;
use std::panic::Location;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};

use interleave::shadow::{self, Site};
use real::sync as real_sync;
use tokio::shadowing::{Polling, Shared, poll_exactly};

/// A word to stop; whoever stops it stops its children.
#[derive(Clone)]
pub struct CancellationToken {
    /// One for a token and all its children.
    shared: Arc<Shared>,
    real: real_sync::CancellationToken,
}

/// Waits until a token is cancelled.
#[must_use = "futures do nothing unless polled"]
pub struct WaitForCancellationFuture<'a> {
    shared: &'a Shared,
    site: Site,
    polling: Polling,
    real: Pin<Box<real_sync::WaitForCancellationFuture<'a>>>,
    _pinned: PhantomPinned,
}

/// Cancels a token where it is dropped.
#[derive(Debug)]
pub struct DropGuard {
    token: Option<CancellationToken>,
}

impl CancellationToken {
    /// A token that is not cancelled.
    #[must_use]
    pub fn new() -> Self {
        Self {
            shared: Arc::new(Shared::new()),
            real: real_sync::CancellationToken::new(),
        }
    }

    /// A token that is cancelled with this one, and not the other way round.
    #[track_caller]
    #[must_use]
    pub fn child_token(&self) -> Self {
        self.shared.look(Location::caller());
        Self {
            shared: Arc::clone(&self.shared),
            real: self.real.child_token(),
        }
    }

    /// Says the word.
    #[track_caller]
    pub fn cancel(&self) {
        self.shared.touch(Location::caller());
        self.real.cancel();
    }

    /// Whether it has been said.
    #[track_caller]
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.shared.look(Location::caller());
        self.real.is_cancelled()
    }

    /// Waits for it.
    #[track_caller]
    pub fn cancelled(&self) -> WaitForCancellationFuture<'_> {
        WaitForCancellationFuture {
            shared: &self.shared,
            site: Location::caller(),
            polling: Polling::new(),
            real: Box::pin(self.real.cancelled()),
            _pinned: PhantomPinned,
        }
    }

    /// Waits for it, with the token.
    #[track_caller]
    pub fn cancelled_owned(self) -> impl Future<Output = ()> {
        let site = Location::caller();
        async move { self.shared.poll(site, self.real.cancelled()).await }
    }

    /// Cancels the token where it is dropped.
    #[must_use]
    pub fn drop_guard(self) -> DropGuard {
        DropGuard { token: Some(self) }
    }

    /// Runs `future` until the token is cancelled; none if that comes first.
    #[track_caller]
    pub fn run_until_cancelled<F: Future>(
        &self,
        future: F,
    ) -> impl Future<Output = Option<F::Output>> {
        let site = Location::caller();
        async move {
            self.shared.look(site);
            if self.real.is_cancelled() {
                return None;
            }
            let mut future = pin!(future);
            let mut cancelled = pin!(self.cancelled());
            poll_fn(|cx| {
                poll_exactly();
                if let Poll::Ready(output) = future.as_mut().poll(cx) {
                    return Poll::Ready(Some(output));
                }
                cancelled.as_mut().poll(cx).map(|()| None)
            })
            .await
        }
    }
}

impl Future for WaitForCancellationFuture<'_> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        // SAFETY: nothing is moved out of it.
        let this = unsafe { self.get_unchecked_mut() };
        if !shadow::active() {
            return this.real.as_mut().poll(cx);
        }
        let real = this.real.as_mut();
        this.polling
            .poll(this.shared, cx, this.site, |cx| real.poll(cx))
    }
}

impl Drop for WaitForCancellationFuture<'_> {
    fn drop(&mut self) {
        self.polling.drop_with(self.shared);
    }
}

impl DropGuard {
    /// The token, which is not cancelled then.
    #[must_use]
    pub fn disarm(mut self) -> CancellationToken {
        self.token.take().expect("it is taken once")
    }
}

impl Drop for DropGuard {
    fn drop(&mut self) {
        if let Some(token) = &self.token {
            token.cancel();
        }
    }
}

impl Default for CancellationToken {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for CancellationToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CancellationToken").finish_non_exhaustive()
    }
}

impl fmt::Debug for WaitForCancellationFuture<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitForCancellationFuture")
            .finish_non_exhaustive()
    }
}
