//! [`Notify`]: a task tells another one to go on.

use std::fmt;
use std::future::Future;
use std::marker::PhantomPinned;
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use interleave::shadow::{self, Site};
use real::sync as real_sync;

use super::shared::{Polling, Shared};

/// Keeps at most one notification that nobody has waited for.
pub struct Notify {
    shared: Shared,
    real: real_sync::Notify,
}

/// Waits for a notification.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Notified<'a> {
    shared: &'a Shared,
    site: Site,
    polling: Polling,
    real: Pin<Box<real_sync::futures::Notified<'a>>>,
    _pinned: PhantomPinned,
}

impl Notify {
    /// Without a notification.
    #[must_use]
    pub fn new() -> Self {
        Self {
            shared: Shared::new(),
            real: real_sync::Notify::new(),
        }
    }

    /// Without a notification, in a constant.
    #[must_use]
    pub const fn const_new() -> Self {
        Self {
            shared: Shared::new(),
            real: real_sync::Notify::const_new(),
        }
    }

    /// Waits for a notification; `notify_waiters` counts from now on.
    #[track_caller]
    pub fn notified(&self) -> Notified<'_> {
        let site = Location::caller();
        self.shared.look(site);
        Notified {
            shared: &self.shared,
            site,
            polling: Polling::new(),
            real: Box::pin(self.real.notified()),
            _pinned: PhantomPinned,
        }
    }

    /// Lets the one go on that has waited longest, or the next that will wait.
    #[track_caller]
    pub fn notify_one(&self) {
        self.shared.touch(Location::caller());
        self.real.notify_one();
    }

    /// Lets the one go on that has waited shortest, or the next that will wait.
    #[track_caller]
    pub fn notify_last(&self) {
        self.shared.touch(Location::caller());
        self.real.notify_last();
    }

    /// Lets all go on that wait now.
    #[track_caller]
    pub fn notify_waiters(&self) {
        self.shared.touch(Location::caller());
        self.real.notify_waiters();
    }
}

impl Notified<'_> {
    /// Begins to wait without being polled; whether there is a notification already.
    #[track_caller]
    pub fn enable(self: Pin<&mut Self>) -> bool {
        // SAFETY: nothing is moved out of it.
        let this = unsafe { self.get_unchecked_mut() };
        this.shared.touch(Location::caller());
        this.real.as_mut().enable()
    }
}

impl Future for Notified<'_> {
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

impl Drop for Notified<'_> {
    fn drop(&mut self) {
        self.polling.drop_with(self.shared);
    }
}

impl Default for Notify {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Notify {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notify").finish_non_exhaustive()
    }
}

impl fmt::Debug for Notified<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notified").finish_non_exhaustive()
    }
}
