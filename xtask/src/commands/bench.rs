//! `bench`, for maintainers: builds and starts the benchmark, which is a workspace of its
//! own in `crates/bench`. Nobody else ever builds it.

use std::process::{Command, ExitCode};

use clap::ArgMatches;

use crate::environment;
use crate::place::Place;
use crate::trouble::{Result, Trouble};

/// Runs the command.
pub fn run(place: &Place, given: &ArgMatches) -> Result<ExitCode> {
    // `cargo run` alone would leave out the programs that the benchmark starts.
    let mut build = cargo(place, "build");
    build.arg("--bins");
    if !succeeds(&mut build)? {
        return Ok(ExitCode::from(2));
    }
    let mut bench = cargo(place, "run");
    bench.args(["--quiet", "--", "--out"]);
    bench.arg(place.target.join("bench"));
    let options = given.get_many::<String>("options");
    bench.args(options.into_iter().flatten());
    Ok(super::exit(succeeds(&mut bench)?))
}

/// Its own target folder, so that it never waits for a learner's build, nor that for it.
fn cargo(place: &Place, what: &str) -> Command {
    let mut command = environment::cargo(place);
    command
        .args([what, "--release", "--manifest-path"])
        .arg(place.root.join("crates/bench/Cargo.toml"))
        .arg("--target-dir")
        .arg(place.target.join("bench/build"));
    command
}

fn succeeds(command: &mut Command) -> Result<bool> {
    let status = command
        .status()
        .map_err(|error| Trouble::new(format!("can't start cargo: {error}")))?;
    Ok(status.success())
}
