//! Litmus tests: small programs that tell memory models apart, explored through the whole
//! runtime under both memories that a check can have.
//!
//! Each says everything that it may give. Where a program has no loop and no lock, it is
//! written twice, in Rust and in the notation of the core's brute-force oracle, which
//! finds the same answers and the number of executions from the axioms of RC11: see
//! `crates/core/src/oracle/axioms`. The others are answered by reasoning.
//!
//! Names are those of J. Alglave, L. Maranget, M. Tautschnig, *Herding Cats*, TOPLAS
//! 2014, and of the tests of GenMC.

extern crate judged as std;

#[path = "../../../core/src/oracle/axioms/mod.rs"]
#[allow(dead_code, reason = "of what the core's tests need, these need a part")]
mod axioms;

mod coherence;
mod exclusion;
mod fences;
mod handover;
mod ownership;
mod replay;
mod sequences;
mod structures;
mod test;
mod three;
mod two;
mod updates;
