//! A channel for many senders and one receiver.
//!
//! The explorer decides when a message can be sent or received; the message itself goes
//! through the real channel, which is then ready for it.

mod bounded;
mod chan;
mod receiving;
mod unbounded;

pub(crate) use chan::Chan;

pub use bounded::{Receiver, Sender, channel};
pub use real::sync::mpsc::error;
pub use unbounded::{UnboundedReceiver, UnboundedSender, unbounded_channel};
