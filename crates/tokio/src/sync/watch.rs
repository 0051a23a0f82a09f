//! A channel that keeps the last value only.
//!
//! The value is behind a lock, as in the real channel: whoever has borrowed it holds up
//! the sender, and its thread.

use std::fmt;
use std::future::Future;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::panic::Location;
use std::sync::Arc;

use interleave::awaiting;
use interleave::shadow::{self, Action, Kind, Object, Site};
use real::sync::watch as real_watch;

use super::shared::{Shared, in_order};

pub mod error {
    //! Errors of this module.

    pub use real::sync::watch::error::{RecvError, SendError};
}

use error::{RecvError, SendError};

/// What both ends share.
struct Both {
    shared: Shared,
    value: Object,
}

/// Sets the value.
pub struct Sender<T> {
    both: Arc<Both>,
    /// Dropped where it is known whom that wakes.
    real: ManuallyDrop<real_watch::Sender<T>>,
}

/// Sees the value, and when it has changed.
pub struct Receiver<T> {
    both: Arc<Both>,
    real: real_watch::Receiver<T>,
}

/// The value, borrowed.
pub struct Ref<'a, T> {
    // Given back after the real one.
    real: Option<real_watch::Ref<'a, T>>,
    both: &'a Both,
}

/// A channel that begins with this value.
#[must_use]
pub fn channel<T>(value: T) -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = real_watch::channel(value);
    let both = Arc::new(Both {
        shared: Shared::new(),
        value: Object::new(),
    });
    (
        Sender {
            both: Arc::clone(&both),
            real: ManuallyDrop::new(sender),
        },
        Receiver {
            both,
            real: receiver,
        },
    )
}

impl Both {
    fn lock(&self, action: Action, site: Site) {
        if shadow::active() {
            awaiting::perform(&self.value, || Kind::Lock, action, site);
        }
    }

    fn borrow<T>(&self, real: impl FnOnce() -> T, site: Site) -> T {
        self.lock(Action::Share, site);
        real()
    }

    /// Does something while nobody has borrowed the value.
    fn alone<R>(&self, change: impl FnOnce() -> R, site: Site) -> R {
        self.lock(Action::Lock, site);
        self.shared.touch(site);
        let result = in_order(change);
        self.lock(Action::Unlock, awaiting::here());
        result
    }
}

impl<T> Sender<T> {
    /// A channel without a receiver yet.
    #[must_use]
    pub fn new(value: T) -> Self {
        channel(value).0
    }

    /// Sets the value.
    ///
    /// # Errors
    /// The value, if there is no receiver.
    #[track_caller]
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        self.both
            .alone(|| self.real.send(value), Location::caller())
    }

    /// Changes the value.
    #[track_caller]
    pub fn send_modify<F: FnOnce(&mut T)>(&self, modify: F) {
        let site = Location::caller();
        self.both.alone(|| self.real.send_modify(modify), site);
    }

    /// Changes the value; receivers see a change if that says so.
    #[track_caller]
    pub fn send_if_modified<F: FnOnce(&mut T) -> bool>(&self, modify: F) -> bool {
        let site = Location::caller();
        self.both.alone(|| self.real.send_if_modified(modify), site)
    }

    /// Sets the value, whether or not there is a receiver, and gives the old one.
    #[track_caller]
    pub fn send_replace(&self, value: T) -> T {
        self.both
            .alone(|| self.real.send_replace(value), Location::caller())
    }

    /// The value. While it is borrowed, whoever sends waits.
    #[track_caller]
    pub fn borrow(&self) -> Ref<'_, T> {
        let real = self.both.borrow(|| self.real.borrow(), Location::caller());
        Ref {
            real: Some(real),
            both: &self.both,
        }
    }

    /// Whether there is no receiver.
    #[track_caller]
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.both.shared.look(Location::caller());
        self.real.is_closed()
    }

    /// Waits until there is no receiver.
    #[track_caller]
    pub fn closed(&self) -> impl Future<Output = ()> {
        let site = Location::caller();
        async move { self.both.shared.poll(site, self.real.closed()).await }
    }

    /// A receiver that has seen the present value.
    #[track_caller]
    #[must_use]
    pub fn subscribe(&self) -> Receiver<T> {
        self.both.shared.touch(Location::caller());
        Receiver {
            both: Arc::clone(&self.both),
            real: self.real.subscribe(),
        }
    }

    /// How many receivers there are.
    #[track_caller]
    #[must_use]
    pub fn receiver_count(&self) -> usize {
        self.both.shared.look(Location::caller());
        self.real.receiver_count()
    }

    /// How many senders there are.
    #[track_caller]
    #[must_use]
    pub fn sender_count(&self) -> usize {
        self.both.shared.look(Location::caller());
        self.real.sender_count()
    }

    /// Whether both send to the same receivers.
    #[must_use]
    pub fn same_channel(&self, other: &Self) -> bool {
        self.real.same_channel(&other.real)
    }
}

