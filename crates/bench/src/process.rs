//! Starts the processes that measure, one after another, and reads what they answer.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::env::consts::EXE_SUFFIX;
use std::io::{self, IsTerminal as _, Write as _};
use std::process::{Command, Output};

use bench_protocol::{Ended, Explored, Measurement, Program};
use serde::de::DeserializeOwned;

use crate::cli::Args;
use crate::results::Row;
use crate::tool::Tool;

/// Measures a program with every tool asked for.
///
/// # Errors
/// If a process can't be started.
pub fn measure_all(program: Program, args: &Args) -> io::Result<Row> {
    let mut tools = BTreeMap::new();
    for tool in args.tools() {
        tools.insert(tool, measure(program, tool, args)?);
    }
    Ok(Row { program, tools })
}

fn measure(program: Program, tool: Tool, args: &Args) -> io::Result<Measurement> {
    progress(&format!("{} on {}", program.name, tool.name()));
    let memory = program.memory.word();
    let (limit, runs) = (args.limit.to_string(), args.runs.to_string());
    let words = [program.name, memory, &limit, &runs];
    let answer = start(&format!("on-{}", tool.name()), &words)?;
    progress("");
    Ok(answer.unwrap_or_else(|trouble| {
        let explored = Explored {
            executions: 0,
            outcomes: BTreeSet::new(),
            ended: Ended::GaveUp(trouble),
        };
        Measurement::new(explored, 0.0, 1)
    }))
}

/// Runs the program of that name beside this one. Gives its answer, or what it said
/// instead.
///
/// # Errors
/// If it can't be started.
pub fn start<T: DeserializeOwned>(name: &str, words: &[&str]) -> io::Result<Result<T, String>> {
    let path = std::env::current_exe()?.with_file_name(format!("{name}{EXE_SUFFIX}"));
    let mut command = Command::new(&path);
    command.args(words).env("RUST_BACKTRACE", "0");
    for (variable, _) in std::env::vars_os() {
        let variable = variable.to_string_lossy();
        if ["LOOM_", "SHUTTLE_", "INTERLEAVE_"]
            .iter()
            .any(|prefix| variable.starts_with(prefix))
        {
            command.env_remove(&*variable);
        }
    }
    let output = command.output().map_err(|error| {
        let text = format!("can't start {}: {error}", path.display());
        io::Error::new(error.kind(), text)
    })?;
    Ok(serde_json::from_slice(&output.stdout).map_err(|_| no_answer(&output)))
}

fn no_answer(output: &Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    let last = errors.lines().last().unwrap_or_default();
    format!("{}: {last}", output.status)
}

/// Says what is under way, to a person who waits.
pub fn progress(text: &str) {
    let mut err = io::stderr();
    if err.is_terminal() {
        // Back to the line's start, and clear it.
        let _ = write!(err, "\r\x1b[K{text}");
        let _ = err.flush();
    }
}
