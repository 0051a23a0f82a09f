//! Every worked example of Hoare's paper, a module each.
//!
//! C. A. R. Hoare, *Communicating Sequential Processes*, Communications of the ACM 21(8),
//! 1978. Names and section numbers are the paper's, the words are ours. What the paper
//! declares as a process is a function here; it is given its ends of the channels, and
//! closes them by ending. A function that gives back `Err(Ended)` has found that the
//! process at another end ended first.

pub mod assemble;
pub mod bounded_buffer;
pub mod conway;
pub mod copy;
pub mod disassemble;
pub mod division;
pub mod factorial;
pub mod least;
pub mod matrix;
pub mod philosophers;
pub mod reformat;
pub mod scan;
pub mod semaphore;
pub mod set_array;
pub mod sieve;
pub mod small_set;
pub mod squash;