impl<T> Receiver<T> {
    /// The value. While it is borrowed, whoever sends waits.
    #[track_caller]
    pub fn borrow(&self) -> Ref<'_, T> {
        let real = self.both.borrow(|| self.real.borrow(), Location::caller());
        Ref {
            real: Some(real),
            both: &self.both,
        }
    }

    /// The value, which is then seen. While it is borrowed, whoever sends waits.
    #[track_caller]
    pub fn borrow_and_update(&mut self) -> Ref<'_, T> {
        let Self { both, real } = self;
        let real = both.borrow(|| real.borrow_and_update(), Location::caller());
        Ref {
            real: Some(real),
            both,
        }
    }

    /// Whether there is a value that it has not seen.
    ///
    /// # Errors
    /// If no sender is left.
    #[track_caller]
    pub fn has_changed(&self) -> Result<bool, RecvError> {
        self.both.shared.look(Location::caller());
        self.real.has_changed()
    }

    /// Whether no sender is left.
    #[track_caller]
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.both.shared.look(Location::caller());
        self.real.is_closed()
    }

    /// As if it had not seen the value.
    pub fn mark_changed(&mut self) {
        self.real.mark_changed();
    }

    /// As if it had seen the value.
    #[track_caller]
    pub fn mark_unchanged(&mut self) {
        self.both.shared.look(Location::caller());
        self.real.mark_unchanged();
    }

    /// Waits for a value that it has not seen, which is then seen.
    ///
    /// # Errors
    /// If no sender is left.
    #[track_caller]
    pub fn changed(&mut self) -> impl Future<Output = Result<(), RecvError>> {
        let site = Location::caller();
        async move { self.both.shared.poll(site, self.real.changed()).await }
    }

    /// Waits for a value for which `is_it` holds.
    ///
    /// # Errors
    /// If no sender is left.
    #[track_caller]
    pub fn wait_for(
        &mut self,
        mut is_it: impl FnMut(&T) -> bool,
    ) -> impl Future<Output = Result<Ref<'_, T>, RecvError>> {
        let site = Location::caller();
        async move {
            loop {
                self.both.shared.touch(site);
                let found = {
                    let both = Arc::clone(&self.both);
                    let real = both.borrow(|| self.real.borrow_and_update(), site);
                    let value = Ref {
                        real: Some(real),
                        both: &both,
                    };
                    is_it(&value)
                };
                if found {
                    return Ok(self.borrow_again(site));
                }
                self.both.shared.poll(site, self.real.changed()).await?;
            }
        }
    }

    fn borrow_again(&mut self, site: Site) -> Ref<'_, T> {
        let real = self.both.borrow(|| self.real.borrow(), site);
        Ref {
            real: Some(real),
            both: &self.both,
        }
    }

    /// Whether both are of the same channel.
    #[must_use]
    pub fn same_channel(&self, other: &Self) -> bool {
        self.real.same_channel(&other.real)
    }
}

impl<T> Ref<'_, T> {
    /// Whether the receiver had not seen it before.
    #[must_use]
    pub fn has_changed(&self) -> bool {
        self.real.as_ref().is_some_and(real_watch::Ref::has_changed)
    }
}

impl<T> Deref for Ref<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.real.as_ref().expect("it is taken where it is dropped")
    }
}

impl<T> Drop for Ref<'_, T> {
    fn drop(&mut self) {
        self.real = None;
        self.both.lock(Action::Unshare, awaiting::here());
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        Self {
            both: Arc::clone(&self.both),
            real: self.real.clone(),
        }
    }
}

impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Self {
        Self {
            both: Arc::clone(&self.both),
            real: self.real.clone(),
        }
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.both.shared.touch(awaiting::here());
        // SAFETY: it is used no more.
        in_order(|| unsafe { ManuallyDrop::drop(&mut self.real) });
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.both.shared.touch(awaiting::here());
    }
}

impl<T: Default> Default for Sender<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").finish_non_exhaustive()
    }
}

impl<T: fmt::Debug> fmt::Debug for Ref<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
