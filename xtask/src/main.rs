//! `cargo xtask`, the workshop's runner: arguments in, cargo and the checks'
//! reports between, verdicts out.
//!
//! It depends on no crate of the workshop. It knows exercises by their folders, and
//! checks by what they write into a report file; how interleavings are explored is
//! none of its business.

#![forbid(unsafe_code)]

mod cause;
mod cli;
mod commands;
mod compile;
mod contained;
mod environment;
mod fingerprint;
mod front_matter;
mod hints;
mod judge;
mod judging;
mod letters;
mod out;
mod place;
mod progress;
mod render;
mod report;
mod rustc;
mod schedule;
mod select;
mod snapshot;
mod standing;
mod store;
mod subject;
mod trouble;
mod verdict;
mod workshop;

use std::process::ExitCode;

fn main() -> ExitCode {
    let matches = cli::command().get_matches();
    commands::run(&matches).unwrap_or_else(|trouble| {
        out::complain(&trouble);
        ExitCode::from(trouble.code())
    })
}
