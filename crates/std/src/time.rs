//! Clocks that stand still inside an exploration unless somebody waits.
//!
//! There an [`Instant`] and a [`SystemTime`] read the execution's virtual clock, so
//! that they are the same in each repetition. [`Duration`] is real.

mod instant;
mod system;

pub use ::std::time::{Duration, SystemTimeError, TryFromFloatSecsError};
pub use instant::Instant;
pub use system::{SystemTime, UNIX_EPOCH};
