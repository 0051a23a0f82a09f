#![doc = include_str!("../README.md")]

pub mod cores;
pub mod laws;
