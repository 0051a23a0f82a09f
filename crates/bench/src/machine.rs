//! The machine that was measured on.

use std::fmt;
use std::process::Command;
use std::thread;

use serde::Serialize;

/// What decides about speed.
#[derive(Debug, Serialize)]
pub struct Machine {
    pub processor: String,
    pub cores: usize,
    pub system: &'static str,
    pub rustc: String,
}

impl Machine {
    /// This one, as far as it can tell.
    pub fn this() -> Self {
        Self {
            processor: processor().unwrap_or_else(|| std::env::consts::ARCH.to_owned()),
            cores: thread::available_parallelism().map_or(1, Into::into),
            system: std::env::consts::OS,
            rustc: rustc().unwrap_or_else(|| "unknown".to_owned()),
        }
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            processor,
            cores,
            system,
            rustc,
        } = self;
        write!(
            f,
            "{processor}, {cores} cores, {system}, {rustc}; explored in one thread"
        )
    }
}

/// The processor's own name: Linux tells it in a file.
fn processor() -> Option<String> {
    let text = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split(':').nth(1)?.trim().to_owned())
}

fn rustc() -> Option<String> {
    let output = Command::new("rustc").arg("--version").output().ok()?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}
