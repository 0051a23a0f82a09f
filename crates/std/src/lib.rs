//! What an exercise calls `std` while it is judged.
//!
//! Everything of the real std is here. What schedules threads, waits, or varies
//! from run to run is replaced: inside an exploration it asks the explorer, outside
//! of one it is the real thing. What would schedule or wait and is not covered
//! cannot be named (rustc then points at `not_covered_while_judging`) or ends the
//! execution with its name. `docs/std-coverage.md` lists all of it.
//!
//! The crate's library is called `std` so that rustc's messages use the names that
//! the learner wrote. In here `::std` is the real one.

// The name in the `cfg` is what rustc shows where a learner uses such an item; it
// is never set.
#![allow(unexpected_cfgs)]

pub use ::std::*;

pub mod collections;
pub mod hash;
pub mod hint;
pub mod io;
pub mod net;
pub mod os;
pub mod panic;
pub mod prelude;
pub mod process;
pub mod sync;
pub mod thread;
pub mod time;

mod print;
