//! Litmus tests: small programs that tell memory models apart, in the oracle's form.
//!
//! [`known`], [`genmc`] and [`theorems`] test the oracle (see [`super::axioms`]) against
//! answers that are known; [`generate`] makes random programs, and [`explored`] holds the explorer
//! against the oracle. The same kind of programs in Rust are tests of the runtime.

mod explored;
mod generate;
mod genmc;
mod known;
mod theorems;
