//! Simulations of programs: their figures and charts are exact.

extern crate judged as std;

mod charts;
mod greedy;
mod programs;
