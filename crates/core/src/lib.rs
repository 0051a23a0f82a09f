//! Which execution of a concurrent program to try next.
//!
//! This crate runs nothing: no thread, no clock, no randomness, no output. It is told
//! what each thread of a program is about to do, says who goes next, and after each
//! execution knows which orders of events have not been seen. So it can be tested by
//! scripted programs, and a runtime of any kind can stand on it.
//!
//! # The order of calls
//! ```text
//! begin
//!   object, spawn        when the program makes them
//!   do_silently          for every operation: what is no step is done at once
//!   announce             for every thread that has come to an operation
//!   next                 once every thread that runs has announced
//!   perform              for the thread that next chose, which then runs on
//! must_restart           true: forget what was found, and begin again
//! end                    true: begin again
//! ```

#![forbid(unsafe_code)]

mod bounded;
mod chain;
mod class;
mod clocks;
mod explorer;
mod footprint;
mod hash;
mod object;
pub mod op;
mod preemption;
mod race;
mod reply;
mod select;
mod trace;
mod waiting;
mod wakeup;
mod weak;
pub mod witness;
mod world;

pub use chain::Chains;
pub use explorer::{Explorer, Next, NoTurn};
pub use reply::Reply;
pub use select::Select;
pub use trace::{Event, Site, Trace};
pub use weak::{Unfit, Variant, Which};

#[cfg(test)]
mod oracle;
