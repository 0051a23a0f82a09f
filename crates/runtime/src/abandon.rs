//! The end of an execution that has not run to its end: a deadlock, an exit, a bound.
//!
//! Its threads are unwound, the youngest first, so that what they own is dropped and a
//! million deadlocks take no more memory than one. While a thread is unwound its
//! operations are no steps any more: they answer at once what lets the code get out.
//! A thread that can't get out is left where it is, for good: its fiber is forgotten
//! with all that is on its stack.

use interleave_core::op::{Action, Begun, Meet, Op, Outcome, Received, Sent, Side};

use crate::model;

/// What an abandoned thread is unwound with.
pub(crate) struct Abandoned;

/// Operations that a thread may still do while it is unwound.
const PATIENCE: u32 = 10_000;

/// Unwinds this thread, without a word.
pub(crate) fn unwind() -> ! {
    model::with(|model| model.thread().leaving = true);
    std::panic::resume_unwind(Box::new(Abandoned))
}

/// What comes of an operation in an abandoned execution: the thread unwinds, or, if it
/// does so already, an answer that keeps nobody waiting.
pub(crate) fn instead_of(op: &Op) -> Outcome {
    let (unwinding, patient) = model::with(|model| {
        let record = model.thread();
        record.patience += 1;
        (record.unwinds(), record.patience < PATIENCE)
    });
    if !unwinding {
        unwind();
    }
    if !patient {
        model::leave_for_good();
    }
    answer(op)
}

pub(crate) fn answer(op: &Op) -> Outcome {
    match op.action {
        Action::Load(_) | Action::Modify(..) => {
            let value = model::with(|model| model.explorer.value(op.object));
            Outcome::Value(value.unwrap_or(0))
        }
        Action::CompareExchange { expected, .. } => Outcome::Exchanged {
            found: expected,
            success: true,
        },
        Action::Touch | Action::Look | Action::AwaitChange(_) | Action::Any | Action::Length => {
            Outcome::Value(0)
        }
        Action::AwaitEvent => Outcome::Happened,
        Action::HasHappened
        | Action::TryLock
        | Action::TryShare
        | Action::IsComplete
        | Action::IsFinished => Outcome::Taken(true),
        Action::Begin => Outcome::Begun(Begun::First),
        Action::AwaitComplete(_) => Outcome::Begun(Begun::Complete),
        Action::Arrive => Outcome::Arrived { leader: false },
        Action::Send | Action::TrySend | Action::AwaitTaken => Outcome::Sent(Sent::Closed),
        Action::Receive | Action::TryReceive => Outcome::Received(Received::Closed),
        Action::Meet(_, Meet::Await(Side::Receives) | Meet::Try(Side::Receives)) => {
            Outcome::Received(Received::Closed)
        }
        Action::Meet(_, Meet::Await(Side::Sends) | Meet::Try(Side::Sends)) => {
            Outcome::Sent(Sent::Closed)
        }
        Action::Now => Outcome::Time(0),
        _ => Outcome::Done,
    }
}
