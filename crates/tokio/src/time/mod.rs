//! Time: virtual inside an exploration.

pub mod error;
mod instant;
mod sleep;
mod timeout;

pub use instant::Instant;
pub use real::time::Duration;
pub use sleep::{Sleep, sleep, sleep_until};
pub use timeout::{Timeout, timeout, timeout_at};
