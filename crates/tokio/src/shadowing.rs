//! For shadows of crates that stand on tokio, such as `tokio_util`. Not for learners.

pub use crate::sync::shared::{Polling, Shared};

/// From now on, until the task is polled again, what its future waits for is taken in the
/// order in which it is polled.
pub fn poll_exactly() {
    if let Some(context) = crate::driving::current() {
        context.poll_exactly();
    }
}
