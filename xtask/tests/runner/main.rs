//! Drives the real runner over small workshops that are made for the purpose, whose
//! checks write their reports by hand.

mod commands;
mod fake;
mod files;
mod json;
mod maintainers;
mod processes;
mod replay;
mod simulations;
mod verify;
