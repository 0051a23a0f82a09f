//! A channel for one message.

use std::fmt;
use std::future::{self, Future};
use std::panic::Location;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use interleave::awaiting;
use interleave::shadow::{self, Action, Outcome, Received, Sent, Site};
use real::sync::oneshot as real_oneshot;

use super::mpsc::Chan;
use crate::driving::{Leaf, What};

pub use real_oneshot::error;

use error::{RecvError, TryRecvError};

/// A channel for one message.
#[must_use]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = real_oneshot::channel();
    let chan = Arc::new(Chan::new(Some(1)));
    (
        Sender {
            chan: Arc::clone(&chan),
            real: Some(sender),
        },
        Receiver {
            chan,
            leaf: Leaf::new(),
            over: false,
            closed: false,
            real: receiver,
        },
    )
}

/// Sends the message.
pub struct Sender<T> {
    chan: Arc<Chan>,
    /// Taken when it has sent.
    real: Option<real_oneshot::Sender<T>>,
}

/// Waits for the message.
pub struct Receiver<T> {
    chan: Arc<Chan>,
    leaf: Leaf,
    /// Nothing more can come.
    over: bool,
    /// It has been closed: what is not there already will not come.
    closed: bool,
    real: real_oneshot::Receiver<T>,
}

impl<T> Sender<T> {
    /// Sends the message.
    ///
    /// # Errors
    /// The message, if the receiver is gone.
    #[track_caller]
    pub fn send(mut self, message: T) -> Result<(), T> {
        let sent = self.chan.perform(Action::TrySend, Location::caller());
        match (sent, self.real.take()) {
            (Some(Outcome::Sent(Sent::Closed)), real) => {
                self.chan.perform(Action::DropSender, awaiting::here());
                drop(real);
                Err(message)
            }
            (_, None) => Err(message),
            (_, Some(real)) => real.send(message),
        }
    }

    /// Waits until the receiver is gone, or has closed the channel.
    #[track_caller]
    pub fn closed(&mut self) -> impl Future<Output = ()> + use<'_, T> {
        let site = Location::caller();
        let mut leaf = Leaf::new();
        async move {
            future::poll_fn(|cx| self.poll_closed_at(&mut leaf, cx, site)).await;
        }
    }

    fn poll_closed_at(&mut self, leaf: &mut Leaf, cx: &mut Context<'_>, site: Site) -> Poll<()> {
        match &mut self.real {
            Some(real) if !shadow::active() => real.poll_closed(cx),
            _ => leaf
                .poll(cx, site, || What::Arm(self.chan.closed()))
                .map(|_| ()),
        }
    }

    /// Whether the receiver is gone, or has closed the channel.
    #[track_caller]
    #[must_use]
    pub fn is_closed(&self) -> bool {
        match &self.real {
            Some(real) if !shadow::active() => real.is_closed(),
            _ => self.chan.is_closed(Location::caller()),
        }
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        if self.real.is_some() {
            self.chan.perform(Action::DropSender, awaiting::here());
        }
    }
}

impl<T> Receiver<T> {
    /// Lets the sender send no more.
    #[track_caller]
    pub fn close(&mut self) {
        if !std::mem::replace(&mut self.closed, true) {
            self.chan.close(Location::caller());
        }
        self.real.close();
    }

    /// Whether nothing more can come, as far as this end knows.
    #[must_use]
    pub fn is_terminated(&self) -> bool {
        if shadow::active() {
            self.over
        } else {
            self.real.is_terminated()
        }
    }

    /// Whether there is no message now.
    #[track_caller]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        if shadow::active() {
            // Looks at the place of the message, and takes nothing.
            return self.over || !self.chan.is_ready(Location::caller()) || self.real.is_empty();
        }
        self.real.is_empty()
    }

    /// The message, if it is there.
    ///
    /// # Errors
    /// If it is not there yet, or will never be.
    #[track_caller]
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        match self.chan.perform(Action::TryReceive, Location::caller()) {
            Some(Outcome::Received(Received::Empty)) if !self.closed => {
                return Err(TryRecvError::Empty);
            }
            Some(_) => self.over = true,
            None => {}
        }
        self.real.try_recv()
    }

    /// The message; waits on this thread.
    ///
    /// # Errors
    /// If the sender is gone.
    #[track_caller]
    pub fn blocking_recv(mut self) -> Result<T, RecvError> {
        if shadow::active() {
            super::may_block();
            self.chan.perform(Action::Receive, Location::caller());
        }
        self.over = true;
        self.take()
    }

    /// What the sender has sent or left.
    fn take(&mut self) -> Result<T, RecvError> {
        match self.real.try_recv() {
            Ok(message) => Ok(message),
            Err(_) => Err(gone()),
        }
    }
}

/// The error of a receiver whose sender is gone.
fn gone() -> RecvError {
    let (sender, receiver) = real_oneshot::channel::<()>();
    drop(sender);
    match pin!(receiver).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Err(error)) => error,
        _ => unreachable!("its sender is gone"),
    }
}

impl<T> Future for Receiver<T> {
    type Output = Result<T, RecvError>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        if !shadow::active() {
            return Pin::new(&mut this.real).poll(cx);
        }
        if this.closed {
            this.over = true;
            this.chan.perform(Action::TryReceive, Location::caller());
            return Poll::Ready(this.take());
        }
        let receive = || What::Arm(this.chan.arm(Action::Receive));
        if this.leaf.poll(cx, Location::caller(), receive).is_pending() {
            return Poll::Pending;
        }
        this.over = true;
        Poll::Ready(this.take())
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        if !self.over && !self.closed {
            self.chan.close(awaiting::here());
        }
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
