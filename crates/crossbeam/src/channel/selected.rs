//! An operation that a select has taken, and that is to be completed.

use std::fmt;
use std::sync::Arc;

use interleave::shadow::{self, Side};
use judged::time::Instant;

use super::flavor::{Arm, Selected};
use super::receiver::Used;
use super::{Receiver, RecvError, SendError, Sender};

/// A selected operation. It must be completed, by [`SelectedOperation::send`] or
/// [`SelectedOperation::recv`] with the channel that was selected.
#[must_use]
pub struct SelectedOperation<'a>(Option<Operation<'a>>);

enum Operation<'a> {
    Real(real::channel::SelectedOperation<'a>),
    Explored {
        index: usize,
        arm: &'a dyn Arm,
        side: Side,
        selected: Selected,
    },
}

impl<'a> SelectedOperation<'a> {
    pub(super) fn real(operation: real::channel::SelectedOperation<'a>) -> Self {
        Self(Some(Operation::Real(operation)))
    }

    pub(super) fn explored(index: usize, arm: &'a dyn Arm, side: Side, selected: Selected) -> Self {
        Self(Some(Operation::Explored {
            index,
            arm,
            side,
            selected,
        }))
    }

    /// The index of the operation.
    #[must_use]
    pub fn index(&self) -> usize {
        match &self.0 {
            Some(Operation::Real(operation)) => operation.index(),
            Some(Operation::Explored { index, .. }) => *index,
            None => unreachable!("an operation is completed once"),
        }
    }

    /// Completes a send.
    ///
    /// # Errors
    /// The message, if all receivers are gone.
    ///
    /// # Panics
    /// If another operation or another channel was selected.
    #[track_caller]
    pub fn send<T>(mut self, s: &Sender<T>, msg: T) -> Result<(), SendError<T>> {
        match (self.0.take(), s.ends()) {
            (Some(Operation::Real(operation)), Ok(real)) => operation.send(real, msg),
            (
                Some(Operation::Explored {
                    arm,
                    side,
                    selected,
                    ..
                }),
                Err(flavor),
            ) => {
                let address = Arc::as_ptr(flavor).cast();
                assert!(
                    side == Side::Sends && arm.address() == address,
                    "passed a sender that wasn't selected"
                );
                let sent = flavor.complete_send(selected, msg);
                sent.map_err(SendError)
            }
            _ => super::refuse(),
        }
    }

    /// Completes a receive.
    ///
    /// # Errors
    /// If there is no message and all senders are gone.
    ///
    /// # Panics
    /// If another operation or another channel was selected.
    #[track_caller]
    pub fn recv<T>(mut self, r: &Receiver<T>) -> Result<T, RecvError> {
        match (self.0.take(), r.ends()) {
            (Some(Operation::Real(operation)), Used::Real(real)) => operation.recv(real),
            (Some(Operation::Real(operation)), Used::RealTimer(timer, make)) => {
                let time = operation.recv(timer)?;
                Ok(make(Instant::from_real(time)))
            }
            (
                Some(Operation::Explored {
                    arm,
                    side,
                    selected,
                    ..
                }),
                Used::Explored(flavor),
            ) => {
                let address = Arc::as_ptr(flavor).cast();
                assert!(
                    side == Side::Receives && arm.address() == address,
                    "passed a receiver that wasn't selected"
                );
                flavor.complete_receive(selected).ok_or(RecvError)
            }
            _ => super::refuse(),
        }
    }
}

impl Drop for SelectedOperation<'_> {
    #[track_caller]
    fn drop(&mut self) {
        if let Some(Operation::Explored { .. }) = self.0
            && !shadow::panicking()
            && !shadow::abandoned()
        {
            panic!("dropped `SelectedOperation` without completing the operation");
        }
    }
}

impl fmt::Debug for SelectedOperation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("SelectedOperation { .. }")
    }
}
