//! The bell that the inputs of one process share: a queue in which each message is
//! announced.
//!
//! That all senders have ended is known when the last of their bells is dropped, as with
//! any queue of `std::sync::mpsc`. That a single one has ended is rung only if the receiver
//! waits for some of them alone, and has asked: it may be the last one that it waits for.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering::SeqCst};
use std::sync::mpsc::Sender;

/// What is rung.
pub(crate) enum Ring {
    /// There is a message at the input of this number.
    Offer(usize),
    /// A sender that was asked has ended.
    End,
}

/// What a sender and the receiver know of each other.
#[derive(Clone, Default)]
pub(crate) struct Line(Arc<AtomicU8>);

/// The sender has not ended, and need not ring when it does.
const OPEN: u8 = 0;
/// It has not ended, and has been asked to ring.
const AWAITED: u8 = 1;
const ENDED: u8 = 2;

impl Line {
    /// Asks the sender to ring when it ends. False if it has ended.
    pub(crate) fn await_end(&self) -> bool {
        self.0.compare_exchange(OPEN, AWAITED, SeqCst, SeqCst) != Err(ENDED)
    }

    /// The sender need not ring any more.
    pub(crate) fn forget_end(&self) {
        let _ = self.0.compare_exchange(AWAITED, OPEN, SeqCst, SeqCst);
    }
}

/// The sender's side.
pub(crate) struct Bell {
    pub(crate) number: usize,
    pub(crate) rings: Sender<Ring>,
    pub(crate) line: Line,
}

impl Bell {
    /// There is a message. A receiver that has ended doesn't hear it: the sender is told
    /// so by its channel.
    #[track_caller]
    pub(crate) fn offer(&self) {
        let _ = self.rings.send(Ring::Offer(self.number));
    }
}

impl Drop for Bell {
    fn drop(&mut self) {
        if self.line.0.swap(ENDED, SeqCst) == AWAITED {
            let _ = self.rings.send(Ring::End);
        }
    }
}
