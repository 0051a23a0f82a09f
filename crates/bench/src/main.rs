//! Interleave's explorer beside its peers, loom and shuttle, on the same programs.
//!
//! This process measures nothing itself. It starts one process a program and tool, and
//! makes a table, a JSON file and charts of what they answer. `cargo xtask bench` builds
//! and starts it.

mod aims;
mod bars;
mod cli;
mod curves;
mod figures;
mod growth;
mod machine;
mod process;
mod results;
mod table;
mod tool;

use std::error::Error;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser as _;

use cli::Args;
use growth::Grown;
use results::Results;
use table::Table;

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        // Who reads has seen enough.
        Err(error) if is_broken_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args) -> Result<(), Box<dyn Error>> {
    let folder = args.folder();
    std::fs::create_dir_all(&folder)?;
    let mut results = Results::new(args);
    if !args.growth {
        compare(args, &mut results)?;
        let path = folder.join("bench.svg");
        bars::draw(&path, &results.machine, &results.rows)?;
        say(&format!("\n{}\n", shown(&path)))?;
    }
    if args.growth || args.only.is_empty() {
        results.growth = growth::measure(args)?;
        for Grown { curve, points } in &results.growth {
            say(&format!("\n{}\n", table::growth(*curve, points)))?;
        }
        let path = folder.join("growth.svg");
        curves::draw(&path, &results.machine, &results.growth)?;
        say(&format!("\n{}\n", shown(&path)))?;
    }
    let path = folder.join("bench.json");
    std::fs::write(&path, serde_json::to_string_pretty(&results)? + "\n")?;
    say(&format!("{}\n", shown(&path)))?;
    Ok(())
}

/// Measures every program with every tool, and prints a row as soon as it is there.
fn compare(args: &Args, results: &mut Results) -> Result<(), Box<dyn Error>> {
    let mut table = Table::default();
    for program in args.programs()? {
        let row = process::measure_all(program, args)?;
        say(&table.row(&row))?;
        results.rows.push(row);
    }
    say(&format!("\n{}\n", table::LEGEND))?;
    results.short_of_aims = aims::shortfalls(&results.rows);
    say(&format!("\n{}\n", table::aims(&results.short_of_aims)))?;
    Ok(())
}

fn say(text: &str) -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all(text.as_bytes())?;
    out.flush()
}

fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    let error = error.downcast_ref::<io::Error>();
    error.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// A path as a person would write it.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(&here).unwrap_or(path);
    path.display().to_string()
}
