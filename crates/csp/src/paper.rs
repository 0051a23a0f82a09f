//! Every worked example of Hoare's paper, section by section.
//!
//! C. A. R. Hoare, *Communicating Sequential Processes*, Communications of the ACM 21(8),
//! 1978.

pub mod philosophers;
pub mod sieve;
