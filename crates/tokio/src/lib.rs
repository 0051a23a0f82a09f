//! What an exercise calls `tokio` while it is judged.
//!
//! Outside of an exploration everything here is the real thing. Inside of one, a task is
//! a model thread, and an await is a step of it: see `driving`. What is not covered
//! can't be named, or ends the execution with its name; `docs/tokio-coverage.md` lists
//! all of it.
//!
//! The crate's library is called `tokio` so that rustc's messages use the names that the
//! learner wrote. In here `real` is the real one.

mod driving;
#[doc(hidden)]
pub mod macros;
pub mod runtime;
pub mod sync;
pub mod task;
pub mod time;

pub use real::{main, pin, test};
pub use task::spawn;
