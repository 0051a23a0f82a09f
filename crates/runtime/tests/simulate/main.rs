//! Simulations of programs: their figures and charts are exact.

extern crate judged as std;

mod among;
mod charts;
mod costs;
mod ends;
mod grain;
mod greedy;
mod programs;
mod waits;
