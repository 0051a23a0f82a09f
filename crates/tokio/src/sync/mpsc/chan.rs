//! A channel as the explorer knows it.

use interleave::awaiting::{self, Alternatives, Arm};
use interleave::shadow::{self, Action, Kind, Object, Outcome, Site};

/// Shared by a channel's two ends.
pub(crate) struct Chan {
    capacity: Option<u32>,
    messages: Object,
    /// The receiver is gone, or has closed the channel.
    closed: Object,
}

impl Chan {
    pub fn new(capacity: Option<usize>) -> Self {
        Self {
            capacity: capacity.map(|capacity| u32::try_from(capacity).unwrap_or(u32::MAX)),
            messages: Object::new(),
            closed: Object::new(),
        }
    }

    pub fn arm(&self, action: Action) -> Arm {
        self.messages.arm(|| Kind::Channel(self.capacity), action)
    }

    /// Takes a step, inside an exploration only.
    pub fn perform(&self, action: Action, site: Site) -> Option<Outcome> {
        let kind = || Kind::Channel(self.capacity);
        shadow::active().then(|| awaiting::perform(&self.messages, kind, action, site))
    }

    /// Whether a message can be received, or none will come.
    pub fn is_ready(&self, site: Site) -> bool {
        let receive = self.arm(Action::Receive);
        let looked = Alternatives {
            arms: &[receive],
            also: None,
            site,
        };
        looked.look() != 0
    }

    /// That the receiver is gone, as something to wait for.
    pub fn closed(&self) -> Arm {
        self.closed.arm(|| Kind::Event, Action::AwaitEvent)
    }

    pub fn is_closed(&self, site: Site) -> bool {
        awaiting::perform(&self.closed, || Kind::Event, Action::HasHappened, site)
            == Outcome::Taken(true)
    }

    /// The receiver closes the channel.
    pub fn close(&self, site: Site) {
        if self.perform(Action::DropReceiver, site).is_some() {
            awaiting::perform(&self.closed, || Kind::Event, Action::Happen, site);
        }
    }
}
