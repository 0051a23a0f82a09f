//! What the processes of the benchmark tell each other: which programs there are, and
//! what exploring one of them gave. Nothing here explores, and nothing is shown.

mod growth;
mod measurement;
mod measuring;
mod program;
mod tally;

pub use growth::{Curve, Point};
pub use measurement::{Ended, Explored, Measurement};
pub use measuring::{Explore, measure};
pub use program::{Memory, PROGRAMS, Program};
pub use tally::{Run, counted};
