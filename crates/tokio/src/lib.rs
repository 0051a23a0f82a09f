//! What an exercise calls `tokio` while it is judged.
//!
//! Outside of an exploration everything here is the real thing. Inside of one, a task is
//! a model thread, and an await is a step of it: see `driving`. What is not covered
//! can't be named, or ends the execution with its name; `docs/tokio-coverage.md` lists
//! all of it.
//!
//! The crate's library is called `tokio` so that rustc's messages use the names that the
//! learner wrote. In here `real` is the real one.

// The name in the `cfg` is what rustc shows where a learner uses such an item; it is
// never set.
#![allow(unexpected_cfgs)]

mod driving;
pub mod io;
#[doc(hidden)]
pub mod macros;
pub mod runtime;
#[doc(hidden)]
pub mod shadowing;
pub mod sync;
pub mod task;
pub mod time;

pub use real::{main, pin, test};
pub use task::spawn;

/// Files are not explored. Refused.
#[cfg(not_covered_while_judging)]
pub mod fs {}
/// A network does not repeat. Refused.
#[cfg(not_covered_while_judging)]
pub mod net {}
/// Other processes are not explored. Refused.
#[cfg(not_covered_while_judging)]
pub mod process {}
/// Signals do not repeat. Refused.
#[cfg(not_covered_while_judging)]
pub mod signal {}
