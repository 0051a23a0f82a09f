//! What an exercise calls `crossbeam` while it is judged.
//!
//! Inside an exploration it asks the explorer: who sends, who receives, which arm of a
//! [`select!`] is taken, when time is over. Outside of one it is the real crossbeam. What
//! is not covered can't be named, and rustc then points at `not_covered_while_judging`.
//! `docs/crossbeam-coverage.md` lists all of it.
//!
//! The crate's library is called `crossbeam` so that rustc's messages use the names that
//! the learner wrote. In here `real` is the real one, `judged` the learner's `std`, and
//! `std` the real std.

// The name in the `cfg` is what rustc shows where a learner uses such an item; it
// is never set.
#![allow(unexpected_cfgs)]

pub mod atomic;
pub mod channel;
pub mod deque;
pub mod queue;
pub mod sync;
pub mod thread;
pub mod utils;

mod items;

pub use thread::scope;

/// Not covered while judging: memory reclamation has no place in the explorer's model.
#[cfg(not_covered_while_judging)]
pub mod epoch {}
