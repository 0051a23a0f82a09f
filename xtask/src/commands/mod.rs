//! What the words on the command line do, a module each.

mod audit;
mod bench;
mod bless;
mod hint;
mod list;
mod replay;
mod reset;
mod show;
mod solution;
mod verify;

use std::process::ExitCode;
use std::time::Duration;

use clap::ArgMatches;

use crate::judging::TIME_LIMIT;
use crate::place::Place;
use crate::select;
use crate::trouble::{Result, Trouble};
use crate::workshop::{Exercise, Workshop};

/// Does what the command line says.
pub fn run(matches: &ArgMatches) -> Result<ExitCode> {
    let workshop = Workshop::discover(Place::find()?)?;
    let (command, given) = matches
        .subcommand()
        .ok_or_else(|| Trouble::new("no command"))?;
    match command {
        "verify" => verify::run(&workshop, given),
        "list" => list::run(&workshop),
        "hint" => hint::run(&workshop, given.get_one("name").map(String::as_str)),
        "show" => show::run(&workshop, named(&workshop, given)?),
        "replay" => replay::run(&workshop, named(&workshop, given)?, given),
        "reset" => reset::run(&workshop, named(&workshop, given)?),
        "solution" => solution::run(&workshop, named(&workshop, given)?, given.get_flag("yes")),
        "bless" => bless::run(&workshop, given),
        "audit" => audit::run(&workshop, given),
        "bench" => bench::run(&workshop.place, given),
        other => Err(Trouble::new(format!("no command called `{other}`"))),
    }
}

fn named<'a>(workshop: &'a Workshop, given: &ArgMatches) -> Result<&'a Exercise> {
    let name = given
        .get_one::<String>("name")
        .map(String::as_str)
        .unwrap_or_default();
    select::exercise(workshop, name)
}

fn chosen<'a>(workshop: &'a Workshop, given: &ArgMatches) -> Result<Vec<&'a Exercise>> {
    let names: Vec<String> = given
        .get_many("names")
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    select::exercises(workshop, &names)
}

fn time_limit(given: &ArgMatches) -> Result<Duration> {
    let Some(seconds) = given.get_one::<f64>("time-limit") else {
        return Ok(TIME_LIMIT);
    };
    Duration::try_from_secs_f64(*seconds)
        .map_err(|error| Trouble::new(format!("--time-limit {seconds}: {error}")))
}

/// 0 if all is well, 1 if not.
fn exit(well: bool) -> ExitCode {
    ExitCode::from(u8::from(!well))
}
