//! Runs a program in every interleaving that makes a difference, and tells what it can
//! do; or once, on a simulated machine, and tells how long it takes.
//!
//! A check is a test:
//! ```ignore
//! #[test]
//! fn nothing_is_lost() {
//!     interleave::explore(|run| {
//!         let counter = Counter::new();
//!         thread::scope(|s| {
//!             s.spawn(|| counter.increment());
//!             s.spawn(|| counter.increment());
//!         });
//!         run.observe("total", counter.value());
//!     })
//!     .assert_snapshot();
//! }
//! ```
//! The program must be built on a shadow of `std` (see [`shadow`]): then each of its
//! operations on something shared is a step, and the explorer of `interleave-core`
//! decides whose step comes next. Threads run on fibers, one at a time, on one OS
//! thread, so a program behaves the same every time that the same steps are taken.
//!
//! What a snapshot compares is not the outcome of a run but the set of behaviours over
//! all interleavings, which is a property of the code.
//!
//! How much of it happens at the same time is a property of the run. [`simulate`] runs the
//! same program once, in virtual time, on a machine with a given number of cores. A check
//! can ask for facts of such runs as well: see [`Exploration::on`].

mod abandon;
mod aside;
pub mod awaiting;
mod behaviour;
mod check;
mod endless;
mod exchange;
mod exploration;
mod fiber;
mod gathering;
mod gave_up;
mod holding;
mod image;
mod locals;
mod memory;
mod mistake;
mod model;
mod names;
mod output;
mod page;
mod panics;
mod real;
mod replay;
mod report;
mod rounds;
mod run;
mod sections;
pub mod several;
pub mod shadow;
mod simulate;
mod simulations;
mod snapshot;
mod source;
mod story;
mod stuck;
mod table;
mod torn;
mod turns;
mod values;
mod watch;
mod why;
mod witness;
mod words;

pub use check::{Check, explore};
pub use exploration::Exploration;
pub use run::{Run, Section};
pub use simulate::{Chart, Letters, Machine, Simulation, Timeline, UNIT, simulate, speed_up, work};
pub use simulations::{Simulations, simulated};

/// What a [`Timeline`] is made of.
pub mod timeline {
    pub use crate::simulate::{Activity, Ended, Slice, Stay, Thread, Wait, What};
}
