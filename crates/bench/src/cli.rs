//! The command line.

use std::path::{Path, PathBuf};

use bench_protocol::{PROGRAMS, Program};
use clap::Parser;

use crate::tool::Tool;

/// Interleave's explorer beside loom and shuttle, on the same programs
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask bench")]
pub struct Args {
    /// Only programs of this name, and no growth curves; may be repeated
    #[arg(long, value_name = "PROGRAM")]
    pub only: Vec<String>,
    /// Only this tool; may be repeated
    #[arg(long, value_enum)]
    tool: Vec<Tool>,
    /// After so many seconds a tool is ended, and its row is not complete
    #[arg(long, value_name = "SECONDS", default_value_t = 20.0, value_parser = seconds)]
    pub limit: f64,
    /// Short explorations are repeated so often; the fastest counts
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub runs: u32,
    /// Only the growth curves, of Interleave alone
    #[arg(long, conflicts_with_all = ["only", "tool"])]
    pub growth: bool,
    /// The folder for bench.json and the charts
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(seconds) if (0.001..1e6).contains(&seconds) => Ok(seconds),
        _ => Err("a number of seconds, such as 20 or 0.5".to_owned()),
    }
}

impl Args {
    /// The programs asked for.
    ///
    /// # Errors
    /// If there is none of a name.
    pub fn programs(&self) -> Result<Vec<Program>, String> {
        for name in &self.only {
            if PROGRAMS.iter().all(|program| program.name != name) {
                let mut names: Vec<_> = PROGRAMS.iter().map(|program| program.name).collect();
                names.dedup();
                let names = names.join(", ");
                return Err(format!("no program is called {name}. There are: {names}"));
            }
        }
        let wanted = |program: &&Program| {
            self.only.is_empty() || self.only.iter().any(|name| program.name == name)
        };
        Ok(PROGRAMS.iter().filter(wanted).copied().collect())
    }

    /// The tools asked for.
    pub fn tools(&self) -> Vec<Tool> {
        let wanted = |tool: &Tool| self.tool.is_empty() || self.tool.contains(tool);
        Tool::ALL.into_iter().filter(wanted).collect()
    }

    /// Where results are written.
    pub fn folder(&self) -> PathBuf {
        let target = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench");
        self.out.clone().unwrap_or_else(target)
    }
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};

    use super::Args;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_name_may_stand_for_two_programs() {
        let args = Args::parse_from(["bench", "--only", "treiber", "--only", "2x2"]);
        let names: Vec<_> = args.programs().unwrap().iter().map(|p| p.name).collect();
        assert_eq!(names, ["2x2", "treiber", "treiber"]);
        let args = Args::parse_from(["bench", "--only", "bench"]);
        assert!(args.programs().unwrap_err().contains("2x1, 2x2"));
    }
}
