//! The receiver's side of both kinds of channel.

use std::sync::Arc;
use std::task::{self, Poll};

use interleave::awaiting;
use interleave::shadow::{self, Action, Outcome, Received, Site};

use super::chan::Chan;
use crate::driving::{Leaf, What};

/// What a receiver knows beside its real counterpart.
pub(super) struct Receiving {
    pub chan: Arc<Chan>,
    /// It has closed the channel: it waits for no more messages than are there.
    closed: bool,
    /// Of `poll_recv`, whose caller may come back to it.
    leaf: Leaf,
}

impl Receiving {
    pub fn new(chan: Arc<Chan>) -> Self {
        Self {
            chan,
            closed: false,
            leaf: Leaf::new(),
        }
    }

    /// Whether there is a message; waits for one.
    pub fn poll_once(&self, leaf: &mut Leaf, cx: &task::Context<'_>, site: Site) -> Poll<bool> {
        if self.closed {
            return Poll::Ready(self.try_receive(site) == Received::Message);
        }
        let receive = || What::Arm(self.chan.arm(Action::Receive));
        leaf.poll(cx, site, receive)
            .map(|outcome| outcome == Outcome::Received(Received::Message))
    }

    /// The same for `poll_recv`.
    pub fn poll(&mut self, cx: &task::Context<'_>, site: Site) -> Poll<bool> {
        let mut leaf = std::mem::replace(&mut self.leaf, Leaf::new());
        let polled = self.poll_once(&mut leaf, cx, site);
        if polled.is_pending() {
            self.leaf = leaf;
        }
        polled
    }

    /// Whether there is a message now.
    pub fn try_receive(&self, site: Site) -> Received {
        match self.chan.perform(Action::TryReceive, site) {
            Some(Outcome::Received(Received::Empty)) if self.closed => Received::Closed,
            Some(Outcome::Received(received)) => received,
            _ => Received::Closed,
        }
    }

    /// Waits for a message on this thread.
    pub fn blocking(&self, site: Site) -> bool {
        let outcome = if self.closed {
            self.chan.perform(Action::TryReceive, site)
        } else {
            self.chan.perform(Action::Receive, site)
        };
        outcome == Some(Outcome::Received(Received::Message))
    }

    pub fn close(&mut self, site: Site) {
        if shadow::active() && !std::mem::replace(&mut self.closed, true) {
            self.chan.close(site);
        }
    }
}

impl Drop for Receiving {
    fn drop(&mut self) {
        self.close(awaiting::here());
    }
}
